"""From nouns to rows and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from gethory.models import (
    Code,
    CodePurpose,
    Invite,
    Mail,
    Member,
    Role,
    Room,
    RoomType,
    Session,
    SessionKind,
    User,
)
from gethory.store.keys import email_key, topic_key, username_key
from gethory.store.moving import Removal

Values = dict[str, Any]


def values_of(noun: User | Session | Code | Room | Invite | Member | Removal) -> Values:
    return asdict(noun)


def user_values(user: User) -> Values:
    key = None if user.username is None else username_key(user.username)
    return values_of(user) | {"email_key": email_key(user.email), "username_key": key}


def user_of(row: Row[Any]) -> User:
    return User(
        id=row.id,
        email=row.email,
        password_hash=row.password_hash,
        created_at=row.created_at,
        updated_at=row.updated_at,
        name=row.name,
        username=row.username,
        avatar=row.avatar,
        bio=row.bio,
        verified=row.verified,
        profile_completed=row.profile_completed,
    )


def session_of(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        user_id=row.user_id,
        kind=SessionKind(row.kind),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_seen_at=row.last_seen_at,
        user_agent=row.user_agent,
        generation=row.generation,
        rotated_at=row.rotated_at,
    )


def code_of(row: Row[Any]) -> Code:
    return Code(
        id=row.id,
        user_id=row.user_id,
        purpose=CodePurpose(row.purpose),
        code_hash=row.code_hash,
        token_hash=row.token_hash,
        created_at=row.created_at,
        expires_at=row.expires_at,
        wrong_inside=row.wrong_inside,
        wrong_outside=row.wrong_outside,
    )


def mail_values(mail: Mail) -> Values:
    """A mail that is due from the moment it was written."""
    return asdict(mail) | {"due_at": mail.at, "tries": 0}


def mail_of(row: Row[Any]) -> Mail:
    return Mail(
        id=row.id,
        to=row.to,
        subject=row.subject,
        text=row.text,
        code=row.code,
        link=row.link,
        at=row.at,
        expires_at=row.expires_at,
        code_id=row.code_id,
    )


def room_values(room: Room) -> Values:
    return values_of(room) | {"topic_key": topic_key(room.topic)}


def room_of(row: Row[Any]) -> Room:
    return Room(
        id=row.id,
        topic=row.topic,
        room_type=RoomType(row.room_type),
        owner_id=row.owner_id,
        speaker_ids=row.speaker_ids,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def member_of(row: Row[Any]) -> Member:
    return Member(room_id=row.room_id, user_id=row.user_id, role=Role(row.role), since=row.since)


def invite_of(row: Row[Any]) -> Invite:
    return Invite(
        id=row.id,
        room_id=row.room_id,
        token_hash=row.token_hash,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        uses_left=row.uses_left,
        role=Role(row.role),
    )
