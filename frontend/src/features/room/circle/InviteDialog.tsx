/** Bringing people in by a link: how long it works and for how many, the link, and those that live. */
import { useState } from "react";

import { useInvitesQuery, useRevokeInviteMutation } from "../../../api/circle";
import { isRefusal, type Refusal } from "../../../api/refusal";
import { inviteText as t } from "../../../text/circle";
import { Dialog } from "../../../ui/Dialog";
import type { RoomWords } from "../../../wire";
import type { MadeInvite } from "./CircleProvider";
import { InviteForm } from "./InviteForm";
import { LiveLinks } from "./LiveLinks";
import { MadeLink } from "./MadeLink";

export interface InviteDialogProps {
  room: RoomWords;
  made: MadeInvite | null;
  onMade: (made: MadeInvite | null) => void;
  onClose: () => void;
}

export function InviteDialog({ room, made, onMade, onClose }: InviteDialogProps) {
  const live = useLiveInvites(room._id);
  const shown = made !== null && live.mayWork(made) ? made.invite : null;
  return (
    <Dialog title={t.title} closeText={t.close} isOpen onClose={onClose} shape="small">
      <p className="-mt-2 text-pretty text-muted">{t.lead}</p>
      {shown === null ? (
        <InviteForm roomId={room._id} onMade={(invite) => onMade({ invite, at: Date.now() })} />
      ) : (
        <MadeLink
          key={shown._id}
          topic={room.topic}
          made={shown}
          now={live.invites.find(({ _id }) => _id === shown._id) ?? shown}
          onAnother={() => onMade(null)}
        />
      )}
      <LiveLinks {...live} shownId={shown?._id ?? null} />
    </Dialog>
  );
}

function useLiveInvites(roomId: string) {
  const { data, error, isFetching, fulfilledTimeStamp } = useInvitesQuery(roomId, {
    refetchOnMountOrArgChange: true,
    refetchOnFocus: true,
  });
  const [revoke] = useRevokeInviteMutation();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const end = async (inviteId: string) => {
    setRefusal(null);
    const { error: refused } = await revoke({ roomId, inviteId });
    if (isRefusal(refused)) setRefusal(refused);
    return refused === undefined;
  };
  const invites = data ?? [];
  return {
    invites,
    refusal: refusal ?? (isRefusal(error) ? error : null),
    revoke: end,
    /** Whether a link made here is still among them, as far as one knows. */
    mayWork: ({ invite, at }: MadeInvite) =>
      isFetching ||
      (fulfilledTimeStamp ?? 0) <= at ||
      invites.some(({ _id }) => _id === invite._id),
  };
}
