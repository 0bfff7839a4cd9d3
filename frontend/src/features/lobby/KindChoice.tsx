/** Who can come in: three real radio buttons, each with what it means. */
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";

import { createText, kindWord } from "../../text/lobby";
import { KindMark } from "../../ui/KindMark";
import type { RoomType } from "../../wire";

const KINDS: readonly RoomType[] = ["public", "private", "group"];

const CARD =
  "group grid min-h-16 cursor-pointer grid-cols-[24px_1fr_22px] items-center gap-x-3.5 rounded-field bg-surface-2 px-4 py-3 " +
  "transition-colors duration-[140ms] hover:bg-surface-3 " +
  "selected:bg-surface-3 selected:shadow-[inset_0_0_0_2px_var(--text)] " +
  "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-focus forced-colors:border";

export interface KindChoiceProps {
  value: RoomType;
  onChange: (kind: RoomType) => void;
}

export function KindChoice({ value, onChange }: KindChoiceProps) {
  return (
    <RadioGroup
      value={value}
      onChange={(chosen) => onChange(KINDS.find((kind) => kind === chosen) ?? value)}
      className="grid gap-2"
    >
      <Label className="text-small font-semibold">{createText.kind}</Label>
      {KINDS.map((kind) => (
        <Radio key={kind} value={kind} className={CARD}>
          <KindMark kind={kind} size="l" />
          <span>
            <span className="block text-ui font-semibold">{kindWord[kind]}</span>
            <span className="block text-small text-muted">{createText.kindHint[kind]}</span>
          </span>
          <span
            aria-hidden="true"
            className="size-[22px] rounded-full shadow-[inset_0_0_0_2px_var(--border-strong)] group-selected:shadow-[inset_0_0_0_7px_var(--text)] forced-colors:border"
          />
        </Radio>
      ))}
    </RadioGroup>
  );
}
