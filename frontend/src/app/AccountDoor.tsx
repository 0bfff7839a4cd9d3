/** The face in every header; its menu is fetched when somebody comes near, and opens when pressed. */
import { lazy, Suspense, useState } from "react";

import { frameText } from "../text/frame";
import { Face } from "../ui/Face";
import type { UserWords } from "../wire";

const fetchMenu = () => import("../features/profile/AccountMenu");
const comeNear = () => void fetchMenu().catch(() => undefined);

export function AccountDoor({ user }: { user: UserWords }) {
  const [asked, setAsked] = useState(false);
  const button = <Plain user={user} onPress={() => setAsked(true)} />;
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu user={user} />
    </Suspense>
  );
}

// A menu that does not arrive takes no page with it.
const AccountMenu = lazy(() =>
  fetchMenu().then(
    ({ AccountMenu: Menu }) => ({ default: Menu }),
    () => ({ default: ({ user }: { user: UserWords }) => <Plain user={user} /> }),
  ),
);

function Plain({ user, onPress }: { user: UserWords; onPress?: () => void }) {
  const name = user.name ?? user.email;
  return (
    <button
      type="button"
      aria-label={frameText.account(name)}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={comeNear}
      onFocus={comeNear}
      onClick={onPress}
      className="cursor-pointer rounded-full"
    >
      <Face id={user._id} name={name} avatar={user.avatar} size="2.75rem" />
    </button>
  );
}
