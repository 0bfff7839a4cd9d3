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
    """The whole profile as it shall be; `avatar` or `bio` None keeps what there is."""

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


@dataclass(frozen=True, slots=True)
class Verified:
    """The account that has its address now, and every pending session this ended."""

    user: User
    ended: tuple[Id, ...]


class StoreUnavailable(Exception):
    """The store did not answer in time. Doors turn it into `503 unavailable`.

    A command that raised it was usually not carried out; only the next look can tell.
    """


class StoreUnusable(Exception):
    """The store cannot be opened at all; the message is one plain sentence for who starts us."""


class StoreConflict(Exception):
    """What was to be kept collides with what is kept: a mistake of the caller, not a refusal."""


class Store(Protocol):
    """Everything that is kept. Implementations pass `tests/contract/test_store_*.py`.

    Ids are made by the caller. Times are aware UTC datetimes with milliseconds.
    An address is compared in lower case; a username is compared case-folded (`store.keys`).
    Every method raises StoreUnavailable when the store does not answer in time.
    """

    async def open(self) -> None:
        """Connect and bring the schema up to date. Raises StoreUnusable."""

    async def close(self) -> None:
        """Finish what is running and disconnect."""

    async def ping(self) -> None:
        """Answer, or raise StoreUnavailable."""

    # users ------------------------------------------------------------------------------

    async def add_user(self, user: User) -> None:
        """Keep a new account; registrations of one address may be many.

        Raises StoreConflict for a repeated id, a verified address with an owner, or a
        username in use.
        """

    async def user_by_id(self, user_id: Id) -> User | None: ...

    async def users_by_ids(self, user_ids: tuple[Id, ...]) -> dict[Id, User]:
        """Those of the asked that exist, by id."""

    async def verified_user(self, email: str) -> User | None:
        """The account that owns the address."""

    async def registrations(self, email: str) -> tuple[User, ...]:
        """The unverified accounts of the address, newest first."""

    async def count_codes_since(self, email: str, since: datetime) -> int:
        """How many registrations of the address were made since then, the time itself and
        the owner's account included (rate of mails)."""

    async def verify_user(self, user_id: Id, at: datetime) -> Verified | None:
        """Give the address to this account, drop its other registrations with their sessions
        and codes, and end the account's own pending sessions too.

        None when the account is gone or the address has an owner already, be it itself.
        """

    async def change_profile(self, user_id: Id, change: ProfileChange) -> User | None:
        """The changed account with a completed profile, or None when it is gone.

        Raises UsernameTaken.
        """

    async def change_password(self, user_id: Id, password_hash: str, at: datetime) -> None:
        """Keep the new hash."""

    # codes ------------------------------------------------------------------------------

    async def put_code(self, code: Code) -> None:
        """Keep the code in place of an earlier one of the same user and purpose.

        Nothing is kept for an account that is gone.
        """

    async def code_by_token(self, token_hash: str) -> Code | None:
        """The code whose link carries this token; whether it still counts says `claim_code`."""

    async def claim_code(
        self, user_id: Id, purpose: CodePurpose, secret_hash: str, *, inside: bool, at: datetime
    ) -> ClaimOutcome:
        """Use the code up when `secret_hash` is its code or its token, else count the try.

        Five wrong tries of one kind end the code for that kind. Of two racing right tries
        one is right.
        """

    # sessions ---------------------------------------------------------------------------

    async def add_session(self, session: Session) -> None:
        """Keep a new session; nothing is kept for an account that is gone."""

    async def session_by_id(self, session_id: Id) -> Session | None:
        """The session, also one past its `expires_at` that was not swept yet."""

    async def sessions_of(self, user_id: Id) -> tuple[Session, ...]:
        """The full sessions of the account, newest first."""

    async def rotate_session(self, session_id: Id, generation: int, at: datetime) -> Session | None:
        """Go from `generation` to the next, remembering when (which is also a use of the
        session); None if it moved on already or has ended."""

    async def see_session(self, session_id: Id, at: datetime) -> None:
        """Remember that the session was used; an earlier time than the last is ignored."""

    async def end_session(self, session_id: Id) -> bool:
        """Whether there was one to end."""

    async def end_sessions_of(self, user_id: Id) -> tuple[Id, ...]:
        """End all sessions of the account, pending ones too, and name them."""

    # rooms ------------------------------------------------------------------------------

    async def add_room(self, room: Room) -> None: ...

    async def room_by_id(self, room_id: Id) -> Room | None: ...

    async def rooms_by_ids(self, room_ids: tuple[Id, ...]) -> dict[Id, Room]:
        """Those of the asked that exist, by id."""

    async def public_rooms(
        self, *, search: str = "", limit: int = 500, cursor: str | None = None
    ) -> RoomPage:
        """Public rooms, newest first; `search` is a part of the topic in any case, and is
        plain text. `limit` is held within 1 and 500; `cursor` is the `next_cursor` of the page
        before. Raises InputInvalid for any other cursor."""

    async def rooms_owned_by(self, user_id: Id) -> tuple[Room, ...]:
        """All rooms of the account, newest first, at most 500."""

    # housekeeping -----------------------------------------------------------------------

    async def sweep(self, now: datetime, registrations_before: datetime) -> tuple[Id, ...]:
        """Drop what has expired by `now` (codes, sessions) and the registrations made before
        `registrations_before` with all that is theirs; name the sessions that ended."""
