/** Round every page: who is signed in stands in the header, and each page begins at its top. */
import { useMemo } from "react";
import { Outlet, ScrollRestoration } from "react-router";

import { paths } from "../paths";
import { useSession } from "../state/session";
import { frameText } from "../text/frame";
import type { Frame } from "../ui/PageShell";
import { FrameContext } from "../ui/PageShell";
import { AccountDoor } from "./AccountDoor";

export function Root() {
  const session = useSession();
  const user = session.status === "signed_in" ? session.user : null;
  const frame = useMemo((): Frame => {
    const place = { skipText: frameText.skip };
    if (user === null) return { ...place, account: null, homePath: paths.landing };
    return { ...place, account: <AccountDoor user={user} />, homePath: paths.rooms };
  }, [user]);
  return (
    <FrameContext value={frame}>
      <Outlet />
      <ScrollRestoration />
    </FrameContext>
  );
}
