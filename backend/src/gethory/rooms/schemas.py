"""The words of rooms on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gethory.auth.schemas import LINK_PART, PLAIN, PublicUser
from gethory.kit.wire import Time, Words, example
from gethory.models import Role, RoomType

Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), PLAIN]
Search = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80), PLAIN]
InviteLife = Literal["1h", "1d", "7d", "30d"]


class CreateRoomBody(Words):
    model_config = example(topic="Tea at four", roomType="public")

    topic: Topic
    room_type: RoomType


class RoomSummary(Words):
    """A room in a list. `count` people are inside, `people` are the first few of them."""

    id: str = Field(alias="_id")
    topic: str
    room_type: RoomType
    authors: list[PublicUser]
    count: int
    created_at: Time
    mode: Literal["open"] = "open"
    locked: bool = False
    full: bool = False
    people: list[PublicUser] = Field(default_factory=list)


class RoomNow(Words):
    """Who is inside a room at this moment. `people` are the first few of them."""

    id: str = Field(alias="_id")
    count: int
    full: bool
    people: list[PublicUser]


class RoomWords(Words):
    """A room by itself. `userId` is its owner, `people` are the first few people inside now."""

    id: str = Field(alias="_id")
    topic: str
    room_type: RoomType
    user_id: PublicUser
    speakers: list[PublicUser]
    count: int
    created_at: Time
    updated_at: Time
    mode: Literal["open"] = "open"
    locked: bool = False
    full: bool = False
    people: list[PublicUser] = Field(default_factory=list)


class RoomAnswer(Words):
    msg: str
    room: RoomWords


class RoomListAnswer(Words):
    msg: str
    meeting_arr: list[RoomSummary]
    next_cursor: str | None = None


class CreateInviteBody(Words):
    """`uses` null lets in everybody who comes before the invite expires."""

    model_config = example(expiresIn="7d", uses=3, role="speaker")

    expires_in: InviteLife = "7d"
    uses: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None
    role: Literal["moderator", "speaker"] = "speaker"


class InviteWords(Words):
    """An invite that still lets people in. `usesLeft` null: any number of them."""

    id: str = Field(alias="_id")
    role: Role
    uses_left: int | None
    expires_at: Time
    created_at: Time


class NewInviteWords(InviteWords):
    """An invite right after it was made: only now its link can be read."""

    url: str
    token: str


class InviteAnswer(Words):
    msg: str
    invite: NewInviteWords


class InviteListAnswer(Words):
    msg: str
    invites: list[InviteWords]


class AcceptInviteBody(Words):
    """`token` is what the link carries behind `#i=`."""

    model_config = example(token=LINK_PART)

    token: Annotated[str, StringConstraints(strip_whitespace=True, max_length=128), PLAIN]


class MemberWords(Words):
    """Somebody who belongs to a room, and since when; the owner first of all."""

    user: PublicUser
    role: Role
    since: Time


class MemberListAnswer(Words):
    msg: str
    members: list[MemberWords]
