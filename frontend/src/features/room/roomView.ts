/** Which screen of a room a person sees: before it, in it, or out of it again. Pure. */
import type { Refusal } from "../../api/refusal";
import { endedText, type Outside, outsideText } from "../../text/room";
import type { VoiceSnapshot } from "../../voice/types";

/** What the one button of the screen outside does. */
export type WayBack = "join" | "reload" | "sign_in" | "none";

export type RoomView =
  | { readonly screen: "entrance"; readonly joining: boolean }
  | { readonly screen: "call" }
  | { readonly screen: "outside"; readonly words: Outside; readonly way: WayBack };

const FAILED: Record<string, Outside> = {
  room_not_found: outsideText.notFound,
  room_full: outsideText.full,
  room_locked: outsideText.locked,
  server_unreachable: outsideText.unreachable,
  unavailable: outsideText.unreachable,
  unsupported: outsideText.unsupported,
};

/** `entered`: the person came in, or was in, since this page was opened; older stays say nothing. */
export function roomView(voice: VoiceSnapshot, roomId: string, entered: boolean): RoomView {
  const entrance: RoomView = { screen: "entrance", joining: false };
  if (!entered || voice.roomId !== roomId) return entrance;
  switch (voice.phase) {
    case "idle":
      return entrance;
    case "joining":
      return { screen: "entrance", joining: true };
    case "joined":
    case "reconnecting":
      return { screen: "call" };
    case "ended":
      return outside(endedText[voice.ended ?? "left"], voice.ended === "session_ended");
    case "failed":
      return voice.error?.code === "session_required"
        ? outside(endedText.session_ended, true)
        : outside(FAILED[voice.error?.code ?? ""] ?? sayingWhy(voice.error?.detail ?? ""), false);
  }
}

/** The room itself may not be there to look at, or no longer: then nobody waits at its door. */
export function atDoor(view: RoomView, refusal: Refusal | null, known: boolean): RoomView {
  const refused = refusal !== null && (!known || refusal.code === "room_not_found");
  return view.screen === "entrance" && refused ? withoutRoom(refusal) : view;
}

function withoutRoom(refusal: Refusal): RoomView {
  const words = FAILED[refusal.code] ?? sayingWhy(refusal.detail);
  return { screen: "outside", words, way: refusal.code === "room_not_found" ? "none" : "reload" };
}

function outside(words: Outside, signIn: boolean): RoomView {
  if (words.again === undefined) return { screen: "outside", words, way: "none" };
  return { screen: "outside", words, way: signIn ? "sign_in" : "join" };
}

function sayingWhy(detail: string): Outside {
  return { ...outsideText.failed, hint: detail };
}
