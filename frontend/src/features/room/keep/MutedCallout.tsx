/** Over the microphone: one talks, and nobody hears it. */
import { Button } from "react-aria-components/Button";

import { usePrefer } from "../../../state/preferences";
import { callingText as t } from "../../../text/calling";
import { useTalk } from "./talk";

const ACTION =
  "min-h-11 cursor-pointer rounded-full px-3 font-semibold whitespace-nowrap underline underline-offset-4 hover:bg-canvas/15";

export function MutedCallout() {
  const prefer = usePrefer();
  const { mutedHint, unmute } = useTalk();
  if (!mutedHint.shown) return null;
  const press = (run: () => void) => () => {
    mutedHint.dismiss();
    run();
  };
  return (
    <div className="callout fade-in [--focus:var(--canvas)]">
      <p className="min-w-0 py-1">
        <b className="font-semibold">{t.talkingMuted}</b> {t.talkingMutedHint}
      </p>
      <span className="flex flex-wrap">
        <Button className={ACTION} onPress={press(unmute)}>
          {t.unmute}
        </Button>
        <Button className={ACTION} onPress={press(() => prefer({ mutedHint: false }))}>
          {t.notAgain}
        </Button>
      </span>
    </div>
  );
}
