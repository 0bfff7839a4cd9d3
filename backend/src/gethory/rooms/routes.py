"""The doors of rooms: create, list, read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from gethory.auth.deps import CurrentCaller
from gethory.kit.wire import Words
from gethory.rooms.listing import PAGE_MAX
from gethory.rooms.schemas import CreateRoomBody, RoomAnswer, RoomListAnswer, Search
from gethory.rooms.service import RoomService

router = APIRouter(prefix="/api/room", tags=["rooms"])


def room_service(request: Request) -> RoomService:
    """The rooms of this application; `app.py` puts them into `app.state.rooms`."""
    service: RoomService = request.app.state.rooms
    return service


Rooms = Annotated[RoomService, Depends(room_service)]


class ListQuery(Words):
    search: Search = ""
    limit: Annotated[int, Field(ge=1, le=PAGE_MAX)] | None = None
    cursor: Annotated[str, Field(max_length=100)] | None = None


@router.post("/create")
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
    """One's own rooms."""
    return RoomListAnswer(msg="These rooms are yours.", meeting_arr=await rooms.mine(caller.user))


@router.get("/getroom/{room_id}")
async def getroom(room_id: str, caller: CurrentCaller, rooms: Rooms) -> RoomAnswer:
    """One room."""
    room = await rooms.get(caller.user, room_id)
    return RoomAnswer(msg="Here is the room.", room=await rooms.words(room))
