/** People, rooms and sessions that the gallery shows. */
import type {
  PublicUser,
  RoomSummary,
  RoomType,
  RoomWords,
  SessionWords,
  UserWords,
} from "../wire";

const MINUTE_MS = 60_000;

const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

/** 24 hexadecimal digits, as ids are. */
export const idOf = (place: number) => `65f0aa11bb22cc33dd44${(0x1000 + place * 739).toString(16)}`;

const NAMES = [
  "Dana Eden",
  "Eli Stone",
  "Hana Sol",
  "Mika Dorn",
  "Jonas Sand",
  "Vera Salt",
  "Noor Dane",
  "Omar Elm",
  "Yuki Tanabe",
  "Maximiliana von Hohenberg-Altenstein",
  "李明",
  "Amélie Roux",
  "Sam",
  "Priya Nair",
  "Tomás Ibarra",
  "Zoë Quill",
  "Ivo Marsh",
  "Lena Frost",
  "أمل حداد",
  "Kai",
];

export const people: readonly PublicUser[] = NAMES.map((name, place) => ({
  _id: idOf(place + 1),
  name,
  username: `guest_${place}`,
  avatar: "/storage/profile.png",
  bio: "",
}));

export const ada: UserWords = {
  _id: idOf(0),
  email: "ada@example.org",
  name: "Ada Example",
  username: "ada",
  avatar: "/storage/profile.png",
  bio: "",
  verified: true,
  profileCompleted: true,
  createdAt: ago(60_000),
  updatedAt: ago(60_000),
};

const adaAsOthersSeeHer: PublicUser = {
  _id: ada._id,
  name: ada.name,
  username: ada.username,
  avatar: ada.avatar,
  bio: "",
};

export function summary(
  place: number,
  topic: string,
  roomType: RoomType,
  count: number,
  minutes = 25,
): RoomSummary {
  const first = people.slice(place, place + Math.min(count, 4));
  return {
    _id: idOf(200 + place),
    topic,
    roomType,
    authors: roomType === "private" ? [adaAsOthersSeeHer] : people.slice(place, place + 1),
    count,
    createdAt: ago(minutes),
    mode: "open",
    locked: false,
    full: count >= 24,
    people: first,
  };
}

export const rooms: readonly RoomSummary[] = [
  summary(0, "Evening round", "public", 12),
  summary(
    4,
    "Release call: what goes out on Thursday, and who tells the people that wait for it",
    "group",
    5,
    95,
  ),
  summary(8, "Breakfast in five languages", "public", 3, 4),
  summary(11, "Full house", "public", 24, 180),
  summary(13, "Only us two", "private", 2, 60),
  summary(15, "Donaudampfschifffahrtsgesellschaftskapitänsanwärterversammlung", "group", 1, 2),
  summary(17, "Quiet corner", "public", 0, 1500),
];

export const topicOfLate = summary(2, "Just opened: bring a cup of tea", "public", 1, 0);

export const ROOM_ID = idOf(300);

export function room(count: number, more: Partial<RoomWords> = {}): RoomWords {
  return {
    _id: ROOM_ID,
    topic: "Breakfast in five languages",
    roomType: "public",
    userId: people[0] ?? adaAsOthersSeeHer,
    speakers: [],
    count,
    createdAt: ago(25),
    updatedAt: ago(25),
    mode: "open",
    locked: false,
    full: false,
    people: people.slice(0, Math.min(count, 4)),
    ...more,
  };
}

const BROWSERS = [
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
];

export const sessions: readonly SessionWords[] = BROWSERS.map((userAgent, place) => ({
  _id: idOf(400 + place),
  createdAt: ago(6000 * (place + 1)),
  lastSeenAt: ago(place * 200),
  userAgent,
  currentSession: place === 0,
}));
