"""Users, sessions, codes and rooms to keep, each with a fresh id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from gethory.kit.ids import hashed, new_id
from gethory.models import (
    Code,
    CodePurpose,
    Id,
    Invite,
    Mail,
    Role,
    Room,
    RoomType,
    Session,
    SessionKind,
    User,
)
from gethory.store.base import ProfileChange, Store

MakeStore = Callable[[], Store]
"""Makes one more store, not open yet, that looks at the same place as the others."""

NOON = datetime(2026, 11, 24, 12, 0, 0, 123_000, tzinfo=UTC)
"""The time at which everything here happens, unless a test says otherwise."""

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)

OWNER = new_id()
"""Who owns every kept room and makes every invite, unless a test says otherwise."""


def a_user(
    email: str = "ada@example.org",
    *,
    username: str | None = None,
    verified: bool = False,
    at: datetime = NOON,
) -> User:
    return User(
        id=new_id(),
        email=email,
        password_hash="a hash",
        created_at=at,
        updated_at=at,
        username=username,
        verified=verified,
    )


def a_session(
    user_id: Id,
    kind: SessionKind = SessionKind.FULL,
    *,
    at: datetime = NOON,
    expires_at: datetime = NOON + 720 * HOUR,
) -> Session:
    return Session(
        id=new_id(),
        user_id=user_id,
        kind=kind,
        created_at=at,
        expires_at=expires_at,
        last_seen_at=at,
    )


def a_code(
    user_id: Id,
    purpose: CodePurpose = CodePurpose.VERIFY,
    *,
    code: str = "123456",
    token: str | None = None,
    expires_at: datetime = NOON + HOUR / 4,
) -> Code:
    code_id = new_id()
    return Code(
        id=code_id,
        user_id=user_id,
        purpose=purpose,
        code_hash=hashed(code),
        token_hash=hashed(token or code_id),
        created_at=NOON,
        expires_at=expires_at,
    )


def a_mail(
    to: str = "ada@example.org",
    *,
    code: Code | None = None,
    at: datetime = NOON,
    expires_at: datetime = NOON + HOUR / 4,
) -> Mail:
    return Mail(
        id=new_id(),
        to=to,
        subject="Your code: 123456",
        text="Hello,\n\n123456\n",
        code="123456",
        link="http://localhost:3000/verify#token",
        at=at,
        expires_at=expires_at,
        code_id=code.id if code else None,
    )


def a_room(
    topic: str = "A room",
    room_type: RoomType = RoomType.PUBLIC,
    *,
    owner_id: Id | None = None,
    at: datetime = NOON,
) -> Room:
    owner = owner_id or new_id()
    return Room(
        id=new_id(),
        topic=topic,
        room_type=room_type,
        owner_id=owner,
        speaker_ids=(owner,),
        created_at=at,
        updated_at=at,
    )


def an_invite(
    room_id: Id,
    token: str = "the token",
    *,
    uses: int | None = None,
    role: Role = Role.SPEAKER,
    created_by: Id = OWNER,
    at: datetime = NOON,
    expires_at: datetime = NOON + 168 * HOUR,
) -> Invite:
    return Invite(
        id=new_id(),
        room_id=room_id,
        token_hash=hashed(token),
        created_by=created_by,
        created_at=at,
        expires_at=expires_at,
        uses_left=uses,
        role=role,
    )


def a_profile(
    username: str, *, name: str = "Ada", bio: str | None = None, avatar: str | None = None
) -> ProfileChange:
    return ProfileChange(name=name, username=username, bio=bio, avatar=avatar, at=NOON + HOUR)


async def a_kept_user(store: Store, email: str = "ada@example.org") -> User:
    user = a_user(email)
    await store.add_user(user)
    return user


async def a_kept_room(store: Store, room_type: RoomType = RoomType.GROUP) -> Room:
    room = a_room("A circle", room_type, owner_id=OWNER)
    await store.add_room(room)
    return room
