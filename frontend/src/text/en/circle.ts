/** The words of bringing people into a room and of who belongs to it. */

export const inviteText = {
  invite: "Invite",
  invitePeople: "Invite people",
  title: "Invite people",
  close: "Close",
  lead: "Whoever opens the link and signs in becomes a member of this room.",
  life: "The link works for",
  lives: { "1h": "1 hour", "1d": "1 day", "7d": "7 days", "30d": "30 days" },
  uses: "How many can use it",
  usesOf: (people: number | null) => (people === null ? "No limit" : String(people)),
  make: "Make a link",
  making: "Making a link…",
  link: "Invite link",
  copy: "Copy link",
  copied: "Copied",
  copiedAloud: "Link copied",
  share: "Share",
  shareTitle: (topic: string) => `Come and talk: ${topic}`,
  another: "Make another link",
  live: "Links that work now",
  thisOne: "The link above",
  made: (ago: string) => `Made ${ago}`,
  revoke: "Revoke",
  revokeNamed: (made: string) => `Revoke, ${made.toLowerCase()}`,
  revoked: "That link no longer works",
  /** "Ends in 6 days, for 4 more people"; null is anybody. */
  left: (time: string, people: number | null) => {
    if (people === null) return `Ends ${time}, for anybody`;
    return `Ends ${time}, for ${people === 1 ? "1 more person" : `${people} more people`}`;
  },
  copyByTouch: "Press and hold the link to copy it.",
  copyByKeys: { mac: "Press ⌘C to copy the link.", other: "Press Ctrl+C to copy the link." },
};

export const memberText = {
  count: (people: number) => (people === 1 ? "1 member" : `${people} members`),
  notHere: "Not here now",
  close: "Close members",
  you: "You",
  host: "Host",
  moderator: "Moderator",
  joined: (age: string) => `Joined ${age} ago`,
  justJoined: "Joined just now",
  onlyYou: "Nobody else belongs here yet",
  onlyYouHint: "Make a link and send it to whom you want here.",
  askHost: (host: string) => `To bring somebody in, ask the host, ${host}.`,
  remove: "Remove",
  removeNamed: (name: string) => `Remove ${name}`,
  removeFromRoom: "Remove from this room",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeHint: (name: string) =>
    `${name} is out of this room at once, and comes back only with a new invite.`,
  removing: "Removing…",
  removed: (name: string) => `${name} was removed`,
  part: "Leave for good",
  partTitle: "Leave this room for good?",
  partHint: (topic: string) =>
    `“${topic}” will not be among your rooms any more. To come back you need an invite.`,
  parting: "Leaving…",
  cancel: "Cancel",
};
