/** How the microphone of the call is pressed, for every button that stands for it. */
import { createContext, use } from "react";

import type { MutedHint } from "./useMutedHint";
import type { Talk } from "./useTalkKeys";

export interface TalkNow extends Talk {
  readonly mutedHint: MutedHint;
  readonly unmute: () => void;
}

const NOTHING: TalkNow = {
  holding: false,
  press: {
    holds: false,
    onPressStart: () => undefined,
    onPressEnd: () => undefined,
    onPress: () => undefined,
  },
  mutedHint: { shown: false, dismiss: () => undefined },
  unmute: () => undefined,
};

export const TalkContext = createContext<TalkNow>(NOTHING);

export function useTalk(): TalkNow {
  return use(TalkContext);
}
