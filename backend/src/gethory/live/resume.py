"""Signed tokens that take a seat back after a lost connection; the server keeps nothing of them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import jwt

from gethory.models import Id

_AUDIENCE = "gethory:resume"
_ALGORITHM = "HS256"
_CLAIMS = ("aud", "sid", "room", "peer", "epoch")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a resume token says: this session held this peer's seat, in this life of a server."""

    session_id: Id
    room_id: Id
    peer_id: str
    epoch: str


class ResumeTokens:
    """Makes and reads resume tokens. They hold no time: a seat that is kept is what counts."""

    def __init__(self, secret: str) -> None:
        # A key of its own: no other token of ours is ever accepted as one of these.
        self._key = hmac.digest(secret.encode(), _AUDIENCE.encode(), hashlib.sha256)

    def make(self, ticket: Ticket) -> str:
        claims = {
            "aud": _AUDIENCE,
            "sid": ticket.session_id,
            "room": ticket.room_id,
            "peer": ticket.peer_id,
            "epoch": ticket.epoch,
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str) -> Ticket | None:
        """What the token says, or None when we did not sign it."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": list(_CLAIMS)},
            )
        except jwt.PyJWTError:
            return None
        return Ticket(claims["sid"], claims["room"], claims["peer"], claims["epoch"])
