/** The microphone: the largest control of a room, which says what it does and what is true. */
import "./voice.css";
import type { ReactNode, Ref } from "react";
import { Button, type PressEvent } from "react-aria-components/Button";

import { ArcsIcon, MicAlertIcon, MicIcon, MicOffIcon } from "./icons";
import { Tip } from "./Tip";

/** `live`: the others can hear. `alert`: it would be on, but something is in the way. */
export type MicLook = "live" | "muted" | "opening" | "alert";

export interface MicControlProps {
  look: MicLook;
  /** What a press does: "Mute". */
  action: string;
  /** What is true now: "Microphone is on". */
  truth: string;
  /** With the keys: "Mute (M)". */
  tip: string;
  keys?: string;
  onPress: () => void;
  onPressStart?: (event: PressEvent) => void;
  onPressEnd?: (event: PressEvent) => void;
  /** It is held to talk: a long press on a phone selects nothing and opens no menu. */
  holds?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
  /** What stands at its end and opens more about it. */
  menu?: ReactNode;
}

const ICONS: Record<MicLook, ReactNode> = {
  live: <MicIcon size="xl" />,
  muted: <MicOffIcon size="xl" />,
  opening: <ArcsIcon size="xl" />,
  alert: <MicAlertIcon size="xl" />,
};

/** Its level comes as `--level` from the element marked `data-level-of`. */
export function MicControl(props: MicControlProps) {
  const { look, action, truth, tip, keys, holds, buttonRef, menu, ...presses } = props;
  const button = (
    <Tip text={tip}>
      <Button
        ref={buttonRef}
        className="mic-control"
        data-look={look}
        data-talk-button=""
        data-level-of="me"
        aria-label={`${action}, ${truth.toLowerCase()}`}
        aria-keyshortcuts={keys}
        data-holds={holds ? "" : undefined}
        {...presses}
      >
        {ICONS[look]}
        <span className="min-w-0">
          <span className="block text-[1.0625rem]/5 font-[650]">{action}</span>{" "}
          <span className="line-clamp-2 text-small/4.5 font-medium">{truth}</span>
        </span>
        {(look === "live" || look === "muted") && <Wave />}
      </Button>
    </Tip>
  );
  if (menu === undefined) return button;
  return (
    <div className="mic-split" data-level-of="me">
      {button}
      {menu}
    </div>
  );
}

function Wave() {
  return (
    <span className="mic-wave" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
      <i />
    </span>
  );
}
