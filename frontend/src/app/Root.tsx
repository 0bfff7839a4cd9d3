/** Round every page: who is signed in stands in the header, and each page begins at its top. */
import { lazy, Suspense, useMemo } from "react";
import { Outlet, ScrollRestoration } from "react-router";

import { paths } from "../paths";
import { useSession } from "../state/session";
import { frameText } from "../text/frame";
import { Face } from "../ui/Face";
import type { UserWords } from "../wire";
import type { Frame } from "../ui/PageShell";
import { FrameContext } from "../ui/PageShell";

function PlainFace({ user }: { user: UserWords }) {
  return <Face id={user._id} name={user.name ?? user.email} avatar={user.avatar} size="2.75rem" />;
}

// A menu that does not arrive takes no page with it.
const AccountMenu = lazy(() =>
  import("../features/profile/AccountMenu").then(
    ({ AccountMenu: Menu }) => ({ default: Menu }),
    () => ({ default: PlainFace }),
  ),
);

export function Root() {
  const session = useSession();
  const user = session.status === "signed_in" ? session.user : null;
  const frame = useMemo((): Frame => {
    const place = { skipText: frameText.skip };
    if (user === null) return { ...place, account: null, homePath: paths.landing };
    const account = (
      <Suspense fallback={<PlainFace user={user} />}>
        <AccountMenu user={user} />
      </Suspense>
    );
    return { ...place, account, homePath: paths.rooms };
  }, [user]);
  return (
    <FrameContext value={frame}>
      <Outlet />
      <ScrollRestoration />
    </FrameContext>
  );
}
