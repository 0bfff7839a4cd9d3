/** Paste a room link, be in front of its door. `join.ts` makes it work. */
import { paths } from "../paths";
import type { StillWords } from "../text/still";
import { Button } from "../ui/Button";
import { AlertIcon } from "../ui/icons";

export function JoinByLink({ t }: { t: StillWords["landingText"] }) {
  return (
    <form id="join" noValidate className="group peer relative max-w-[30rem]">
      <label htmlFor="room-link" className="aloud">
        {t.link}
      </label>
      <div className="join-box">
        <input
          id="room-link"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck="false"
          placeholder={t.linkHint}
        />
        <Button type="submit" kind="primary" className="min-h-12 px-6">
          {t.join}
        </Button>
      </div>
      <div
        id="room-link-fault"
        role="alert"
        className="ps-4 text-small font-medium text-danger-text group-data-wrong:mt-2 lg:absolute"
      >
        <Fault kind="elsewhere">{t.elsewhere}</Fault>
        <Fault kind="not_a_link">
          {t.notALink} <span id="here" />
          {paths.room("65f0…c2a1")}
        </Fault>
      </div>
    </form>
  );
}

function Fault({ kind, children }: { kind: string; children: React.ReactNode }) {
  return (
    <p data-fault={kind} hidden className="flex items-start gap-1.5 [&[hidden]]:hidden">
      <AlertIcon size="s" className="mt-0.5" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
