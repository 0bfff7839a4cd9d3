/** A sentence for people, for every code a refusal can have. */
import type { RefusalCode } from "../../api/refusal";

export const errorText: Record<RefusalCode, string> = {
  action_forbidden: "You may not do that here.",
  avatar_invalid: "That file is not a picture we can read. Try a PNG, JPEG or WebP.",
  body_too_large: "That is too big to send. Try something smaller.",
  code_invalid: "That code is wrong or too old. Look at the newest mail.",
  credentials_invalid: "Address or password is not right.",
  email_unverified: "Your address is not confirmed yet.",
  event_unknown: "This page and the server are of different versions. Reload the page.",
  input_invalid: "The server did not accept this. Check what you typed.",
  media_type_unsupported: "The server did not understand this. Reload the page.",
  method_not_allowed: "The server did not understand this. Reload the page.",
  origin_forbidden: "This address may not talk to the server. Whoever runs it can allow it.",
  payload_invalid: "The server did not understand this. Reload the page.",
  peer_not_found: "That person is not in the room any more.",
  profile_incomplete: "First tell people your name.",
  rate_limited: "That was too often. Wait a little and try again.",
  refresh_invalid: "You were signed out. Sign in to go on.",
  room_full: "This room is full.",
  room_locked: "This room is locked.",
  room_not_found: "There is no such room, or it is not open to you.",
  room_not_joined: "You are not in that room.",
  route_not_found: "The server does not know this address. Reload the page.",
  server_unreachable: "The server does not answer. Check your connection and try again.",
  session_not_found: "That session has already ended.",
  session_required: "You were signed out. Sign in to go on.",
  unavailable: "The server is busy or starting again. Try again in a moment.",
  username_taken: "Somebody has this username already.",
};

/** "That was too often. Try again in 42 s." */
export const waitText = {
  again: (wait: string) => `That was too often. Try again in ${wait}.`,
  seconds: (seconds: number) => `${seconds} s`,
  minutes: (minutes: number) => (minutes === 1 ? "a minute" : `${minutes} minutes`),
};
