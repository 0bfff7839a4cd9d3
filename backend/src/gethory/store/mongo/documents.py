"""From nouns to documents and back. The names of the fields are those of the earlier server
where it had them; what is None is left out.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from bson import ObjectId

from gethory.kit.ids import is_id
from gethory.models import (
    Code,
    CodePurpose,
    Id,
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
from gethory.store.keys import email_key, storable, topic_key, username_key
from gethory.store.mongo.database import Document


def key_of(record_id: Id) -> Any:
    """The `_id` of a record. Any other text becomes a key that no record has."""
    return ObjectId(record_id) if is_id(record_id) else storable(record_id)


def pair_key(room_id: Id, user_id: Id) -> str:
    """The `_id` of what ties a user to a room: a room can have it once."""
    return f"{storable(room_id)}:{storable(user_id)}"


def slot_key(user_id: Id, purpose: CodePurpose) -> str:
    """The `_id` of a code: a user has one for each purpose."""
    return f"{storable(user_id)}:{purpose}"


def user_document(user: User) -> Document:
    key = email_key(user.email)
    holds = {"ownerKey": key} if user.verified else {"unverifiedSince": user.created_at}
    names = {"name": user.name, "username": user.username, "avatar": user.avatar}
    if user.username is not None:
        names["usernameKey"] = username_key(user.username)
    return {
        "_id": ObjectId(user.id),
        "email": storable(user.email),
        "emailKey": key,
        "password": storable(user.password_hash),
        "bio": storable(user.bio),
        "verified": user.verified,
        "profileCompleted": user.profile_completed,
        "createdAt": user.created_at,
        "updatedAt": user.updated_at,
        **holds,
        **_given(names),
    }


def user_of(document: Document) -> User:
    avatar = document.get("avatar")
    created_at = made_at(document)
    return User(
        id=str(document["_id"]),
        email=_text(document.get("email")),
        password_hash=_text(document.get("password")),
        created_at=created_at,
        updated_at=_moment(document.get("updatedAt"), created_at),
        name=_text_or_none(document.get("name")),
        username=_text_or_none(document.get("username")),
        avatar=PurePosixPath(avatar).name if isinstance(avatar, str) and avatar else None,
        bio=_text(document.get("bio")),
        verified="ownerKey" in document,
        profile_completed=document.get("profileCompleted") is True,
    )


def session_document(session: Session) -> Document:
    return {
        "_id": ObjectId(session.id),
        "userId": ObjectId(session.user_id),
        "kind": session.kind.value,
        "createdAt": session.created_at,
        "expiresAt": session.expires_at,
        "lastSeenAt": session.last_seen_at,
        "userAgent": storable(session.user_agent),
        "generation": session.generation,
        "rotatedAt": list(session.rotated_at),
    }


def session_of(document: Document) -> Session:
    return Session(
        id=str(document["_id"]),
        user_id=str(document["userId"]),
        kind=SessionKind(document["kind"]),
        created_at=document["createdAt"],
        expires_at=document["expiresAt"],
        last_seen_at=document["lastSeenAt"],
        user_agent=document["userAgent"],
        generation=document["generation"],
        rotated_at=tuple(document["rotatedAt"]),
    )


def code_document(code: Code) -> Document:
    return {
        "_id": slot_key(code.user_id, code.purpose),
        "codeId": ObjectId(code.id),
        "userId": ObjectId(code.user_id),
        "purpose": code.purpose.value,
        "codeHash": storable(code.code_hash),
        "tokenHash": storable(code.token_hash),
        "createdAt": code.created_at,
        "expiresAt": code.expires_at,
        "wrongInside": code.wrong_inside,
        "wrongOutside": code.wrong_outside,
    }


def code_of(document: Document) -> Code:
    return Code(
        id=str(document["codeId"]),
        user_id=str(document["userId"]),
        purpose=CodePurpose(document["purpose"]),
        code_hash=document["codeHash"],
        token_hash=document["tokenHash"],
        created_at=document["createdAt"],
        expires_at=document["expiresAt"],
        wrong_inside=document["wrongInside"],
        wrong_outside=document["wrongOutside"],
    )


def mail_document(mail: Mail) -> Document:
    """A mail that is due from the moment it was written."""
    return {
        "_id": ObjectId(mail.id),
        "to": storable(mail.to),
        "subject": storable(mail.subject),
        "text": storable(mail.text),
        "at": mail.at,
        "expiresAt": mail.expires_at,
        "dueAt": mail.at,
        "tries": 0,
        **_given({"code": mail.code, "link": mail.link}),
        **({} if mail.code_id is None else {"codeId": ObjectId(mail.code_id)}),
    }


def mail_of(document: Document) -> Mail:
    return Mail(
        id=str(document["_id"]),
        to=document["to"],
        subject=document["subject"],
        text=document["text"],
        code=document.get("code"),
        link=document.get("link"),
        at=document["at"],
        expires_at=document["expiresAt"],
        code_id=str(document["codeId"]) if "codeId" in document else None,
    )


def room_document(room: Room) -> Document:
    return {
        "_id": ObjectId(room.id),
        "topic": storable(room.topic),
        "topicKey": topic_key(room.topic),
        "roomType": room.room_type.value,
        "userId": ObjectId(room.owner_id),
        "speakers": [ObjectId(speaker) for speaker in room.speaker_ids],
        "createdAt": room.created_at,
        "updatedAt": room.updated_at,
    }


def room_of(document: Document) -> Room:
    created_at = made_at(document)
    return Room(
        id=str(document["_id"]),
        topic=document["topic"],
        room_type=RoomType(document["roomType"]),
        owner_id=str(document["userId"]),
        speaker_ids=tuple(str(speaker) for speaker in document["speakers"]),
        created_at=created_at,
        updated_at=_moment(document.get("updatedAt"), created_at),
    )


def member_document(member: Member) -> Document:
    return {
        "_id": pair_key(member.room_id, member.user_id),
        "roomId": ObjectId(member.room_id),
        "userId": ObjectId(member.user_id),
        "role": member.role.value,
        "since": member.since,
    }


def member_of(document: Document) -> Member:
    return Member(
        room_id=str(document["roomId"]),
        user_id=str(document["userId"]),
        role=Role(document["role"]),
        since=document["since"],
    )


def invite_document(invite: Invite) -> Document:
    return {
        "_id": ObjectId(invite.id),
        "roomId": ObjectId(invite.room_id),
        "tokenHash": storable(invite.token_hash),
        "createdBy": ObjectId(invite.created_by),
        "createdAt": invite.created_at,
        "expiresAt": invite.expires_at,
        "role": invite.role.value,
        **_given({"usesLeft": invite.uses_left}),
    }


def invite_of(document: Document) -> Invite:
    return Invite(
        id=str(document["_id"]),
        room_id=str(document["roomId"]),
        token_hash=document["tokenHash"],
        created_by=str(document["createdBy"]),
        created_at=document["createdAt"],
        expires_at=document["expiresAt"],
        uses_left=document.get("usesLeft"),
        role=Role(document["role"]),
    )


def made_at(document: Document) -> datetime:
    """When it came to be: as it says, or as its ObjectId does."""
    made: datetime = document["_id"].generation_time
    return _moment(document.get("createdAt"), made)


def _moment(value: Any, otherwise: datetime) -> datetime:
    return value if isinstance(value, datetime) else otherwise


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _given(fields: dict[str, Any]) -> Document:
    """The fields that are not None, ready to be kept."""
    return {
        name: storable(value) if isinstance(value, str) else value
        for name, value in fields.items()
        if value is not None
    }
