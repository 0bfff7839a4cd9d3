// Made from the server's models by `make wire`. Not edited by hand.

export type RoomType = "public" | "private" | "group";
/**
 * Whether there are relays to try: none on this server, none for who is not signed in.
 */
export type RelayTrial = "none" | "withheld" | "given";
export type Role = "owner" | "moderator" | "speaker" | "listener";
/**
 * Why mail does not come as usual; the same for everybody, whatever the address.
 */
export type MailState = "delayed" | "failing" | "console";
export type ErrorCode =
  | "action_forbidden"
  | "avatar_invalid"
  | "body_too_large"
  | "code_invalid"
  | "credentials_invalid"
  | "email_unverified"
  | "event_unknown"
  | "input_invalid"
  | "media_type_unsupported"
  | "method_not_allowed"
  | "origin_forbidden"
  | "payload_invalid"
  | "peer_not_found"
  | "profile_incomplete"
  | "rate_limited"
  | "refresh_invalid"
  | "room_full"
  | "room_locked"
  | "room_not_found"
  | "room_not_joined"
  | "route_not_found"
  | "session_not_found"
  | "session_required"
  | "unavailable"
  | "username_taken";

/**
 * `token` is what the link carries behind `#i=`.
 */
export interface AcceptInviteBody {
  token: string;
}
/**
 * Somebody to connect to; who gets `createOffer: true` makes the offer.
 *
 * `offer` says which offer of one's join they were given: that one is made already.
 */
export interface AddPeer {
  peerId: string;
  createOffer: boolean;
  user: PublicUser;
  muted: boolean;
  offer: number | null;
}
/**
 * A user to anyone else. Exactly these fields.
 */
export interface PublicUser {
  _id: string;
  name: string | null;
  username: string | null;
  avatar: string;
  bio: string;
}
/**
 * `uses` null lets in everybody who comes before the invite expires.
 */
export interface CreateInviteBody {
  expiresIn?: "1h" | "1d" | "7d" | "30d";
  uses?: number | null;
  role?: "moderator" | "speaker";
}
export interface CreateRoomBody {
  topic: string;
  roomType: RoomType;
}
/**
 * The servers that calls use, to be tried one by one; accounts in it last a minute.
 */
export interface Diagnosis {
  iceServers: IceServer[];
  relays: RelayTrial;
}
export interface IceServer {
  urls: string[];
  username: string | null;
  credential: string | null;
}
export interface DiagnosisAnswer {
  msg: string;
  diagnosis: Diagnosis;
}
export interface ForgotBody {
  email: string;
}
/**
 * `peerId` is the sender.
 */
export interface IceCandidate {
  peerId: string;
  icecandidate: {
    [k: string]: unknown;
  } | null;
  generation: number | null;
}
/**
 * mute and unmute, about the sender.
 */
export interface InRoom {
  roomId: string;
}
export interface InviteAnswer {
  msg: string;
  invite: NewInviteWords;
}
/**
 * An invite right after it was made: only now its link can be read.
 */
export interface NewInviteWords {
  _id: string;
  role: Role;
  usesLeft: number | null;
  expiresAt: string;
  createdAt: string;
  url: string;
  token: string;
}
export interface InviteListAnswer {
  msg: string;
  invites: InviteWords[];
}
/**
 * An invite that still lets people in. `usesLeft` null: any number of them.
 */
export interface InviteWords {
  _id: string;
  role: Role;
  usesLeft: number | null;
  expiresAt: string;
  createdAt: string;
}
export interface IssueWords {
  path: string;
  message: string;
}
/**
 * Enter a room, or say again where one is. `resume` is the token of the last ack.
 *
 * Each member gets one of the `offers`, as far as they go: each as `relay-sdp` would take it, all
 * together at most 48 KiB. Who was there before is offered nothing.
 */
export interface Join {
  roomId: string;
  muted?: boolean | null;
  resume?: string | null;
  offers?: Offer[] | null;
}
/**
 * A session description made before it is known for whom; passed on untouched.
 */
export interface Offer {
  type: "offer";
  sdp?: string;
}
/**
 * The whole truth about a room; events only keep it fresh.
 */
export interface Joined {
  ok: true;
  epoch: string;
  you: You;
  room: RoomWords;
  peers: PeerWords[];
  link: MeshLink;
}
/**
 * `resume` takes the seat back after a lost connection.
 */
