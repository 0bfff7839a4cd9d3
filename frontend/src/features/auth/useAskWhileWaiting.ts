/** Asks who one is while a mail is waited for: its link may be opened elsewhere, it may be late. */
import { useEffect } from "react";

import { useLazyMeQuery } from "../../api/account";
import type { MailState } from "../../wire";

const EVERY_MS = 10_000;

/** Why the mail does not come as usual, if so. What else the answers mean is the guard's business. */
export function useAskWhileWaiting(): MailState | null {
  const [ask, { data }] = useLazyMeQuery();
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && void ask();
    look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
    };
  }, [ask]);
  return data?.mail?.state ?? null;
}
