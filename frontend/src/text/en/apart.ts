/** The words for people who cannot hear each other: who, why, and who can do what about it. */
import type { ApartReason } from "../../voice/types";
import { listOf } from "./grammar";

const NO_WAY = "Your networks allow no direct connection";
const HOST = "the person who runs this server";

const REASONS: Record<ApartReason, string> = {
  no_relay: `${NO_WAY}, and this server has no relay. ${capital(HOST)} can add one with TURN_URL and TURN_SECRET; until then another network may help.`,
  relay_silent: `${NO_WAY}, and this server’s relay does not answer from here. ${capital(HOST)} has to open its ports; another network may help.`,
  relay_refuses: `${NO_WAY}, and this server’s relay does not know its accounts. ${capital(HOST)} has to set TURN_SECRET to the relay’s own secret.`,
  relay_full: `${NO_WAY}, and this server’s relay has no place left. ${capital(HOST)} can raise its user-quota or total-quota.`,
  unknown: `${NO_WAY}. The relay answers here, so it may not answer at the other end; another network there may help.`,
};

export const apartText = {
  title: (names: readonly string[]) => `You and ${listOf(names)} can’t hear each other`,
  /** The first reason stands for all: they are at one end, ours. */
  hint: (reason: ApartReason) => REASONS[reason],
  check: "Check connection",
  silent: "Can’t hear them? Check your connection",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
