/** One press copies the way into a room; the dialog then says so, and shows it as a QR code. */
import { lazy, Suspense, useState } from "react";

import { useMakeInviteMutation } from "../../api/circle";
import { isRefusal } from "../../api/refusal";
import { paths } from "../../paths";
import { useUser } from "../../state/session";
import { sentenceOf } from "../../text/errors";
import { inviteCardText as t } from "../../text/lobby";
import { ArcsIcon, LinkIcon } from "../../ui/icons";
import type { RoomSummary } from "../../wire";
import { copyLater } from "./copyLater";
import type { Ready } from "./InviteReady";

const InviteReady = lazy(() =>
  import("./InviteReady").then(({ InviteReady: Shown }) => ({ default: Shown })),
);

type State = "idle" | "busy" | Ready;

/** Anybody may pass on a public room; into the others only their owner brings people from here. */
function mayInvite(room: RoomSummary, userId: string): boolean {
  return room.roomType === "public" || room.authors.some((author) => author._id === userId);
}

export function InviteCard({ room }: { room: RoomSummary }) {
  const [state, setState] = useState<State>("idle");
  const [make] = useMakeInviteMutation();
  const mine = mayInvite(room, useUser()._id);

  async function link(): Promise<string> {
    if (room.roomType === "public") return location.origin + paths.room(room._id);
    const body = { expiresIn: "7d", uses: null } as const;
    return (await make({ roomId: room._id, body }).unwrap()).url;
  }

  async function press() {
    setState("busy");
    const url = link();
    const copied = copyLater(url);
    try {
      setState({ url: await url, copied: await copied });
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      setState({ refusal: sentenceOf(thrown) });
    }
  }

  if (!mine) return null;
  return (
    <>
      <button
        type="button"
        aria-label={t.copyInvite(room.topic)}
        title={t.copy}
        aria-disabled={state === "busy" || undefined}
        onClick={() => state !== "busy" && void press()}
        className="absolute end-2.5 top-2.5 inline-grid size-11 cursor-pointer place-items-center rounded-full text-muted transition-colors duration-[140ms] hover:bg-fill hover:text-text lg:end-3 lg:top-3"
      >
        {state === "busy" ? <ArcsIcon /> : <LinkIcon />}
      </button>
      {typeof state === "object" && (
        <Suspense>
          <InviteReady room={room} ready={state} onClose={() => setState("idle")} />
        </Suspense>
      )}
    </>
  );
}
