"""The Store protocol: each method is one atomic question or command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gethory.models import Code, CodePurpose, Id, Invite, Mail, Member, Room, Session, User

INVITES_MAX = 50
"""How many live invites a room may have."""


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


@dataclass(frozen=True, slots=True)
class PasswordReset:
    """The account with its new password, and every session this ended."""

    user: User
    ended: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that is to be sent now, and how often it was claimed, this time included."""

    mail: Mail
    tries: int


EXPIRED_AT_ONCE = 500
"""So many mails are dropped well within the deadline."""


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

    async def change_password(
        self, user_id: Id, password_hash: str, at: datetime, *, before: str
    ) -> bool:
        """Keep the new hash in place of the hash `before`; whether that was still the one."""

    async def reset_password(
        self, token_hash: str, password_hash: str, at: datetime, *, mail: Mail | None = None
    ) -> PasswordReset | None:
        """Use up the reset code whose link carries this token, keep the new hash, end all
        sessions of the account, and keep the mail that says so.

        None, and no mail, for a token of no reset code, or of one that has expired. Of two
        racing ones one gets it.
        """

    # codes ------------------------------------------------------------------------------

    async def put_code(self, code: Code, mail: Mail | None = None) -> None:
        """Keep the code in place of an earlier one of the same user and purpose, and the mail
        that goes with it; a mail that still waits with the earlier code is dropped.

        Nothing is kept for an account that is gone. A crash leaves no code without its mail.
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

    # mails ------------------------------------------------------------------------------

    async def claim_mail(self, at: datetime, until: datetime) -> ClaimedMail | None:
        """The mail that has been due longest, for one who asks: nobody else gets it before
        `until`, when it is due again. Mails that have expired by `at` are not given."""

    async def settle_mail(self, mail: Mail, code_until: datetime) -> None:
        """Forget a mail that was sent; the code it carries, if it is still there, lives until
        then."""

    async def delay_mail(self, mail_id: Id, tries: int, until: datetime) -> None:
        """Try the mail again at that time; ignored when it was claimed again since `tries`."""

    async def hasten_mails(self, until: datetime) -> None:
        """No mail waits longer than until then."""

    async def drop_mail(self, mail_id: Id) -> bool:
        """Whether there was a mail to give up."""

    async def expire_mails(self, at: datetime) -> tuple[Id, ...]:
        """Drop mails that expired by then, at most `EXPIRED_AT_ONCE`, and name them."""

    async def next_mail_at(self) -> datetime | None:
        """When the next mail is due, in the past perhaps; None when none waits."""

    async def count_mails(self, at: datetime) -> int:
        """How many mails wait that have not expired."""

    async def waiting_mails(self, at: datetime) -> tuple[Mail, ...]:
        """The mails that wait and have not expired, newest first, at most 100."""

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

    async def see_sessions(self, seen: Mapping[Id, datetime]) -> None:
        """Remember when these sessions were used; an earlier time than the last is ignored, and
        so is a session that is gone."""

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

    # invites and members ----------------------------------------------------------------

    async def add_invite(self, invite: Invite) -> bool:
        """Keep the invite, unless its maker neither owns the room nor is a member of it by
        now, or the room has `INVITES_MAX` live ones already."""

    async def invites_of(self, room_id: Id, at: datetime) -> tuple[Invite, ...]:
        """The invites of the room that still let somebody in at that time, newest first."""

    async def revoke_invite(self, room_id: Id, invite_id: Id) -> bool:
        """Whether the room had that invite; it lets nobody in any more."""

    async def use_invite(
        self, room_id: Id, token_hash: str, user_id: Id, at: datetime
    ) -> Member | None:
        """Take one use of the invite and make the user a member, with the role that it gives.

        Who is a member already stays what they are, whatever the token, and nothing is taken.
        None when no invite of that room has this token, when it has expired or has no uses
        left, and when it was made before the user was removed. Of many at once no more come
        in than it has uses.
        """

    async def room_and_member(self, room_id: Id, user_id: Id) -> tuple[Room, Member | None] | None:
        """The room, and the user's membership in it; None when there is no such room."""

    async def member(self, room_id: Id, user_id: Id) -> Member | None: ...

    async def members_of(self, room_id: Id) -> tuple[Member, ...]:
        """The members of the room, longest first, at most 1000."""

    async def rooms_of_member(self, user_id: Id) -> tuple[Room, ...]:
        """The rooms of which the account is a member, newest first, at most 500."""

    async def remove_member(self, room_id: Id, user_id: Id) -> bool:
        """Whether there was a membership to end. What let them in may let them in again."""

    async def expel_member(self, room_id: Id, user_id: Id, at: datetime) -> bool:
        """Whether there was a membership to end. If so, the invites that the user made end with
        it, and no invite made until then lets them in again."""

    # housekeeping -----------------------------------------------------------------------

    async def sweep(self, now: datetime, registrations_before: datetime) -> tuple[Id, ...]:
        """Drop what has expired by `now` (codes, sessions, invites) and the registrations made
        before `registrations_before` with all that is theirs; name the sessions that ended."""
