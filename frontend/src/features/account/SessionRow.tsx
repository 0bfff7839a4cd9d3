/** One browser or program that is signed in, and the button that ends that. */
import { useSignOut } from "../../api/useSignOut";
import { paths } from "../../paths";
import { accountText, deviceText } from "../../text/account";
import { longAge } from "../../text/time";
import { Button } from "../../ui/Button";
import { ComputerIcon, PhoneIcon } from "../../ui/icons";
import { useNow } from "../../ui/useNow";
import type { SessionWords } from "../../wire";
import { deviceOf } from "./device";

const t = accountText.sessions;

export interface SessionRowProps {
  session: SessionWords;
  ending: boolean;
  /** `done` is what to say once it has ended. */
  onEnd: (done: string) => void;
}

export function SessionRow({ session, ending, onEnd }: SessionRowProps) {
  const signOutHere = useSignOut();
  const now = useNow(30_000);
  const { browser, system, handheld } = deviceOf(session.userAgent);
  const device = deviceText(browser, system);
  const here = session.currentSession;
  const Icon = handheld ? PhoneIcon : ComputerIcon;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <span className="grid size-11 flex-none place-items-center rounded-full bg-fill text-muted max-xs:hidden">
        <Icon />
      </span>
      <div className="min-w-32 flex-1">
        <p className="font-semibold wrap-anywhere" title={session.userAgent}>
          {device}
        </p>
        <p className="text-small text-subtle">
          {here ? (
            <span className="mt-1 inline-block rounded-full bg-surface-3 px-2 text-text">
              {t.here}
            </span>
          ) : (
            <time dateTime={session.lastSeenAt}>
              {t.lastSeen(longAge(session.lastSeenAt, now))}
            </time>
          )}
        </p>
      </div>
      <Button
        aria-label={t.signOutOf(device)}
        busy={ending}
        onPress={() => (here ? void signOutHere(paths.landing) : onEnd(t.signedOut(device)))}
      >
        {t.signOut}
      </Button>
    </li>
  );
}