export interface You {
  peerId: string;
  role: Role;
  resume: string;
}
/**
 * A room by itself. `userId` is its owner, `people` are the first few people inside now.
 */
export interface RoomWords {
  _id: string;
  topic: string;
  roomType: RoomType;
  userId: PublicUser;
  speakers: PublicUser[];
  count: number;
  createdAt: string;
  updatedAt: string;
  mode: "open";
  locked: boolean;
  full: boolean;
  people: PublicUser[];
}
/**
 * `offer` says which offer of this join they were given, if any.
 */
export interface PeerWords {
  peerId: string;
  user: PublicUser;
  muted: boolean;
  hand: string | null;
  role: Role;
  away: boolean;
  offer: number | null;
}
export interface MeshLink {
  kind: "mesh";
  iceServers: IceServer[];
}
export interface Leave {
  roomId?: string | null;
}
/**
 * Taken as it is: addresses and passwords of before may be what we refuse today.
 */
export interface LoginBody {
  email: string;
  password: string;
}
/**
 * Why mail does not come as usual, the same whatever the address: `delayed` (it is tried
 * again), `failing` (whoever runs the server has to do something), `console` (the server sends
 * none; whoever runs it sees the code).
 */
export interface MailWords {
  state: MailState;
}
/**
 * `mail` is null when mail comes as usual.
 */
export interface MailedAnswer {
  msg: string;
  mail: MailWords | null;
}
export interface MemberListAnswer {
  msg: string;
  members: MemberWords[];
}
/**
 * Somebody who belongs to a room, and since when; the owner first of all.
 */
export interface MemberWords {
  user: PublicUser;
  role: Role;
  since: string;
}
export interface MsgAnswer {
  msg: string;
}
/**
 * mute and unmute, about anybody in the room.
 */
export interface MuteChanged {
  roomId: string;
  userId: string;
  peerId: string;
}
export interface MuteInfo {
  roomId: string;
  isMute: boolean;
}
export interface MuteInfoSent {
  userId: string;
  isMute: boolean;
  peerId: string;
  roomId: string;
}
export interface Ok {
  ok: true;
}
/**
 * peer-away and peer-back: the signalling connection blinked, the sound may go on.
 */
export interface PeerAway {
  peerId: string;
}
export interface PrepareJoin {
  roomId: string;
}
/**
 * What offers need that are made before the join, and new paths to who is inside already.
 */
export interface Prepared {
  ok: true;
  link: MeshLink;
}
/**
 * RFC 9457 problem details with our stable `code`.
 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  message: string;
  Error: string;
  issues: IssueWords[] | null;
}
/**
 * `avatar` is a data URL of a PNG, JPEG or WebP picture; without it the picture stays.
 */
export interface ProfileBody {
  name: string;
  username: string;
  avatar?: string | null;
  bio?: string | null;
}
export interface RefreshAnswer {
  msg: string;
  expiresAt: string;
}
export interface Refused {
  ok: false;
  code: string;
  detail: string;
}
export interface RegisterBody {
  email: string;
  password: string;
  confirmpassword: string;
  name?: string | null;
}
/**
 * `icecandidate` null is the end of candidates. At most 1 KiB, passed on untouched.
 */
export interface RelayIce {
  peerId: string;
  icecandidate: {
    [k: string]: unknown;
  } | null;
  generation?: number | null;
}
/**
 * `sessionDescription` is at most 16 KiB and passed on untouched.
 */
export interface RelaySdp {
  peerId: string;
  sessionDescription: SessionDescriptionInput;
  generation?: number | null;
}
export interface SessionDescriptionInput {
  type: "offer" | "answer" | "pranswer" | "rollback";
  sdp?: string;
}
export interface RemovePeer {
  peerId: string;
  userId: string;
}
/**
 * You are out of the room; the connection stays, unless the session ended.
 */
export interface Removed {
  reason: "kicked" | "banned" | "room_ended" | "replaced" | "session_ended";
  roomId: string | null;
}
/**
 * How one hears a peer, told once of each, for the numbers of who runs the server.
 *
 * `path` is how the sound comes: straight (`host`), straight through address translation
 * (`srflx`), by a relay, or not at all. `firstSoundMs` counts from the click on join, for those
 * who were inside, else from the news that they came in; it is left out when they sent none.
 */
