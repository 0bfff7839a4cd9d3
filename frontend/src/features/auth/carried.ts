/** What one page tells the next in its history entry: kept by a reload, never in an address. */
import { useLocation, useNavigate } from "react-router";

export interface Carried {
  /** The address somebody typed: nobody types it twice. */
  readonly email?: string;
  /** When a mail with a link was asked for, in milliseconds since 1970. */
  readonly mailedAt?: number;
  /** The token of a mailed link. */
  readonly token?: string;
  readonly passwordChanged?: boolean;
}

/** History entries outlive versions of this page: only what has the right type counts. Pure. */
export function carriedIn(state: unknown): Carried {
  const told: Record<string, unknown> = { ...(typeof state === "object" ? state : null) };
  return {
    ...(typeof told["email"] === "string" ? { email: told["email"] } : {}),
    ...(typeof told["mailedAt"] === "number" ? { mailedAt: told["mailedAt"] } : {}),
    ...(typeof told["token"] === "string" ? { token: told["token"] } : {}),
    ...(told["passwordChanged"] === true ? { passwordChanged: true } : {}),
  };
}

export function useCarried(): Carried {
  return carriedIn(useLocation().state);
}

/** Changes what this page carries; its address stays, and so does the place one reads at. */
export function useCarry(): (carried: Carried) => void {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  return (carried) =>
    void navigate(
      { pathname, search },
      { replace: true, state: carried, preventScrollReset: true },
    );
}
