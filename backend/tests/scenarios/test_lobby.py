"""People in the lobby see rooms fill and empty, without asking again and again."""

from __future__ import annotations

import time
from typing import Any

import pytest

from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.people import ask
from scenarios.server import Server

pytestmark = pytest.mark.anyio

LATEST_S = 2.0
"""What happens is seen in the lobby after this long at most."""


async def watch(client: Client, *room_ids: str) -> list[dict[str, Any]]:
    """What the ack says of these rooms."""
    ack = await client.ask("watch-rooms", {"roomIds": list(room_ids)})
    assert ack["ok"], ack
    rooms: list[dict[str, Any]] = ack["rooms"]
    return rooms


def counts(client: Client, room_id: str) -> list[int]:
    """The number of people in the room, by each update that names it."""
    updates = client.facts("rooms-changed")
    return [
        room["count"] for update in updates for room in update["rooms"] if room["_id"] == room_id
    ]


async def sees_count(client: Client, room_id: str, count: int) -> None:
    await client.sees(
        lambda: counts(client, room_id)[-1:] == [count], f"{count} people inside", LATEST_S
    )


async def test_a_head_count_and_a_face_appear_and_go(shared_server: Server, cast: Cast) -> None:
    ada, ben = await cast.pages(shared_server, "ada", "ben")
    room_id = await ben.person.room()
    assert await watch(ada, room_id) == [{"_id": room_id, "count": 0, "full": False, "people": []}]
    await ben.join(room_id)
    await sees_count(ada, room_id, 1)
    [told] = ada.facts("rooms-changed")[-1]["rooms"]
    [listed] = [
        room
        for room in (await ask(ada.person.rest, "GET", "/api/room/fetchall"))["meetingArr"]
        if room["_id"] == room_id
    ]
    assert told == {name: listed[name] for name in ("_id", "count", "full", "people")}
    assert [person["_id"] for person in told["people"]] == [ben.person.id]
    await ben.ask("leave", {"roomId": room_id})
    await sees_count(ada, room_id, 0)


async def test_thirty_joins_are_no_more_than_an_update_a_second(
    shared_server: Server, cast: Cast
) -> None:
    ada, *guests = await cast.pages(shared_server, "ada", *("ben", "cid", "dan", "eve", "fay"))
    room_id = await ada.person.room()
    await watch(ada, room_id)
    began = time.monotonic()
    joins = 0
    while joins < 30:
        for guest in guests:
            await guest.join(room_id)
        joins += len(guests)
        if joins < 30:
            for guest in guests:
                await guest.ask("leave", {"roomId": room_id})
    took = time.monotonic() - began
    await sees_count(ada, room_id, len(guests))
    heard = len(counts(ada, room_id))
    assert heard <= 2 + took, f"{heard} updates in {took:.2f} s"


async def test_a_room_that_is_not_ones_own_is_not_there(shared_server: Server, cast: Cast) -> None:
    ada, ben = await cast.pages(shared_server, "ada", "ben")
    hidden = [await ben.person.room(room_type=kind) for kind in ("private", "group")]
    open_room = await ben.person.room()
    assert len(await watch(ben, *hidden)) == 2
    seen = await watch(ada, *hidden, "f" * 24, open_room)
    assert [room["_id"] for room in seen] == [open_room]
    await ben.join(hidden[0])
    await sees_count(ben, hidden[0], 1)
    await ben.join(open_room)
    await sees_count(ada, open_room, 1)
    assert not counts(ada, hidden[0])


async def test_who_is_removed_from_a_group_sees_no_more_of_it(
    shared_server: Server, cast: Cast
) -> None:
    ada, ben = await cast.pages(shared_server, "ada", "ben")
    group = await ada.person.room(room_type="group")
    invite = await ask(ada.person.rest, "POST", f"/api/room/{group}/invites", {})
    token = {"token": invite["invite"]["token"]}
    await ask(ben.person.rest, "POST", f"/api/room/{group}/accept", token)
    for page in (ada, ben):
        assert [room["_id"] for room in await watch(page, group)] == [group]
    await ask(ada.person.rest, "DELETE", f"/api/room/{group}/members/{ben.person.id}")
    assert (await ben.hears("rooms-changed", within_s=LATEST_S))["gone"] == [group]
    await ada.join(group)
    await sees_count(ada, group, 1)
    assert len(ben.facts("rooms-changed")) == 1
    assert await watch(ben, group) == []


async def test_a_session_that_ends_hears_nothing_more(shared_server: Server, cast: Cast) -> None:
    ada, ben = await cast.pages(shared_server, "ada", "ben")
    room_id = await ben.person.room()
    witness = await cast.page(shared_server, await cast.other_browser(ada.person))
    for page in (ada, witness):
        await watch(page, room_id)
    await ask(ada.person.rest, "POST", "/api/auth/logout")
    await ada.hears("removed")
    await ben.join(room_id)
    await sees_count(witness, room_id, 1)
    assert not ada.facts("rooms-changed")
