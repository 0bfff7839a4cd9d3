/** Holds back the rooms that come while one looks at the list, until one asks for them. */
import { useState } from "react";

import type { RoomSummary } from "../../wire";
import type { Offer } from "./filter";
import { offer } from "./filter";

interface Known {
  /** What the list answers: another question shows another list at once. */
  readonly question: string;
  readonly ids: ReadonlySet<string>;
}

const NOTHING: Offer = { rooms: [], more: 0 };

export function useOffer(
  rooms: readonly RoomSummary[] | undefined,
  question: string,
): Offer & { readonly take: () => void } {
  const [known, setKnown] = useState<Known | null>(null);
  const all = () => setKnown({ question, ids: new Set(rooms?.map((room) => room._id)) });
  const fits = known !== null && known.question === question;
  const offered = rooms === undefined ? NOTHING : offer(rooms, fits ? known.ids : new Set());
  // Nothing waits: what is shown is what is known.
  const unknown = offered.more === 0 && offered.rooms.some((room) => !known?.ids.has(room._id));
  if (rooms !== undefined && (!fits || unknown)) all();
  return { ...offered, take: all };
}
