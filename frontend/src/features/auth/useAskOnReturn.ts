/** Asks who one is whenever this tab is looked at again: the mail's link opens in another one. */
import { useEffect } from "react";

import { useLazyMeQuery } from "../../api/account";

/** What the answer means for this page is the guard's business. */
export function useAskOnReturn(): void {
  const [ask] = useLazyMeQuery();
  useEffect(() => {
    const returned = () => document.visibilityState === "visible" && void ask();
    document.addEventListener("visibilitychange", returned);
    window.addEventListener("focus", returned);
    return () => {
      document.removeEventListener("visibilitychange", returned);
      window.removeEventListener("focus", returned);
    };
  }, [ask]);
}
