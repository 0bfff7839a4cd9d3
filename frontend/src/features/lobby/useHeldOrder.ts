/** Keeps a list still while somebody points at it or has the focus in it. */
import { useState } from "react";

import type { RoomSummary } from "../../wire";
import { holdOrder } from "./arrange";

export interface HeldOrder {
  readonly rooms: readonly RoomSummary[];
  /** For the element round the list. */
  readonly hold: {
    onPointerEnter: (event: React.PointerEvent) => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: React.FocusEvent) => void;
  };
}

export function useHeldOrder(fresh: readonly RoomSummary[]): HeldOrder {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const rooms = order === null ? fresh : holdOrder(fresh, order);
  const keep = () => setOrder((kept) => kept ?? fresh.map((room) => room._id));
  const release = () => setOrder(null);
  return {
    rooms,
    hold: {
      onPointerEnter: (event) => event.pointerType !== "touch" && keep(),
      onPointerLeave: release,
      onFocus: keep,
      onBlur: (event) => !event.currentTarget.contains(event.relatedTarget) && release(),
    },
  };
}
