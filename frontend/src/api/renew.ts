/** Renewing the session: one request at a time, however many ask for it. */

export type RenewOutcome =
  | { readonly kind: "renewed"; readonly expiresAt: string | null }
  | { readonly kind: "ended" }
  | { readonly kind: "unreachable" };

export type Renew = () => Promise<RenewOutcome>;

type Request = (url: string, init: RequestInit) => Promise<Response>;
type Attempt = () => Promise<RenewOutcome>;

/** Runs one attempt at a time in all tabs of a browser: they share one refresh token. */
export type AcrossTabs = (once: Attempt) => Promise<RenewOutcome>;

const locked: AcrossTabs = (once) =>
  "locks" in navigator ? navigator.locks.request("gethory-renew", once) : once();

export function createRenew(
  base: string,
  request: Request = (url, init) => fetch(url, init),
  acrossTabs: AcrossTabs = locked,
): Renew {
  let flight: Promise<RenewOutcome> | null = null;
  return () => {
    flight ??= acrossTabs(() => attempt(base, request)).finally(() => {
      flight = null;
    });
    return flight;
  };
}

async function attempt(base: string, request: Request): Promise<RenewOutcome> {
  try {
    const answer = await request(`${base}/auth/refresh`, {
      method: "POST",
      credentials: "include",
    });
    if (answer.ok) return { kind: "renewed", expiresAt: await expiryOf(answer) };
    return { kind: answer.status === 401 ? "ended" : "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}

async function expiryOf(answer: Response): Promise<string | null> {
  const body: unknown = await answer.json();
  const told = typeof body === "object" && body !== null && "expiresAt" in body;
  return told && typeof body.expiresAt === "string" ? body.expiresAt : null;
}
