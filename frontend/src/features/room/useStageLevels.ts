/** Moves rings and bars with the voices, ten times a second, without a render of React. */
import { type RefObject, useEffect } from "react";

import { useVoiceEngine } from "../../state/voiceEngine";
import { loudness } from "../../ui/loudness";

/** Sets `--level` on every `data-level-of` inside: a peer id, or "me". One subscription for all. */
export function useStageLevels(stage: RefObject<HTMLElement | null>): void {
  const engine = useVoiceEngine();
  useEffect(
    () =>
      engine.levels.subscribe((levels) => {
        const moved = stage.current?.querySelectorAll<HTMLElement>("[data-level-of]") ?? [];
        for (const element of moved) {
          const level = loudness(levels.get(element.dataset["levelOf"] ?? "") ?? 0).toFixed(2);
          if (element.style.getPropertyValue("--level") === level) continue;
          element.style.setProperty("--level", level);
        }
      }),
    [engine, stage],
  );
}
