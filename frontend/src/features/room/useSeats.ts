/** Gives everybody a seat that stays theirs; free ones between others go while nobody looks. */
import { useEffect, useState } from "react";

import type { Tile } from "./roster";
import { closedUp, sameSeats, type Seats, seatsAfter } from "./seats";

export type Seated = readonly (Tile | null)[];

export function useSeats(tiles: readonly Tile[]): Seated {
  const ids = tiles.map(({ user }) => user._id);
  const [seats, setSeats] = useState<Seats>(() => seatsAfter([], ids));
  const now = seatsAfter(seats, ids);
  if (!sameSeats(seats, now)) setSeats(now);
  useEffect(() => {
    const closeUp = () => {
      if (document.visibilityState === "hidden") setSeats(closedUp);
    };
    document.addEventListener("visibilitychange", closeUp);
    return () => document.removeEventListener("visibilitychange", closeUp);
  }, []);
  const byId = new Map(tiles.map((tile) => [tile.user._id, tile]));
  return now.map((id) => (id === null ? null : (byId.get(id) ?? null)));
}
