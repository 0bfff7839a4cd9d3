/** Round the screens of one room: who belongs to it, and the questions about that. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";

import { useMembersQuery } from "../../../api/circle";
import { useUser } from "../../../state/session";
import type { MemberWords, NewInviteWords, PublicUser, RoomWords } from "../../../wire";
import { inviteText } from "../../../text/circle";
import { frameText } from "../../../text/frame";
import { later } from "../../../ui/later";
import { Spare } from "../../../ui/Spare";
import { nameOf } from "../roster";
import { mayInvite, removableBy, roleIn } from "./belonging";
import { type Circle, CircleContext } from "./context";
import { useBring } from "./useBring";

type Question =
  | { readonly kind: "invite" | "part" }
  | { readonly kind: "remove"; readonly user: PublicUser };

/** With the room it was asked about: who leaves it for good is soon on a page without one. */
type Asked = Question & { readonly room: RoomWords };

/** A link that was made here, and when: it can be read only once, and is shown until it is dead. */
export interface MadeInvite {
  readonly invite: NewInviteWords;
  readonly at: number;
}

const { Part: InviteDialog, fetch: fetchInvite } = later(
  async () => (await import("./InviteDialog")).InviteDialog,
);
const { Part: RemoveQuestion, fetch: fetchRemove } = later(
  async () => (await import("./questions")).RemoveQuestion,
);
const { Part: PartQuestion, fetch: fetchPart } = later(
  async () => (await import("./questions")).PartQuestion,
);

const fetchAll = () => void Promise.allSettled([fetchInvite(), fetchRemove(), fetchPart()]);

/** After the room stands: the dialogs are here when one presses, with a network or without. */
const REST_MS = 4000;

const NOBODY: readonly MemberWords[] = [];

export interface CircleProviderProps {
  /** Nothing until it is known, and where one is not in front of it or inside. */
  room: RoomWords | null | undefined;
  children: ReactNode;
}

export function CircleProvider({ room, children }: CircleProviderProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<MadeInvite | null>(null);
  const ask = useCallback((question: Question) => room && setAsked({ ...question, room }), [room]);
  const circle = useCircleOf(room ?? null, ask);
  const close = () => setAsked(null);
  const known = room !== null && room !== undefined;
  useEffect(() => {
    if (!known) return;
    const timer = setTimeout(fetchAll, REST_MS);
    return () => clearTimeout(timer);
  }, [known]);
  return (
    <CircleContext value={circle}>
      {children}
      {asked !== null && (
        <Spare
          sorry={frameText.notFetched.lead}
          dismissText={inviteText.close}
          onDismiss={() => {
            close();
            fetchAll();
          }}
        >
          {asked.kind === "invite" && (
            <InviteDialog room={asked.room} made={made} onMade={setMade} onClose={close} />
          )}
          {asked.kind === "remove" && <RemoveQuestion {...asked} onClose={close} />}
          {asked.kind === "part" && <PartQuestion {...asked} onClose={close} />}
        </Spare>
      )}
    </CircleContext>
  );
}

function useCircleOf(room: RoomWords | null, ask: (question: Question) => unknown): Circle | null {
  const me = useUser();
  const members = useMembers(room);
  const role = room === null ? null : roleIn(room, members, me._id);
  const invites = room !== null && mayInvite(room, role);
  const bring = useBring(room, invites, () => ask({ kind: "invite" }));
  const removable = useMemo(() => removableBy(role, members), [role, members]);
  if (room === null) return null;
  return {
    bring,
    hostName: nameOf(room.userId),
    members,
    removable,
    mayPart: members.length > 0 && role !== "owner" && role !== null,
    remove: (user) => ask({ kind: "remove", user }),
    part: () => ask({ kind: "part" }),
  };
}

function useMembers(room: RoomWords | null): readonly MemberWords[] {
  const { data } = useMembersQuery(room?._id ?? "", {
    skip: room === null || room.roomType === "public",
    pollingInterval: 15_000,
    skipPollingIfUnfocused: true,
    refetchOnFocus: true,
    refetchOnMountOrArgChange: true,
  });
  return data ?? NOBODY;
}
