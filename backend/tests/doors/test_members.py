"""/api/room/:id/members"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from doors.house import PUBLIC_FIELDS, House, assert_ok, assert_refused
from doors.test_invites import NOWHERE, accept, invite
from doors.test_rooms import LIST, MINE, ROOM, create, topics

pytestmark = pytest.mark.anyio


async def circle(
    owner: httpx2.AsyncClient, *members: httpx2.AsyncClient, room_type: str = "group"
) -> tuple[str, str]:
    """The id of a room with these members, and the token of the invite they came by."""
    room_id: str = (await create(owner, "Circle", room_type))["_id"]
    token: str = (await invite(owner, room_id))["token"]
    for browser in members:
        assert_ok(await accept(browser, room_id, token))
    return room_id, token


async def id_of(browser: httpx2.AsyncClient) -> str:
    return str((await browser.get("/api/user")).json()["user"]["_id"])


async def members(browser: httpx2.AsyncClient, room_id: str) -> list[dict[str, Any]]:
    answer = await browser.get(f"/api/room/{room_id}/members")
    assert_ok(answer)
    found: list[dict[str, Any]] = answer.json()["members"]
    return found


async def remove(
    browser: httpx2.AsyncClient, room_id: str, other: httpx2.AsyncClient
) -> httpx2.Response:
    return await browser.delete(f"/api/room/{room_id}/members/{await id_of(other)}")


async def test_nobody_is_asked_to_sign_in(house: House) -> None:
    room_id, _ = await circle(await house.member("ada"))
    for target in (room_id, NOWHERE):
        for method, path in (("GET", "members"), ("DELETE", f"members/{NOWHERE}")):
            answer = await house.browser().request(method, f"/api/room/{target}/{path}")
            assert_refused(answer, 401, "session_required")


@pytest.mark.parametrize("room_type", ["private", "group"])
async def test_to_a_stranger_every_door_answers_like_that_of_no_room(
    house: House, room_type: str
) -> None:
    ada, ben, eve = [await house.member(name) for name in ("ada", "ben", "eve")]
    room_id, _ = await circle(ada, ben, room_type=room_type)
    answers = [await eve.get(ROOM + NOWHERE)]
    for target in (room_id, NOWHERE, "x", "%00", "5" * 2000):
        answers.append(await eve.get(f"/api/room/{target}/members"))
        answers += [await remove(eve, target, other) for other in (ada, ben, eve)]
        answers.append(await eve.delete(f"/api/room/{target}/members/x"))
    for answer in answers:
        assert_refused(answer, 404, "room_not_found")
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert len(await members(ada, room_id)) == 2


async def test_members_are_public_users_with_a_role(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room_id, _ = await circle(ada, ben)
    for browser in (ada, ben):
        found = await members(browser, room_id)
        assert [(one["user"]["name"], one["role"]) for one in found] == [
            ("Ada", "owner"),
            ("Ben", "speaker"),
        ]
        for one in found:
            assert set(one) == {"user", "role", "since"}
            assert set(one["user"]) == PUBLIC_FIELDS
    assert "example.org" not in (await ben.get(f"/api/room/{room_id}/members")).text


@pytest.mark.parametrize("room_type", ["private", "group"])
async def test_for_who_is_removed_the_room_is_gone(house: House, room_type: str) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room_id, token = await circle(ada, ben, room_type=room_type)
    for _ in range(2):
        assert_ok(await remove(ada, room_id, ben))
    answers = [
        await ben.get(ROOM + room_id),
        await ben.get(f"/api/room/{room_id}/members"),
        await remove(ben, room_id, ben),
        await accept(ben, room_id, token),
    ]
    nothing = (await ben.get(ROOM + NOWHERE)).content
    for answer in answers:
        assert_refused(answer, 404, "room_not_found")
        assert answer.content == nothing
    assert await topics(ben, LIST) == await topics(ben, MINE) == []
    assert len(await members(ada, room_id)) == 1
    assert_ok(await accept(ben, room_id, (await invite(ada, room_id))["token"]))


async def test_one_may_leave_and_come_back_by_the_same_link(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room_id, token = await circle(ada, ben)
    answer = await remove(ben, room_id, ben)
    assert_ok(answer)
    assert answer.json() == {"msg": "You left the room."}
    assert_refused(await ben.get(ROOM + room_id), 404, "room_not_found")
    assert_ok(await accept(ben, room_id, token))


async def test_nobody_removes_the_owner(house: House) -> None:
    ada, ben, mia = [await house.member(name) for name in ("ada", "ben", "mia")]
    room_id, _ = await circle(ada, ben)
    chief = await invite(ada, room_id, role="moderator")
    assert_ok(await accept(mia, room_id, chief["token"]))
    for browser in (ada, ben, mia):
        assert_refused(await remove(browser, room_id, ada), 403, "action_forbidden")
    assert len(await members(ada, room_id)) == 3


async def test_a_moderator_removes_members_and_a_member_nobody(house: House) -> None:
    ada, ben, mia = [await house.member(name) for name in ("ada", "ben", "mia")]
    room_id, _ = await circle(ada, ben)
    chief = await invite(ada, room_id, role="moderator")
    assert_ok(await accept(mia, room_id, chief["token"]))
    assert_refused(await remove(ben, room_id, mia), 403, "action_forbidden")
    assert_ok(await remove(mia, room_id, ben))
    assert [one["user"]["name"] for one in await members(ada, room_id)] == ["Ada", "Mia"]


async def test_an_open_room_has_its_owner_and_nobody_to_remove(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room_id = (await create(ada))["_id"]
    assert [one["role"] for one in await members(ben, room_id)] == ["owner"]
    for browser, other in ((ada, ben), (ben, ada), (ben, ben), (ada, ada)):
        assert_refused(await remove(browser, room_id, other), 403, "action_forbidden")
