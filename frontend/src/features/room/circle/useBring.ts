/** How one brings others into a room: a public one by its address, the others by an invite. */
import { announce } from "@react-aria/live-announcer";

import { paths } from "../../../paths";
import { inviteText } from "../../../text/circle";
import { announceText, roomText } from "../../../text/room";
import { useCopy } from "../../../ui/useCopy";
import type { RoomWords } from "../../../wire";

export interface Bring {
  readonly by: "address" | "invite";
  /** What the button says now. */
  readonly text: string;
  readonly failed: boolean;
  readonly press: () => void;
}

/** Null where one can bring nobody. */
export function useBring(
  room: Pick<RoomWords, "_id" | "roomType"> | null,
  mayInvite: boolean,
  openInvite: () => void,
): Bring | null {
  const [state, copy] = useCopy();
  if (room === null) return null;
  if (mayInvite) return { by: "invite", text: inviteText.invite, failed: false, press: openInvite };
  if (room.roomType !== "public") return null;
  const copyAddress = async () => {
    const copied = await copy(location.origin + paths.room(room._id));
    announce(copied ? announceText.copied : roomText.copyFailed, "polite");
  };
  return {
    by: "address",
    text: state === "copied" ? roomText.copied : roomText.copyLink,
    failed: state === "failed",
    press: () => void copyAddress(),
  };
}
