"""The doors of rooms: create, list, read, and who belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from gethory.auth.deps import CurrentCaller
from gethory.auth.schemas import MsgAnswer
from gethory.errors import ActionForbidden, ProfileIncomplete, RateLimited, RoomNotFound
from gethory.kit.wire import Words
from gethory.rooms.listing import PAGE_MAX
from gethory.rooms.membership import Membership
from gethory.rooms.schemas import (
    AcceptInviteBody,
    CreateInviteBody,
    CreateRoomBody,
    InviteAnswer,
    InviteListAnswer,
    MemberListAnswer,
    RoomAnswer,
    RoomListAnswer,
    Search,
)
from gethory.rooms.service import RoomService
from gethory.web.refusals import declares

router = APIRouter(prefix="/api/room", tags=["rooms"])


@dataclass(frozen=True, slots=True)
class RoomParts:
    """What the doors of rooms are made of; `app.py` puts it into `app.state.rooms`."""

    service: RoomService
    membership: Membership


def room_service(request: Request) -> RoomService:
    """The rooms of this application."""
    parts: RoomParts = request.app.state.rooms
    return parts.service


def membership(request: Request) -> Membership:
    """Who belongs to the rooms of this application."""
    parts: RoomParts = request.app.state.rooms
    return parts.membership


Rooms = Annotated[RoomService, Depends(room_service)]
Circle = Annotated[Membership, Depends(membership)]


class ListQuery(Words):
    search: Search = ""
    limit: Annotated[int, Field(ge=1, le=PAGE_MAX)] | None = None
    cursor: Annotated[str, Field(max_length=100)] | None = None


@router.post("/create", openapi_extra=declares(ProfileIncomplete, RateLimited))
async def create(body: CreateRoomBody, caller: CurrentCaller, rooms: Rooms) -> RoomAnswer:
    """Make a room."""
    room = await rooms.create(caller.user, body)
    return RoomAnswer(msg="The room is open.", room=await rooms.words(room))


@router.get("/fetchall")
async def fetchall(
    caller: CurrentCaller, rooms: Rooms, query: Annotated[ListQuery, Query()]
) -> RoomListAnswer:
    """The rooms one may find, fullest first."""
    found, next_cursor = await rooms.listing(caller.user, query.search, query.limit, query.cursor)
    return RoomListAnswer(msg="These rooms are open.", meeting_arr=found, next_cursor=next_cursor)


@router.get("/mine")
async def mine(caller: CurrentCaller, rooms: Rooms) -> RoomListAnswer:
    """The rooms one owns or belongs to."""
    return RoomListAnswer(msg="These rooms are yours.", meeting_arr=await rooms.mine(caller.user))


@router.get("/getroom/{room_id}", openapi_extra=declares(RoomNotFound))
async def getroom(room_id: str, caller: CurrentCaller, rooms: Rooms) -> RoomAnswer:
    """One room."""
    room = await rooms.get(caller.user, room_id)
    return RoomAnswer(msg="Here is the room.", room=await rooms.words(room))


@router.get("/getroom/{room_id:path}", include_in_schema=False)
async def no_room(room_id: str, caller: CurrentCaller) -> None:  # noqa: ARG001 - they are asked for
    """An id with a slash in it is malformed like any other."""
    raise RoomNotFound()


@router.post(
    "/{room_id}/invites", openapi_extra=declares(RoomNotFound, ActionForbidden, RateLimited)
)
async def invite(
    room_id: str, body: CreateInviteBody, caller: CurrentCaller, circle: Circle
) -> InviteAnswer:
    """Make a link that lets people in. It can be read this once."""
    made = await circle.invite(caller.user, room_id, body)
    return InviteAnswer(msg="Whoever has this link may come in.", invite=made)


@router.get("/{room_id}/invites", openapi_extra=declares(RoomNotFound, ActionForbidden))
async def invites(room_id: str, caller: CurrentCaller, circle: Circle) -> InviteListAnswer:
    """The links that still let people in, without what opens them."""
    found = await circle.invites(caller.user, room_id)
    return InviteListAnswer(msg="These invites are open.", invites=found)


@router.delete(
    "/{room_id}/invites/{invite_id}", openapi_extra=declares(RoomNotFound, ActionForbidden)
)
async def revoke(room_id: str, invite_id: str, caller: CurrentCaller, circle: Circle) -> MsgAnswer:
    """End an invite. Who came in by it stays."""
    await circle.revoke(caller.user, room_id, invite_id)
    return MsgAnswer(msg="That invite lets nobody in any more.")


@router.post("/{room_id}/accept", openapi_extra=declares(RoomNotFound, RateLimited))
async def accept(
    room_id: str, body: AcceptInviteBody, caller: CurrentCaller, rooms: Rooms, circle: Circle
) -> RoomAnswer:
    """Become a member by an invite."""
    room = await circle.accept(caller.user, room_id, body.token)
    return RoomAnswer(msg="You may come in.", room=await rooms.words(room))


@router.get("/{room_id}/members", openapi_extra=declares(RoomNotFound))
async def members(room_id: str, caller: CurrentCaller, circle: Circle) -> MemberListAnswer:
    """Who belongs to a room."""
    found = await circle.members(caller.user, room_id)
    return MemberListAnswer(msg="These people belong here.", members=found)


@router.delete(
    "/{room_id}/members/{user_id}", openapi_extra=declares(RoomNotFound, ActionForbidden)
)
async def remove(room_id: str, user_id: str, caller: CurrentCaller, circle: Circle) -> MsgAnswer:
    """Take somebody out of a room for good, or leave it."""
    await circle.remove(caller.user, room_id, user_id)
    msg = "You left the room." if user_id == caller.user.id else "They are out of the room."
    return MsgAnswer(msg=msg)
