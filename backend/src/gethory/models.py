"""The nouns of the product, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

Id = str
"""24 lowercase hexadecimal characters, the shape of an ObjectId."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. Until `verified` it is one registration of its address among several."""

    id: Id
    email: str
    password_hash: str
    created_at: datetime
    updated_at: datetime
    name: str | None = None
    username: str | None = None
    avatar: str | None = None
    """File name of the chosen picture under `/storage/`, None until one is chosen."""
    bio: str = ""
    verified: bool = False
    profile_completed: bool = False


class SessionKind(StrEnum):
    PENDING = "pending"
    """Registered, address not verified yet: opens the code page and nothing else."""
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser or program."""

    id: Id
    user_id: Id
    kind: SessionKind
    created_at: datetime
    expires_at: datetime
    last_seen_at: datetime
    user_agent: str = ""
    generation: int = 0
    """Number of the newest refresh token; only the newest and its predecessor are heard."""
    rotated_at: tuple[datetime, ...] = ()
    """When the newest refresh tokens came to be, oldest first, at most `ROTATIONS_KEPT`."""


ROTATIONS_KEPT = 32


class CodePurpose(StrEnum):
    VERIFY = "verify"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Code:
    """A mailed code and its link's token, both hashed; one per user and purpose, newest wins."""

    id: Id
    user_id: Id
    purpose: CodePurpose
    code_hash: str
    token_hash: str
    created_at: datetime
    expires_at: datetime
    wrong_inside: int = 0
    """Wrong tries from the pending session that asked for it."""
    wrong_outside: int = 0
    """Wrong tries from anywhere else, counted apart so that a stranger cannot use it up."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `text` holds the code and the link too, where there are any."""

    id: Id
    to: str
    subject: str
    text: str = field(repr=False)
    code: str | None = field(repr=False)
    link: str | None = field(repr=False)
    at: datetime
    """When it was written."""
    expires_at: datetime
    """When it is of no use any more, if it was not sent by then."""
    code_id: Id | None = None
    """The code it carries, which ends when it was not sent in time and counts from sending."""


class MailState(StrEnum):
    """Why mail does not come as usual; the same for everybody, whatever the address."""

    DELAYED = "delayed"
    """It does not leave this server at the moment, and is tried again."""
    FAILING = "failing"
    """Whoever should carry it refuses this server: its operator has to do something."""
    CONSOLE = "console"
    """This server sends none: its operator reads them where it runs."""


class RoomType(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Room:
    """The place as written down; who is inside right now is presence, not here."""

    id: Id
    topic: str
    room_type: RoomType
    owner_id: Id
    speaker_ids: tuple[Id, ...]
    created_at: datetime
    updated_at: datetime


class Role(StrEnum):
    OWNER = "owner"
    MODERATOR = "moderator"
    SPEAKER = "speaker"
    LISTENER = "listener"


@dataclass(frozen=True, slots=True)
class Member:
    """A user's lasting tie to a private or group room; its owner needs none."""

    room_id: Id
    user_id: Id
    role: Role
    since: datetime


INVITE_LIFE_MAX = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Invite:
    """Lets people into one room, until it expires or has no uses left."""

    id: Id
    room_id: Id
    token_hash: str
    created_by: Id
    created_at: datetime
    expires_at: datetime
    """At most `INVITE_LIFE_MAX` after `created_at`."""
    uses_left: int | None = None
    """None: any number of them."""
    role: Role = Role.SPEAKER
    """What whoever comes in by it becomes."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking: the session and its account, both checked for this request."""

    user: User
    session: Session
