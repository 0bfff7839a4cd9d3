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

/** Watches a roster and tells, once per window, who came and who went since it last told. */
export class Doorbell {
  private told: readonly Named[] | null = null;
  private latest: readonly Named[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly tell: (moved: Comings, here: number) => void,
    private readonly windowMs: number,
  ) {}

  /** The roster now. The first one is what was there before; it is not told. */
  see(here: readonly Named[]): void {
    this.latest = here;
    this.told ??= here;
    if (this.timer !== null || !moved(comings(this.told, here))) return;
    this.timer = setTimeout(() => this.ring(), this.windowMs);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private ring(): void {
    this.timer = null;
    const news = comings(this.told ?? [], this.latest);
    this.told = this.latest;
    if (moved(news)) this.tell(news, this.latest.length);
  }
}

function moved({ joined, left }: Comings): boolean {
  return joined.length + left.length > 0;
}
