"""Every socket word, both directions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from pydantic import Field

from gethory.auth.schemas import PublicUser
from gethory.kit.wire import Words
from gethory.models import Role
from gethory.rooms.schemas import RoomNow, RoomWords

PeerId = Annotated[str, Field(min_length=1, max_length=64)]
RoomId = Annotated[str, Field(min_length=1, max_length=64)]
WATCHED_MAX = 500
Generation = Annotated[int, Field(ge=0, le=2**31 - 1)]

OFFERS_MAX = 24
FIRST_SOUND_MAX_MS = 120_000

# Client to server ------------------------------------------------------------------------


class Offer(Words):
    """A session description made before it is known for whom; passed on untouched."""

    type: Literal["offer"]
    sdp: str = ""


class Join(Words):
    """Enter a room, or say again where one is. `resume` is the token of the last ack.

    Each member gets one of the `offers`, as far as they go: each as `relay-sdp` would take it, all
    together at most 48 KiB. Who was there before is offered nothing.
    """

    room_id: RoomId
    muted: bool | None = None
    resume: Annotated[str, Field(max_length=1024)] | None = None
    offers: Annotated[list[Offer], Field(max_length=OFFERS_MAX)] | None = None


class PrepareJoin(Words):
    room_id: RoomId


class Leave(Words):
    room_id: RoomId | None = None


class InRoom(Words):
    """mute and unmute, about the sender."""

    room_id: RoomId


class MuteInfo(Words):
    room_id: RoomId
    is_mute: bool


class RelayIce(Words):
    """`icecandidate` null is the end of candidates. At most 1 KiB, passed on untouched."""

    peer_id: PeerId
    icecandidate: dict[str, Any] | None
    generation: Generation | None = None


class SessionDescription(Words):
    type: Literal["offer", "answer", "pranswer", "rollback"]
    sdp: str = ""


class RelaySdp(Words):
    """`sessionDescription` is at most 16 KiB and passed on untouched."""

    peer_id: PeerId
    session_description: SessionDescription
    generation: Generation | None = None


class WatchRooms(Words):
    """Rooms to hear of from outside, in place of those asked for before; none: no more."""

    room_ids: Annotated[list[RoomId], Field(max_length=WATCHED_MAX)]


class ReportConnection(Words):
    """How one hears a peer, told once of each, for the numbers of who runs the server.

    `path` is how the sound comes: straight (`host`), straight through address translation
    (`srflx`), by a relay, or not at all. `firstSoundMs` counts from the click on join, for those
    who were inside, else from the news that they came in; it is left out when they sent none.
    """

    peer_id: PeerId
    path: Literal["host", "srflx", "relay", "none"]
    protocol: Literal["udp", "tcp", "tls"] | None = None
    first_sound_ms: Annotated[int, Field(ge=0, le=FIRST_SOUND_MAX_MS)] | None = None


# The hot path reads the envelope only; tests hold these against the models above.


class RelayIceEnvelope(msgspec.Struct, rename="camel"):
    peer_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    icecandidate: msgspec.Raw
    generation: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None = None


class RelaySdpEnvelope(msgspec.Struct, rename="camel"):
    peer_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    session_description: msgspec.Raw
    generation: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None = None


class DescriptionHead(msgspec.Struct):
    type: Literal["offer", "answer", "pranswer", "rollback"]
    sdp: msgspec.Raw = msgspec.Raw(b'""')
    """A string; that it is one shows in its first byte."""


class IceCandidateEnvelope(msgspec.Struct, rename="camel", omit_defaults=True):
    peer_id: str
    icecandidate: msgspec.Raw
    generation: int | None = None


class SessionDescriptionEnvelope(msgspec.Struct, rename="camel", omit_defaults=True):
    peer_id: str
    session_description: msgspec.Raw
    generation: int | None = None


# Server to client ------------------------------------------------------------------------


class IceCandidate(Words):
    """`peerId` is the sender."""

    peer_id: str
    icecandidate: dict[str, Any] | None
    generation: int | None = None


class SessionDescriptionSent(Words):
    """`peerId` is the sender."""

    peer_id: str
    session_description: SessionDescription
    generation: int | None = None


class AddPeer(Words):
    """Somebody to connect to; who gets `createOffer: true` makes the offer.

    `offer` says which offer of one's join they were given: that one is made already.
    """

    peer_id: str
    create_offer: bool
    user: PublicUser
    muted: bool
    offer: int | None = None


class RemovePeer(Words):
    peer_id: str
    user_id: str


class MuteChanged(Words):
    """mute and unmute, about anybody in the room."""

    room_id: str
    user_id: str
    peer_id: str


class MuteInfoSent(Words):
    user_id: str
    is_mute: bool
    peer_id: str
    room_id: str


class PeerAway(Words):
    """peer-away and peer-back: the signalling connection blinked, the sound may go on."""

    peer_id: str


class Removed(Words):
    """You are out of the room; the connection stays, unless the session ended."""

    reason: Literal["kicked", "banned", "room_ended", "replaced", "session_ended"]
    room_id: str | None = None


class ServerRestarting(Words):
    """The server goes down, the seats wait for its successor: come back after so long.

    The delay is for this client alone, so that not everybody comes at once.
    """

    retry_in_ms: Annotated[int, Field(ge=0)]


class RoomsChanged(Words):
    """Watched rooms as they are now, those alone that changed. `gone` ones are there for one no
    more, and no longer watched."""

    rooms: list[RoomNow]
    gone: list[str]


# Acks ------------------------------------------------------------------------------------


class Ok(Words):
    ok: Literal[True] = True


class Refused(Words):
    ok: Literal[False] = False
    code: str
    detail: str


class You(Words):
    """`resume` takes the seat back after a lost connection."""

    peer_id: str
    role: Role
    resume: str


class PeerWords(Words):
    """`offer` says which offer of this join they were given, if any."""

    peer_id: str
    user: PublicUser
    muted: bool
    hand: str | None = None
    role: Role
    away: bool
    offer: int | None = None


class IceServer(Words):
    urls: list[str]
    username: str | None = None
    credential: str | None = None


class MeshLink(Words):
    kind: Literal["mesh"] = "mesh"
    ice_servers: list[IceServer]


class RelayTrial(StrEnum):
    """Whether there are relays to try: none on this server, none for who is not signed in."""

    NONE = "none"
    WITHHELD = "withheld"
    GIVEN = "given"


class Diagnosis(Words):
    """The servers that calls use, to be tried one by one; accounts in it last a minute."""

    ice_servers: list[IceServer]
    relays: RelayTrial


class DiagnosisAnswer(Words):
    msg: str
    diagnosis: Diagnosis


class Prepared(Words):
    """What offers need that are made before the join, and new paths to who is inside already."""

    ok: Literal[True] = True
    link: MeshLink


class Joined(Words):
    """The whole truth about a room; events only keep it fresh."""

    ok: Literal[True] = True
    epoch: str
    you: You
    room: RoomWords
    peers: list[PeerWords]
    link: MeshLink


class Watching(Words):
    """How the rooms are now that one may see, in the order in which they were asked for."""

    ok: Literal[True] = True
    rooms: list[RoomNow]


REQUESTS: dict[str, tuple[type[Words], type[Words]]] = {
    "prepare-join": (PrepareJoin, Prepared),
    "join": (Join, Joined),
    "leave": (Leave, Ok),
    "relay-ice": (RelayIce, Ok),
    "relay-sdp": (RelaySdp, Ok),
    "mute": (InRoom, Ok),
    "unmute": (InRoom, Ok),
    "mute-info": (MuteInfo, Ok),
    "watch-rooms": (WatchRooms, Watching),
    "report-connection": (ReportConnection, Ok),
}
"""What a client may send: payload and good ack; a bad ack is always `Refused`."""

FACTS: dict[str, type[Words]] = {
    "ice-candidate": IceCandidate,
    "session-description": SessionDescriptionSent,
    "add-peer": AddPeer,
    "remove-peer": RemovePeer,
    "mute": MuteChanged,
    "unmute": MuteChanged,
    "mute-info": MuteInfoSent,
    "peer-away": PeerAway,
    "peer-back": PeerAway,
    "removed": Removed,
    "rooms-changed": RoomsChanged,
    "server-restarting": ServerRestarting,
}
"""What the server may send."""

RELAYED = frozenset({"ice-candidate", "session-description"})
"""Facts that are passed on as they came, without what was left out."""
