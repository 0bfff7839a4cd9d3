/** Who came and who went between two rosters, and the one sentence that says so. */

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Comings {
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** Names of those only in `after`, and of those only in `before`. */
export function comings(before: readonly Named[], after: readonly Named[]): Comings {
  return { joined: onlyIn(after, before), left: onlyIn(before, after) };
}

function onlyIn(these: readonly Named[], those: readonly Named[]): string[] {
  const known = new Set(those.map((person) => person.id));
  return these.filter((person) => !known.has(person.id)).map((person) => person.name);
}
