/** Shows a page to those it is made for and leads the others where they belong. */
import { Navigate, Outlet, useLocation } from "react-router";

import { useSession } from "../state/session";
import type { Standing } from "../state/standing";
import { placeInstead, standingOf } from "../state/standing";
import { probablySignedIn } from "./hint";
import { Unreachable } from "./Unreachable";
import { Waiting } from "./Waiting";

export interface GuardProps {
  need: Standing;
  /** The link of a mail works for guests too: its token is in the fragment. */
  orGuestWithToken?: boolean;
}

export function Guard({ need, orGuestWithToken = false }: GuardProps) {
  const session = useSession();
  const asked = useLocation();
  const standing = standingOf(session);
  const withToken = orGuestWithToken && standing === "guest" && asked.hash !== "";
  if (standing === need || withToken) return <Outlet />;
  if (standing === "unreachable") return need === "guest" ? <Outlet /> : <Unreachable />;
  if (standing === "unknown") {
    return need === "guest" && !probablySignedIn() ? <Outlet /> : <Waiting />;
  }
  return <Navigate to={placeInstead(session, need, asked)} replace />;
}
