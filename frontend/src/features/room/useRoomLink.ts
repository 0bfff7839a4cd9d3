/** The address of a room, to hand on: only a public one opens for whoever gets it. */
import { announce } from "@react-aria/live-announcer";

import { paths } from "../../paths";
import { announceText, roomText } from "../../text/room";
import { useCopy } from "../../ui/useCopy";
import type { RoomWords } from "../../wire";

export interface RoomLink {
  /** What the button says now. */
  readonly text: string;
  readonly failed: boolean;
  readonly copy: () => void;
}

export function useRoomLink(room: Pick<RoomWords, "_id" | "roomType">): RoomLink | null {
  const [state, copy] = useCopy();
  if (room.roomType !== "public") return null;
  const copyLink = async () => {
    const copied = await copy(location.origin + paths.room(room._id));
    announce(copied ? announceText.copied : roomText.copyFailed, "polite");
  };
  return {
    text: state === "copied" ? roomText.copied : roomText.copyLink,
    failed: state === "failed",
    copy: () => void copyLink(),
  };
}
