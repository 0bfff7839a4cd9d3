/** The table of a stay in a room: what each thing that happens makes of each phase. */
import type { VoicePhase } from "./types";

export type PhaseEvent =
  | "join" // the person asked to come in
  | "admitted" // the server's ack
  | "cut" // the line to the server broke
  | "out" // the server, or the person, ended the stay
  | "refused" // the server said no, or could not be reached in time
  | "reset"; // nothing more to say about the last stay

const TABLE: Record<VoicePhase, Partial<Record<PhaseEvent, VoicePhase>>> = {
  idle: { join: "joining" },
  joining: { join: "joining", admitted: "joined", out: "ended", refused: "failed" },
  joined: {
    join: "joining",
    admitted: "joined",
    cut: "reconnecting",
    out: "ended",
    refused: "failed",
  },
  reconnecting: { join: "joining", admitted: "joined", out: "ended", refused: "failed" },
  ended: { join: "joining", reset: "idle" },
  failed: { join: "joining", reset: "idle" },
};

/** The next phase; the same one when the event means nothing in it. */
export function nextPhase(phase: VoicePhase, event: PhaseEvent): VoicePhase {
  return TABLE[phase][event] ?? phase;
}

/** Whether the person is in a room, or on the way into one. */
export function isInside(phase: VoicePhase): boolean {
  return phase === "joining" || phase === "joined" || phase === "reconnecting";
}
