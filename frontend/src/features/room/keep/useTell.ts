/** Tells a screen reader what happens in a call: as much of it as one wants to hear. */
import { announce } from "@react-aria/live-announcer";
import { useEffect, useState } from "react";

import { type ToldWish, usePreferences } from "../../../state/preferences";

/** Who comes and goes; what one did or should know; what cannot wait. */
type Weight = "chatter" | "worth_knowing" | "urgent";

const TOLD: Record<ToldWish, ReadonlySet<Weight>> = {
  all: new Set(["chatter", "worth_knowing", "urgent"]),
  important: new Set(["worth_knowing", "urgent"]),
  off: new Set(["urgent"]),
};

export type Tell = (words: string, weight: Weight, manner?: "polite" | "assertive") => void;

/** The same one as long as it is used; polite unless it is told otherwise. */
export function useTell(): Tell {
  const { told } = usePreferences();
  const [teller] = useState(() => new Teller(told));
  useEffect(() => teller.know(told));
  return teller.tell;
}

class Teller {
  constructor(private wish: ToldWish) {}

  know(wish: ToldWish): void {
    this.wish = wish;
  }

  readonly tell: Tell = (words, weight, manner = "polite") => {
    if (TOLD[this.wish].has(weight)) announce(words, manner);
  };
}
