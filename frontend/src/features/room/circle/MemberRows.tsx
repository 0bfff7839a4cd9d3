/** People who belong to a room, one a line; whom one may remove has a button for it. */
import { useUser } from "../../../state/session";
import { memberText as t, tieWord } from "../../../text/circle";
import { Button } from "../../../ui/Button";
import { Face } from "../../../ui/Face";
import { useNow } from "../../../ui/useNow";
import type { MemberWords, PublicUser } from "../../../wire";
import { nameOf } from "../roster";

export interface MemberRowsProps {
  members: readonly MemberWords[];
  removable: ReadonlySet<string>;
  onRemove: (user: PublicUser) => void;
}

export function MemberRows({ members, removable, onRemove }: MemberRowsProps) {
  const now = useNow(60_000);
  const me = useUser();
  return (
    <ul>
      {members.map(({ user, role, since }) => (
        <li key={user._id} className="flex min-h-15 items-center gap-3">
          <Face id={user._id} name={user.name} avatar={user.avatar} size="40px" />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-ui font-semibold">
              <bdi>{nameOf(user)}</bdi>
            </span>
            <span className="block truncate text-small text-subtle">
              {user._id === me._id && `${t.you} · `}
              {tieWord(role, since, now)}
            </span>
          </span>
          {removable.has(user._id) && (
            <Button
              kind="plain"
              className="-me-4"
              aria-label={t.removeNamed(nameOf(user))}
              onPress={() => onRemove(user)}
            >
              {t.remove}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
