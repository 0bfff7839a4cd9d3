"""/api/room/:id/invites and /api/room/:id/accept"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest

from doors.conftest import OpenHouse
from doors.house import House, assert_ok, assert_refused
from doors.test_rooms import LIST, MINE, ROOM, create, topics

pytestmark = pytest.mark.anyio

NOWHERE = "5" * 24


async def invite(browser: httpx2.AsyncClient, room_id: str, **body: Any) -> dict[str, Any]:
    answer = await browser.post(f"/api/room/{room_id}/invites", json=body)
    assert_ok(answer)
    made: dict[str, Any] = answer.json()["invite"]
    return made


async def invites(browser: httpx2.AsyncClient, room_id: str) -> list[dict[str, Any]]:
    answer = await browser.get(f"/api/room/{room_id}/invites")
    assert_ok(answer)
    found: list[dict[str, Any]] = answer.json()["invites"]
    return found


async def accept(browser: httpx2.AsyncClient, room_id: str, token: Any) -> httpx2.Response:
    return await browser.post(
        f"/api/room/{room_id}/accept",
        content=json.dumps({"token": token}),  # also what no client would send
        headers={"Content-Type": "application/json"},
    )


def doors(room_id: str, invite_id: str = NOWHERE) -> list[tuple[str, str, dict[str, Any] | None]]:
    """Every door here, with a body that is in order."""
    room = f"/api/room/{room_id}"
    return [
        ("POST", f"{room}/invites", {}),
        ("GET", f"{room}/invites", None),
        ("DELETE", f"{room}/invites/{invite_id}", None),
        ("POST", f"{room}/accept", {"token": "a guess"}),
    ]


async def test_nobody_is_asked_to_sign_in(house: House) -> None:
    room = await create(await house.member("ada"), room_type="private")
    for room_id in (room["_id"], NOWHERE):
        for method, path, body in doors(room_id):
            answer = await house.browser().request(method, path, json=body)
            assert_refused(answer, 401, "session_required")


async def test_who_has_not_verified_is_sent_to_the_code(house: House) -> None:
    ada = await house.member("ada")
    room = await create(ada, room_type="private")
    made = await invite(ada, room["_id"])
    pending = await house.registered("ben@example.org")
    for method, path, body in doors(room["_id"]):
        answer = await pending.request(method, path, json=body)
        assert_refused(answer, 403, "email_unverified")
    assert_refused(await accept(pending, room["_id"], made["token"]), 403, "email_unverified")
    assert len(await invites(ada, room["_id"])) == 1


@pytest.mark.parametrize("room_type", ["private", "group"])
async def test_to_a_stranger_every_door_answers_like_that_of_no_room(
    house: House, room_type: str
) -> None:
    ada, eve = await house.member("ada"), await house.member("eve")
    room_id = (await create(ada, "Secret", room_type))["_id"]
    made = await invite(ada, room_id, uses=1)
    own = await create(eve, "Own", room_type)
    foreign = await invite(eve, own["_id"])
    answers = [
        await eve.request(method, path, json=body)
        for one in (room_id, NOWHERE, "x", "__proto__", "%00", "5" * 2000, room_id.upper())
        for method, path, body in doors(one, made["_id"])
    ]
    answers += [await accept(eve, room_id, token) for token in ("", foreign["token"], "🎙️" * 30)]
    answers += [await accept(eve, NOWHERE, made["token"]), await eve.get(ROOM + NOWHERE)]
    for answer in answers:
        assert_refused(answer, 404, "room_not_found")
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert [one["usesLeft"] for one in await invites(ada, room_id)] == [1]


async def test_an_invite_shows_its_link_once(house: House) -> None:
    ada = await house.member("ada")
    room_id = (await create(ada, room_type="private"))["_id"]
    made = await invite(ada, room_id, expiresIn="1h", uses=3)
    assert set(made) == {"_id", "url", "token", "role", "usesLeft", "expiresAt", "createdAt"}
    assert made["url"] == f"http://localhost:3000/r/{room_id}#i={made['token']}"
    assert (made["usesLeft"], made["role"]) == (3, "speaker")
    assert made["expiresAt"] > made["createdAt"]
    answer = await ada.get(f"/api/room/{room_id}/invites")
    [told] = answer.json()["invites"]
    assert told == {name: made[name] for name in set(made) - {"url", "token"}}
    assert made["token"] not in answer.text


async def test_a_friend_comes_in_by_the_link_before_having_a_profile(house: House) -> None:
    ada, ben = await house.member("ada"), await house.signed_up("ben@example.org")
    room = await create(ada, "Secret", "private")
    made = await invite(ada, room["_id"])
    answer = await accept(ben, room["_id"], made["token"])
    assert_ok(answer)
    assert answer.json()["room"] == room
    assert_ok(await ben.get(ROOM + room["_id"]))
    assert await topics(ben, MINE) == ["Secret"]
    assert await topics(ben, LIST) == []
    assert "example.org" not in answer.text


async def test_a_group_is_listed_to_who_belongs_to_it(house: House) -> None:
    ada, ben, eve = [await house.member(name) for name in ("ada", "ben", "eve")]
    room = await create(ada, "Circle", "group")
    made = await invite(ada, room["_id"])
    assert_ok(await accept(ben, room["_id"], made["token"]))
    assert await topics(ben) == await topics(ben, MINE) == ["Circle"]
    assert await topics(ben, search="circ") == ["Circle"]
    assert await topics(eve) == await topics(eve, MINE) == []


async def test_who_is_in_already_uses_nothing_up(house: House) -> None:
    ada, ben, cid = [await house.member(name) for name in ("ada", "ben", "cid")]
    room_id = (await create(ada, room_type="private"))["_id"]
    made = await invite(ada, room_id, uses=2)
    for browser in (ada, ben, ben, ada, cid):
        assert_ok(await accept(browser, room_id, made["token"]))
    assert await invites(ada, room_id) == []
    for browser in (ada, ben, cid):
        assert_ok(await accept(browser, room_id, made["token"]))


async def test_used_up_and_revoked_links_answer_like_no_room(house: House) -> None:
    ada, ben, eve = [await house.member(name) for name in ("ada", "ben", "eve")]
    room_id = (await create(ada, room_type="private"))["_id"]
    one, two = [await invite(ada, room_id, uses=1) for _ in range(2)]
    assert_ok(await accept(ben, room_id, one["token"]))
    for _ in range(2):
        assert_ok(await ada.delete(f"/api/room/{room_id}/invites/{two['_id']}"))
    answers = [await accept(eve, room_id, made["token"]) for made in (one, two)]
    for answer in answers:
        assert_refused(answer, 404, "room_not_found")
    assert {answer.content for answer in answers} == {(await accept(eve, NOWHERE, "x")).content}


async def test_twenty_who_race_for_three_uses_are_three(house: House) -> None:
    ada = await house.member("ada")
    room_id = (await create(ada, room_type="private"))["_id"]
    made = await invite(ada, room_id, uses=3)
    crowd = [await house.signed_up(f"user{number}@example.org") for number in range(20)]
    tries = (accept(browser, room_id, made["token"]) for browser in crowd)
    answers = await asyncio.gather(*tries)
    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [404] * 17
    inside = [(await browser.get(ROOM + room_id)).status_code for browser in crowd]
    assert inside == [answer.status_code for answer in answers]


async def test_an_open_room_needs_no_invite(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room_id = (await create(ada))["_id"]
    for browser in (ada, ben):
        for method, path, body in doors(room_id)[:3]:
            answer = await browser.request(method, path, json=body)
            assert_refused(answer, 403, "action_forbidden")
            assert "open to everybody" in answer.json()["detail"]
        assert_ok(await accept(browser, room_id, "anything"))


async def test_a_member_may_not_invite(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room_id = (await create(ada, room_type="group"))["_id"]
    made = await invite(ada, room_id)
    assert_ok(await accept(ben, room_id, made["token"]))
    for method, path, body in doors(room_id, made["_id"])[:3]:
        assert_refused(await ben.request(method, path, json=body), 403, "action_forbidden")
    assert len(await invites(ada, room_id)) == 1


async def test_a_moderator_invites_people_but_no_moderators(house: House) -> None:
    ada, mia, ben = [await house.member(name) for name in ("ada", "mia", "ben")]
    room_id = (await create(ada, room_type="group"))["_id"]
    made = await invite(ada, room_id, role="moderator", uses=1)
    assert made["role"] == "moderator"
    assert_ok(await accept(mia, room_id, made["token"]))
    hers = await invite(mia, room_id)
    assert_ok(await accept(ben, room_id, hers["token"]))
    refused = await mia.post(f"/api/room/{room_id}/invites", json={"role": "moderator"})
    assert_refused(refused, 403, "action_forbidden")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"expiresIn": "2d"}, "expiresIn"),
        ({"expiresIn": None}, "expiresIn"),
        ({"expiresIn": 3600}, "expiresIn"),
        ({"uses": 0}, "uses"),
        ({"uses": 101}, "uses"),
        ({"uses": "3"}, "uses"),
        ({"uses": 1.5}, "uses"),
        ({"uses": True}, "uses"),
        ({"role": "owner"}, "role"),
        ({"role": "listener"}, "role"),
        ([], ""),
    ],
)
async def test_a_malformed_invite_is_refused_by_owner_and_stranger_alike(
    house: House, body: Any, path: str
) -> None:
    ada, eve = await house.member("ada"), await house.member("eve")
    room_id = (await create(ada, room_type="private"))["_id"]
    for browser, target in ((ada, room_id), (eve, room_id), (eve, NOWHERE)):
        answer = await browser.post(f"/api/room/{target}/invites", json=body)
        assert_refused(answer, 400, "input_invalid")
        assert [issue["path"] for issue in answer.json()["issues"]] == [path]


@pytest.mark.parametrize("token", [None, 5, ["x"], {"$ne": ""}, "x" * 129, "a\x00b", "\ud800"])
async def test_a_malformed_token_is_refused(house: House, token: Any) -> None:
    ada = await house.member("ada")
    room_id = (await create(ada, room_type="private"))["_id"]
    for target in (room_id, NOWHERE):
        answer = await accept(ada, target, token)
        assert_refused(answer, 400, "input_invalid")
        assert [issue["path"] for issue in answer.json()["issues"]] == ["token"]


async def test_thirty_invites_an_hour(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        ada, eve = await house.member("ada"), await house.member("eve")
        room_id = (await create(ada, room_type="private"))["_id"]
        for _ in range(30):
            await invite(ada, room_id)
        refused = await ada.post(f"/api/room/{room_id}/invites", json={})
        assert_refused(refused, 429, "rate_limited")
        assert "retry-after" in refused.headers
        own = await create(eve, room_type="private")
        await invite(eve, own["_id"])


async def test_thirty_tries_a_minute_whatever_the_room(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        ada, eve = await house.member("ada"), await house.member("eve")
        room_id = (await create(ada, room_type="private"))["_id"]
        made = await invite(ada, room_id)
        for number in range(30):
            target = room_id if number % 2 else NOWHERE
            assert_refused(await accept(eve, target, "a guess"), 404, "room_not_found")
        for target in (room_id, NOWHERE):
            assert_refused(await accept(eve, target, made["token"]), 429, "rate_limited")
