"""Signed tokens that take a seat back after a lost connection; the server keeps nothing of them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

import msgspec

from gethory.kit import signed
from gethory.models import Id

_AUDIENCE: Literal["gethory:resume"] = "gethory:resume"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a resume token says: this session held this peer's seat, in this life of a server."""

    session_id: Id
    room_id: Id
    peer_id: str
    epoch: str


class _Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    aud: Literal["gethory:resume"]
    sid: Id
    room: Id
    peer: str
    epoch: str


class ResumeTokens:
    """Makes and reads resume tokens. They hold no time: a seat that is kept is what counts."""

    def __init__(self, secret: str) -> None:
        # A key of its own: no other token of ours is ever accepted as one of these.
        self._key = hmac.digest(secret.encode(), _AUDIENCE.encode(), hashlib.sha256)

    def make(self, ticket: Ticket) -> str:
        return signed.sign(
            self._key,
            _Claims(_AUDIENCE, ticket.session_id, ticket.room_id, ticket.peer_id, ticket.epoch),
        )

    def read(self, token: str) -> Ticket | None:
        """What the token says, or None when we did not sign it."""
        try:
            claims = signed.read(self._key, token, _Claims)
        except signed.TokenInvalid:
            return None
        return Ticket(claims.sid, claims.room, claims.peer, claims.epoch)
