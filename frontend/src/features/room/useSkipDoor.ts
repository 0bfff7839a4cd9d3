/** Who wished so goes straight into a room, muted; nobody is asked for a microphone on the way. */
import { useEffect, useEffectEvent, useState } from "react";

import { usePreferences } from "../../state/preferences";

/** Once, as soon as `ready`. The wish counts from the next room on, not where it is made. */
export function useSkipDoor(ready: boolean, enter: (microphone: boolean) => void): void {
  const { skipsDoor } = usePreferences();
  const [skips, setSkips] = useState(skipsDoor);
  const enterNow = useEffectEvent(enter);
  useEffect(() => {
    if (!ready || !skips) return;
    let over = false;
    const go = (granted: boolean) => {
      if (over) return;
      setSkips(false);
      enterNow(granted);
    };
    void isMicrophoneGranted().then(go);
    return () => {
      over = true;
    };
  }, [ready, skips]);
}

/** Where a browser does not tell, it might ask. */
async function isMicrophoneGranted(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: "microphone" });
    return state === "granted";
  } catch {
    return false;
  }
}