export interface ReportConnection {
  peerId: string;
  path: "host" | "srflx" | "relay" | "none";
  protocol?: ("udp" | "tcp" | "tls") | null;
  firstSoundMs?: number | null;
}
export interface ResendBody {
  email: string;
}
/**
 * `code` is the token of the mailed link; `password` the new one.
 */
export interface ResetBody {
  code: string;
  password: string;
}
export interface RoomAnswer {
  msg: string;
  room: RoomWords;
}
export interface RoomListAnswer {
  msg: string;
  meetingArr: RoomSummary[];
  nextCursor: string | null;
}
/**
 * A room in a list. `count` people are inside, `people` are the first few of them.
 */
export interface RoomSummary {
  _id: string;
  topic: string;
  roomType: RoomType;
  authors: PublicUser[];
  count: number;
  createdAt: string;
  mode: "open";
  locked: boolean;
  full: boolean;
  people: PublicUser[];
}
/**
 * Who is inside a room at this moment. `people` are the first few of them.
 */
export interface RoomNow {
  _id: string;
  count: number;
  full: boolean;
  people: PublicUser[];
}
/**
 * Watched rooms as they are now, those alone that changed. `gone` ones are there for one no
 * more, and no longer watched.
 */
export interface RoomsChanged {
  rooms: RoomNow[];
  gone: string[];
}
/**
 * `mail`: for who waits for a code, null when mail comes as usual.
 */
export interface SelfAnswer {
  msg: string;
  user: UserWords;
  expiresAt: string | null;
  mail: MailWords | null;
}
/**
 * A user to oneself.
 */
export interface UserWords {
  _id: string;
  email: string;
  name: string | null;
  username: string | null;
  avatar: string;
  bio: string;
  verified: boolean;
  profileCompleted: boolean;
  createdAt: string;
  updatedAt: string;
}
/**
 * The server goes down, the seats wait for its successor: come back after so long.
 *
 * The delay is for this client alone, so that not everybody comes at once.
 */
export interface ServerRestarting {
  retryInMs: number;
}
export interface SessionDescriptionOutput {
  type: "offer" | "answer" | "pranswer" | "rollback";
  sdp: string;
}
/**
 * `peerId` is the sender.
 */
export interface SessionDescriptionSent {
  peerId: string;
  sessionDescription: SessionDescriptionOutput;
  generation: number | null;
}
/**
 * A browser or program that is signed in; `currentSession` is the one that asks.
 */
export interface SessionWords {
  _id: string;
  createdAt: string;
  lastSeenAt: string;
  userAgent: string;
  currentSession: boolean;
}
export interface SessionsAnswer {
  msg: string;
  sessions: SessionWords[];
}
/**
 * `expiresAt`: when the access token ends, so that a client can renew before.
 */
export interface UserAnswer {
  msg: string;
  user: UserWords;
  expiresAt: string | null;
}
/**
 * `code` is the six digits, or the token of the mailed link.
 */
export interface VerifyBody {
  code?: string | null;
  email?: string | null;
  password?: string | null;
}
/**
 * Rooms to hear of from outside, in place of those asked for before; none: no more.
 */
export interface WatchRooms {
  /**
   * @maxItems 500
   */
  roomIds: string[];
}
/**
 * How the rooms are now that one may see, in the order in which they were asked for.
 */
export interface Watching {
  ok: true;
  rooms: RoomNow[];
}
export interface SocketRequests {
  "prepare-join": PrepareJoin;
  join: Join;
  leave: Leave;
  "relay-ice": RelayIce;
  "relay-sdp": RelaySdp;
  mute: InRoom;
  unmute: InRoom;
  "mute-info": MuteInfo;
  "watch-rooms": WatchRooms;
  "report-connection": ReportConnection;
}
export interface SocketAcks {
  "prepare-join": Prepared;
  join: Joined;
  leave: Ok;
  "relay-ice": Ok;
  "relay-sdp": Ok;
  mute: Ok;
  unmute: Ok;
  "mute-info": Ok;
  "watch-rooms": Watching;
  "report-connection": Ok;
}
export interface SocketFacts {
  "ice-candidate": IceCandidate;
  "session-description": SessionDescriptionSent;
  "add-peer": AddPeer;
  "remove-peer": RemovePeer;
  mute: MuteChanged;
  unmute: MuteChanged;
  "mute-info": MuteInfoSent;
  "peer-away": PeerAway;
  "peer-back": PeerAway;
  removed: Removed;
  "rooms-changed": RoomsChanged;
  "server-restarting": ServerRestarting;
}
