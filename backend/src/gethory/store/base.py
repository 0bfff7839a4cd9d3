"""The Store protocol: each method is one atomic question or command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gethory.models import Code, CodePurpose, Id, Room, Session, User


class ClaimOutcome(StrEnum):
    """What became of one try at a code."""

    RIGHT = "right"
    WRONG = "wrong"
    """Also: unknown, expired, used up. The caller cannot tell, and need not."""


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """The whole profile as it shall be; `avatar` None keeps the picture there is."""

    name: str
    username: str
    bio: str | None
    avatar: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A slice of the open rooms, newest first."""

    rooms: tuple[Room, ...]
    next_cursor: str | None


class StoreUnavailable(Exception):
    """The store did not answer in time. Doors turn it into `503 unavailable`."""


class Store(Protocol):
    """Everything that is kept. Implementations pass `tests/contract/test_store.py`.

    Ids are made by the caller. Times are aware UTC datetimes with milliseconds.
    An address is compared in lower case; a username is compared case-folded.
    """

    async def open(self) -> None:
        """Connect and bring the schema up to date."""

    async def close(self) -> None:
        """Finish what is running and disconnect."""

    async def ping(self) -> None:
        """Answer, or raise StoreUnavailable."""

    # users ------------------------------------------------------------------------------

    async def add_user(self, user: User) -> None:
        """Keep a new account; registrations of one address may be many."""

    async def user_by_id(self, user_id: Id) -> User | None: ...

    async def users_by_ids(self, user_ids: tuple[Id, ...]) -> dict[Id, User]:
        """Those of the asked that exist, by id."""

    async def verified_user(self, email: str) -> User | None:
        """The account that owns the address."""

    async def registrations(self, email: str) -> tuple[User, ...]:
        """The unverified accounts of the address, newest first."""

    async def count_codes_since(self, email: str, since: datetime) -> int:
        """How many registrations of the address were made since then (rate of mails)."""

    async def verify_user(self, user_id: Id, at: datetime) -> User | None:
        """Give the address to this account, and drop its other registrations with their
        sessions and codes. None when the account is gone or the address has an owner."""

    async def change_profile(self, user_id: Id, change: ProfileChange) -> User | None:
        """The changed account, or None when it is gone. Raises UsernameTaken."""

    async def change_password(self, user_id: Id, password_hash: str, at: datetime) -> None:
        """Keep the new hash."""

    # codes ------------------------------------------------------------------------------

    async def put_code(self, code: Code) -> None:
        """Keep the code in place of an earlier one of the same user and purpose."""

    async def code_by_token(self, token_hash: str) -> Code | None:
        """The live code whose link carries this token."""

    async def claim_code(
        self, user_id: Id, purpose: CodePurpose, secret_hash: str, *, inside: bool, at: datetime
    ) -> ClaimOutcome:
        """Use the code up when `secret_hash` is its code or its token, else count the try.

        Five wrong tries of one kind end the code for that kind. Of two racing right tries
        one is right.
        """

    # sessions ---------------------------------------------------------------------------

    async def add_session(self, session: Session) -> None: ...

    async def session_by_id(self, session_id: Id) -> Session | None: ...

    async def sessions_of(self, user_id: Id) -> tuple[Session, ...]:
        """The full sessions of the account, newest first."""

    async def rotate_session(self, session_id: Id, generation: int, at: datetime) -> Session | None:
        """Go from `generation` to the next, remembering when; None if it moved on already."""

    async def see_session(self, session_id: Id, at: datetime) -> None:
        """Remember that the session was used."""

    async def end_session(self, session_id: Id) -> bool:
        """Whether there was one to end."""

    async def end_sessions_of(self, user_id: Id) -> tuple[Id, ...]:
        """End all sessions of the account and name them."""

    # rooms ------------------------------------------------------------------------------

    async def add_room(self, room: Room) -> None: ...

    async def room_by_id(self, room_id: Id) -> Room | None: ...

    async def rooms_by_ids(self, room_ids: tuple[Id, ...]) -> dict[Id, Room]:
        """Those of the asked that exist, by id."""

    async def public_rooms(
        self, *, search: str = "", limit: int = 500, cursor: str | None = None
    ) -> RoomPage:
        """Public rooms, newest first; `search` is a part of the topic in any case."""

    async def rooms_owned_by(self, user_id: Id) -> tuple[Room, ...]:
        """All rooms of the account, newest first, at most 500."""

    # housekeeping -----------------------------------------------------------------------

    async def sweep(self, now: datetime, registrations_before: datetime) -> tuple[Id, ...]:
        """Drop what has expired (codes, sessions, old registrations) and name the sessions
        that ended."""
