/** Who sits where: nobody moves when somebody comes or leaves. Pure. */

/** Ids by place; null is a seat that became free between others. */
export type Seats = readonly (string | null)[];

/** Who stays keeps their seat, who comes takes the first free one. */
export function seatsAfter(before: Seats, here: readonly string[]): Seats {
  const present = new Set(here);
  const known = new Set(before);
  const seats = before.map((id) => (id !== null && present.has(id) ? id : null));
  for (const id of here) {
    if (known.has(id)) continue;
    const free = seats.indexOf(null);
    if (free === -1) seats.push(id);
    else seats[free] = id;
  }
  const last = seats.findLastIndex((id) => id !== null);
  const kept = seats.slice(0, last + 1);
  // More holes than people is no room to sit in.
  return kept.length > here.length * 2 ? closedUp(kept) : kept;
}

/** Without the free ones: for when nobody looks. */
export function closedUp(seats: Seats): Seats {
  return seats.filter((id) => id !== null);
}

export function sameSeats(one: Seats, two: Seats): boolean {
  return one.length === two.length && one.every((id, place) => id === two[place]);
}
