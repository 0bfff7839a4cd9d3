/** The people of a room as tiles: you first, then the others in the order they came. Pure. */
import { roomText, statusWord } from "../../text/room";
import type { TileSign } from "../../ui/PersonTile";
import type { VoicePerson, VoiceSnapshot } from "../../voice/types";
import type { PublicUser, UserWords } from "../../wire";
import { personState, type TileState, yourState } from "./tileState";

export interface Tile {
  readonly key: string;
  /** Whose level moves the ring: a peer id, or "me". */
  readonly levelOf: string;
  readonly user: PublicUser | UserWords;
  readonly name: string;
  readonly shownName: string;
  readonly sign: TileSign;
  /** Empty where there is nothing to say. */
  readonly status: string;
  readonly label: string;
  readonly owner: boolean;
  /** Undefined for yourself. */
  readonly person?: VoicePerson;
}

const SIGNS: Record<TileState, TileSign> = {
  connecting: "away",
  apart: "apart",
  reconnecting: "away",
  speaking: "speaking",
  muted: "muted",
  no_microphone: "no_microphone",
  hushed: "hushed",
  poor: "poor",
  on: "none",
};

export function tilesOf(voice: VoiceSnapshot, me: UserWords): Tile[] {
  const others = voice.people.map(tileOfPerson);
  return voice.you === null ? others : [yourTile(voice, me), ...others];
}

function tileOfPerson(person: VoicePerson): Tile {
  const state = personState(person);
  const name = nameOf(person.user);
  return {
    ...saying(state, name),
    key: person.peerId,
    levelOf: person.peerId,
    user: person.user,
    name,
    shownName: name,
    // A microphone that is on and silent needs no words: most people's is.
    status: state === "on" ? "" : statusWord[state],
    owner: person.role === "owner",
    person,
  };
}

function yourTile(voice: VoiceSnapshot, me: UserWords): Tile {
  const state = voice.you === null ? "muted" : yourState(voice.you, voice.microphone);
  const name = nameOf(me);
  // One knows one's own name; what matters is which tile is one's own.
  const shownName = roomText.youSuffix(name.split(/\s/u)[0] ?? name);
  return {
    ...saying(state, shownName),
    key: "me",
    levelOf: "me",
    user: me,
    name,
    shownName,
    status: statusWord[state],
    owner: voice.you?.role === "owner",
  };
}

function saying(state: TileState, name: string): Pick<Tile, "sign" | "label"> {
  return { sign: SIGNS[state], label: `${name}, ${statusWord[state].toLowerCase()}` };
}

export function nameOf(user: Pick<PublicUser, "name" | "username">): string {
  return user.name ?? user.username ?? roomText.somebody;
}
