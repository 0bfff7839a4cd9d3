"""What the doors of live may refuse, by event: for the AsyncAPI document, and held by tests."""

from __future__ import annotations

from gethory.errors import (
    PayloadInvalid,
    PeerNotFound,
    ProfileIncomplete,
    RateLimited,
    Refusal,
    RoomFull,
    RoomNotFound,
    RoomNotJoined,
    SessionRequired,
    Unavailable,
)

_ANY: tuple[type[Refusal], ...] = (PayloadInvalid, RateLimited, Unavailable)

REFUSALS: dict[str, tuple[type[Refusal], ...]] = {
    "prepare-join": (*_ANY, SessionRequired, ProfileIncomplete, RoomNotFound),
    "join": (*_ANY, SessionRequired, ProfileIncomplete, RoomNotFound, RoomFull, RoomNotJoined),
    "leave": _ANY,
    "relay-ice": (*_ANY, PeerNotFound),
    "relay-sdp": (*_ANY, PeerNotFound),
    "mute": (*_ANY, RoomNotJoined),
    "unmute": (*_ANY, RoomNotJoined),
    "mute-info": (*_ANY, RoomNotJoined),
    "watch-rooms": (*_ANY, SessionRequired),
    "report-connection": (*_ANY, PeerNotFound),
}
"""What a bad ack of each event may say."""

CONNECT_REFUSALS = ("Invalid namespace", "session_required", "sockets_exceeded", "rate_limited")
"""What a connect error may say."""
