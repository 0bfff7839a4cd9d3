/** The others in the room as a list: pure functions from one list to the next. */
import type { AddPeer, PeerWords, Role, RoomWords } from "../wire";
import { differs } from "./snapshot";
import type { VoicePerson, VoiceSnapshot, VoiceYou } from "./types";

export type People = readonly VoicePerson[];

/**
 * The list after the server's full answer. Who is in it stays in place, keeps what only we know
 * and takes what the server knows; newcomers go to the end. Who is missing stays as away while
 * `keepMissing` (the server restarted and may not know everybody yet), else goes.
 */
export function fromAnswer(
  people: People,
  peers: readonly PeerWords[],
  keepMissing: boolean,
): People {
  const told = new Map(peers.map((peer) => [peer.peerId, peer]));
  const back = new Set(peers.map((peer) => peer.user._id));
  const stayed = people.flatMap((person) => {
    const peer = told.get(person.peerId);
    if (peer) return [withWords(person, peer)];
    // A person is one peer: who is back under another id is not missing.
    return keepMissing && !back.has(person.user._id) ? [{ ...person, away: true }] : [];
  });
  const known = new Set(stayed.map((person) => person.peerId));
  const came = peers.filter((peer) => !known.has(peer.peerId));
  return [...stayed, ...came.map((peer) => withWords(newcomer(peer), peer))];
}

/** Somebody came in, or is back and was never away from us. */
export function withArrival(people: People, arrival: AddPeer, room: RoomWords | null): People {
  if (people.some((person) => person.peerId === arrival.peerId)) {
    return patched(people, arrival.peerId, {
      user: arrival.user,
      muted: arrival.muted,
      away: false,
    });
  }
  const role: Role = arrival.user._id === room?.userId._id ? "owner" : "speaker";
  // Servers of the original protocol say nothing of this: everybody comes in muted.
  const muted = arrival.muted ?? true;
  return [...people, { ...newcomer(arrival), role, muted }];
}

export function without(people: People, peerId: string): People {
  return people.filter((person) => person.peerId !== peerId);
}

/** The same list when nothing changed, so that nobody draws for nothing. */
export function patched(people: People, peerId: string, change: Partial<VoicePerson>): People {
  const person = people.find((one) => one.peerId === peerId);
  if (!person) return people;
  const next = { ...person, ...change };
  if (next.muted && next.speaking) next.speaking = false;
  if (!differs(person, next)) return people;
  return people.map((one) => (one === person ? next : one));
}

/** Who of them speaks. */
export function withSpeaking(people: People, speaking: ReadonlySet<string>): People {
  return people.reduce(
    (list, { peerId }) => patched(list, peerId, { speaking: speaking.has(peerId) }),
    people,
  );
}

/** The picture with whoever speaks in it; "me" is oneself. */
export function speakingNow(
  { people, you }: VoiceSnapshot,
  speaking: ReadonlySet<string>,
): Pick<VoiceSnapshot, "people" | "you"> {
  const mine = you !== null && !you.muted && speaking.has("me");
  const unheard = you !== null && you.muted && speaking.has("microphone");
  const change = { speaking: mine, speakingMuted: unheard };
  return {
    people: withSpeaking(people, speaking),
    you: you && differs(you, change) ? { ...you, ...change } : you,
  };
}

/** Root mean squares by peer id; "me" is what the others hear, "microphone" is muted or not. */
export function levelsOf(
  { people, you }: VoiceSnapshot,
  mine: number,
  visit: { levelOf(peerId: string): number } | null,
): ReadonlyMap<string, number> {
  const others = people.map(({ peerId }) => [peerId, visit?.levelOf(peerId) ?? 0] as const);
  const sent = you?.muted === true ? 0 : mine;
  return new Map([["me", sent], ["microphone", mine], ...others]);
}

/** Another peer of the same user: the one that the newcomer takes over from. */
export function formerPeer(people: People, arrival: AddPeer): string | null {
  const former = people.find(
    (person) => person.user._id === arrival.user._id && person.peerId !== arrival.peerId,
  );
  return former?.peerId ?? null;
}

/** Oneself, muted or not; the same object when that is no change. */
export function withMuted(you: VoiceYou, muted: boolean): VoiceYou {
  if (you.muted === muted) return you;
  return { ...you, muted, speaking: you.speaking && !muted, speakingMuted: false };
}

function newcomer({ peerId, user }: { peerId: string; user: VoicePerson["user"] }): VoicePerson {
  return {
    peerId,
    user,
    role: "speaker",
    muted: true,
    speaking: false,
    away: false,
    state: "new",
    apart: null,
    path: null,
    volume: 1,
    hushed: false,
  };
}

function withWords(person: VoicePerson, peer: PeerWords): VoicePerson {
  const speaking = person.speaking && !peer.muted;
  return {
    ...person,
    speaking,
    user: peer.user,
    role: peer.role,
    muted: peer.muted,
    away: peer.away,
  };
}
