"""Names and topics that want to be more than text: they are kept and shown as text, or refused."""

from __future__ import annotations

import pytest

from hostile.ground import Ground, assert_refused
from hostile.intruder import Intruder
from scenarios.people import Person, ask

pytestmark = pytest.mark.anyio

PLAIN = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "'; DROP TABLE rooms; --",
    '{"$gt": ""}',
    "%s %d %n {0} {name}",
    "\\u003cb\\u003e &lt;b&gt;",
    "../../etc/passwd",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "e\u0301 \u00e9 \ufb01 \uff21",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067",
    "%_ 50%",
)
NEVER = (
    "a\x00b",
    "a\x1b[31mred",
    "a\nb",
    "a\rb",
    "a\tb",
    "a\x7fb",
    "a\x85b",
    "a\u202egnp.exe",
    "a\u2066b",
    "a\u200eb",
)
HUGE = "Z\u0351" * 40


@pytest.fixture(scope="module")
async def mallory(loose_ground: Ground) -> Person:
    return await loose_ground.person()


@pytest.mark.parametrize("text", [*PLAIN, HUGE])
async def test_any_words_are_a_topic_and_stay_as_they_are(
    loose: Ground, mallory: Person, text: str
) -> None:
    other = await loose.person("otto")
    room_id = await mallory.room(text)
    seen = await ask(other.rest, "GET", f"/api/room/getroom/{room_id}")
    assert seen["room"]["topic"] == text
    found = await other.rest.get("/api/room/fetchall", params={"search": text})
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-content-type-options"] == "nosniff"
    rooms = found.json()["meetingArr"]
    assert [room["topic"] for room in rooms] == [text]
    assert rooms[0]["_id"] == room_id


@pytest.mark.parametrize("text", PLAIN)
async def test_any_words_are_a_name_and_reach_others_as_they_are(
    loose: Ground, mallory: Person, text: str
) -> None:
    profile = {"name": text[:50], "username": mallory.email.partition("@")[0], "bio": text}
    answer = await ask(mallory.rest, "PUT", "/api/user/update_profile", profile)
    assert (answer["user"]["name"], answer["user"]["bio"]) == (text[:50].strip(), text)
    other = await loose.person("otto")
    room_id = await other.room()
    witness = await Intruder.enter(loose.server, other, room_id)
    await Intruder.enter(loose.server, mallory, room_id)
    [(event, fact)] = await witness.drain()
    assert (event, fact["user"]["name"]) == ("add-peer", text[:50].strip())


@pytest.mark.parametrize("text", NEVER)
async def test_what_hides_or_turns_text_is_refused(
    loose: Ground, mallory: Person, text: str
) -> None:
    username = mallory.email.partition("@")[0]
    for method, path, body in (
        ("POST", "/api/room/create", {"topic": text, "roomType": "public"}),
        ("PUT", "/api/user/update_profile", {"name": text, "username": username}),
        ("PUT", "/api/user/update_profile", {"name": "M", "username": username, "bio": text}),
    ):
        answer = await mallory.rest.request(method, path, json=body)
        assert_refused(answer, 400, "input_invalid")
        assert text not in answer.text
    answer = await mallory.rest.get("/api/room/fetchall", params={"search": text})
    assert_refused(answer, 400, "input_invalid")


async def test_a_username_is_of_plain_letters(loose: Ground, mallory: Person) -> None:
    for username in (
        "ad",
        "a" * 31,
        "a b c",
        "a-b-c",
        "<b>ann</b>",
        "\u0430nn",
        "ann\u200d",
        "ann\n",
        "ann\x00",
        "\uff41nn",
        "ann@example.org",
        "../ann",
        "ann%00",
    ):
        body = {"name": "M", "username": username}
        answer = await mallory.rest.put("/api/user/update_profile", json=body)
        if username.strip() == "ann":
            assert answer.status_code in (200, 409)
        else:
            assert_refused(answer, 400, "input_invalid")


async def test_a_username_is_one_whatever_its_case(loose: Ground, mallory: Person) -> None:
    other = await loose.person("otto")
    taken = other.email.partition("@")[0]
    for username in (taken.upper(), taken.title(), f" {taken} "):
        body = {"name": "M", "username": username}
        answer = await mallory.rest.put("/api/user/update_profile", json=body)
        assert_refused(answer, 409, "username_taken")


async def test_fields_that_are_not_ones_own_to_set_are_ignored(loose: Ground) -> None:
    person, other = await loose.person("mia"), await loose.person("otto")
    before = (await ask(person.rest, "GET", "/api/user"))["user"]
    forged = {
        "_id": other.id,
        "id": other.id,
        "email": other.email,
        "verified": False,
        "profileCompleted": False,
        "role": "owner",
        "createdAt": "1970-01-01T00:00:00.000Z",
        "passwordHash": "x",
    }
    body = {"name": "Mia", "username": before["username"], **forged}
    after = (await ask(person.rest, "PUT", "/api/user/update_profile", body))["user"]
    assert {**after, "updatedAt": ""} == {**before, "updatedAt": ""}
    topic = {"topic": "Mine", "roomType": "public", "userId": other.id, "speakers": [other.id]}
    room = (await ask(person.rest, "POST", "/api/room/create", topic))["room"]
    assert room["userId"]["_id"] == person.id
    assert [speaker["_id"] for speaker in room["speakers"]] == [person.id]


async def test_a_room_has_one_of_three_types(loose: Ground, mallory: Person) -> None:
    for room_type in ("PUBLIC", "open", "", "public ", "__proto__", "private\x00", "secret"):
        body = {"topic": "T", "roomType": room_type}
        answer = await mallory.rest.post("/api/room/create", json=body)
        assert_refused(answer, 400, "input_invalid")
