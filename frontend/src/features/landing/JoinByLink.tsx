/** Paste a room link, be in front of its door. */
import { clsx } from "clsx";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";

import { paths, roomOfLink } from "../../paths";
import { landingText as t } from "../../text/landing";
import { Button } from "../../ui/Button";
import { AlertIcon } from "../../ui/icons";

type Fault = "not_a_link" | "elsewhere" | null;

export function JoinByLink() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<Fault>(null);

  function go(event: FormEvent) {
    event.preventDefault();
    const found = roomOfLink(input.current?.value ?? "", location.origin);
    if (found !== null && found !== "elsewhere") {
      void navigate(paths.room(found.roomId) + found.hash);
      return;
    }
    setFault(found ?? "not_a_link");
    input.current?.focus();
  }

  return (
    <form onSubmit={go} noValidate className="peer relative max-w-[30rem]">
      <label htmlFor="room-link" className="aloud">
        {t.link}
      </label>
      <div className={clsx("join-box", fault !== null && "join-box-wrong")}>
        <input
          ref={input}
          id="room-link"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck="false"
          placeholder={t.linkHint}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : "room-link-fault"}
          onChange={() => setFault(null)}
        />
        <Button type="submit" kind="primary" className="min-h-12 px-6">
          {t.join}
        </Button>
      </div>
      {fault !== null && <Explanation fault={fault} />}
    </form>
  );
}

function Explanation({ fault }: { fault: Exclude<Fault, null> }) {
  const words =
    fault === "elsewhere"
      ? t.elsewhere
      : `${t.notALink} ${location.host}${paths.room("65f0…c2a1")}`;
  return (
    <p
      id="room-link-fault"
      role="alert"
      className="mt-2 flex items-start gap-1.5 ps-4 text-small font-medium text-danger-text lg:absolute"
    >
      <AlertIcon size="s" className="mt-0.5" />
      <span className="min-w-0 wrap-anywhere">{words}</span>
    </p>
  );
}
