"""POST /api/room/create, GET /api/room/fetchall, /api/room/mine and /api/room/getroom/:id"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from doors.conftest import OpenHouse
from doors.house import PUBLIC_FIELDS, House, assert_ok, assert_refused

pytestmark = pytest.mark.anyio

CREATE = "/api/room/create"
LIST = "/api/room/fetchall"
MINE = "/api/room/mine"
ROOM = "/api/room/getroom/"


async def create(
    browser: httpx2.AsyncClient, topic: str = "Tea", room_type: str = "public"
) -> dict[str, Any]:
    answer = await browser.post(CREATE, json={"topic": topic, "roomType": room_type})
    assert_ok(answer)
    room: dict[str, Any] = answer.json()["room"]
    return room


async def topics(browser: httpx2.AsyncClient, path: str = LIST, **query: Any) -> list[str]:
    answer = await browser.get(path, params=query)
    assert_ok(answer)
    return [room["topic"] for room in answer.json()["meetingArr"]]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", CREATE), ("GET", LIST), ("GET", MINE), ("GET", ROOM + "5" * 24)]
)
async def test_nobody_is_asked_to_sign_in(house: House, method: str, path: str) -> None:
    body = {"topic": "Tea", "roomType": "public"} if method == "POST" else None
    answer = await house.browser().request(method, path, json=body)
    assert_refused(answer, 401, "session_required")


async def test_without_a_profile_one_makes_no_room_but_may_look(house: House) -> None:
    browser = await house.signed_up("ada@example.org")
    answer = await browser.post(CREATE, json={"topic": "Tea", "roomType": "public"})
    assert_refused(answer, 403, "profile_incomplete")
    assert await topics(browser) == []


async def test_a_new_room_names_its_maker_to_everybody(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room = await create(ada, "  Tea at four ")
    assert (room["topic"], room["roomType"], room["count"]) == ("Tea at four", "public", 0)
    assert set(room["userId"]) == PUBLIC_FIELDS
    assert [set(speaker) for speaker in room["speakers"]] == [PUBLIC_FIELDS]
    seen = await ben.get(ROOM + room["_id"])
    assert_ok(seen)
    assert seen.json()["room"] == room
    assert "example.org" not in seen.text
    listed = (await ben.get(LIST)).json()["meetingArr"][0]
    assert listed["authors"][0]["name"] == "Ada"
    assert listed["count"] == 0
    assert set(listed["authors"][0]) == PUBLIC_FIELDS


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"topic": ""}, "topic"),
        ({"topic": "  "}, "topic"),
        ({"topic": "x" * 81}, "topic"),
        ({"topic": "a\x00b"}, "topic"),
        ({"topic": "a\u2066b"}, "topic"),
        ({"topic": ["a"]}, "topic"),
        ({"roomType": "secret"}, "roomType"),
        ({"roomType": None}, "roomType"),
    ],
)
async def test_what_is_malformed_is_refused(
    house: House, changed: dict[str, Any], path: str
) -> None:
    ada = await house.member("ada")
    answer = await ada.post(CREATE, json={"topic": "Tea", "roomType": "public"} | changed)
    assert_refused(answer, 400, "input_invalid")
    assert [issue["path"] for issue in answer.json()["issues"]] == [path]


async def test_a_topic_is_text_and_stays_so(house: House) -> None:
    ada = await house.member("ada")
    topic = "<img onerror=alert(1)> {{7*7}} ' OR 1=1 -- 🦊"
    assert (await create(ada, topic))["topic"] == topic
    assert await topics(ada, search="onerror=") == [topic]
    assert await topics(ada, search="%") == []


@pytest.mark.parametrize("room_type", ["private", "group"])
async def test_a_closed_room_does_not_exist_for_others(house: House, room_type: str) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    room = await create(ada, "Secret", room_type)
    assert_ok(await ada.get(ROOM + room["_id"]))
    assert await topics(ada, MINE) == ["Secret"]
    assert await topics(ada) == (["Secret"] if room_type == "group" else [])
    assert await topics(ben) == []
    assert await topics(ben, MINE) == []
    assert await topics(ben, search="secret") == []


async def test_forbidden_unknown_and_malformed_ids_are_one_answer(house: House) -> None:
    ada, ben = await house.member("ada"), await house.member("ben")
    forbidden = [(await create(ada, "Secret", kind))["_id"] for kind in ("private", "group")]
    odd = ["5" * 24, "x", "5" * 25, forbidden[0].upper(), "__proto__", "%00", "'", "5" * 2000]
    answers = [await ben.get(ROOM + room_id) for room_id in [*forbidden, *odd]]
    for answer in answers:
        assert_refused(answer, 404, "room_not_found")
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


async def test_rooms_come_newest_first_in_pages(house: House) -> None:
    ada = await house.member("ada")
    for number in range(5):
        await create(ada, f"Room {number}", "group" if number == 2 else "public")
    assert await topics(ada) == [f"Room {number}" for number in (4, 3, 2, 1, 0)]
    found: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        answer = (await ada.get(LIST, params={"limit": 2, **cursor})).json()
        found += [room["topic"] for room in answer["meetingArr"]]
        assert len(answer["meetingArr"]) <= 2
        if answer["nextCursor"] is None:
            break
        cursor = {"cursor": answer["nextCursor"]}
    assert found == [f"Room {number}" for number in (4, 3, 2, 1, 0)]


async def test_search_is_part_of_the_topic_in_any_case(house: House) -> None:
    ada = await house.member("ada")
    for topic in ("Tea at four", "Coffee", "TEATIME"):
        await create(ada, topic)
    assert await topics(ada, search=" tea ") == ["TEATIME", "Tea at four"]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "many"},
        {"cursor": "x"},
        {"cursor": "1.x"},
        {"cursor": "x" * 101},
        {"search": "x" * 81},
        {"search": "a\x00b"},
    ],
)
async def test_a_malformed_query_is_refused(house: House, query: dict[str, str]) -> None:
    answer = await (await house.member("ada")).get(LIST, params=query)
    assert_refused(answer, 400, "input_invalid")
    assert [issue["path"] for issue in answer.json()["issues"]] == list(query)


async def test_twenty_rooms_an_hour(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        ada = await house.member("ada")
        for _ in range(20):
            await create(ada)
        refused = await ada.post(CREATE, json={"topic": "Tea", "roomType": "public"})
        assert_refused(refused, 429, "rate_limited")
