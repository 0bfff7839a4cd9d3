"""The words of rooms on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gethory.auth.schemas import PLAIN, PublicUser
from gethory.kit.wire import Time, Words
from gethory.models import RoomType

Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), PLAIN]
Search = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80), PLAIN]


class CreateRoomBody(Words):
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
