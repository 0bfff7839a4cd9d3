"""Bodies that nobody should send: each gets its coded refusal, and nothing else happens."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from hostile.ground import Ground, answer_of, assert_refused, raw
from scenarios.people import Person, ask

pytestmark = pytest.mark.anyio

KIB = 1024
JSON_TYPE = {"Content-Type": "application/json"}
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
CONTROLS = "\x00\x01\x08\x0b\x1b\x1f\x7f\x80\x9f"


@dataclass(frozen=True)
class Door:
    """An endpoint, a good body, and how long its texts may be."""

    method: str
    path: str
    body: dict[str, str]
    most: dict[str, int]
    optional: tuple[str, ...] = ()
    lenient: tuple[str, ...] = ()
    """Fields that are held against something, and so may be anything."""


_EMAIL, _PASSWORD = "nobody@example.org", "nobody's password"
DOORS = [
    Door(
        "POST",
        "/api/auth/register",
        {"email": _EMAIL, "password": _PASSWORD, "confirmpassword": _PASSWORD, "name": "No"},
        {"email": 254, "password": 128, "name": 50},
        optional=("name",),
    ),
    Door(
        "POST",
        "/api/auth/login",
        {"email": _EMAIL, "password": _PASSWORD},
        {"email": 254, "password": 1024},
        lenient=("email", "password"),
    ),
    Door(
        "POST",
        "/api/auth/email/verify",
        {"code": "123456", "email": _EMAIL, "password": _PASSWORD},
        {"code": 128, "email": 254, "password": 1024},
        optional=("email", "password"),
        lenient=("code", "password"),
    ),
    Door("POST", "/api/auth/email/resend-verification", {"email": _EMAIL}, {"email": 254}),
    Door("POST", "/api/auth/password/forgot", {"email": _EMAIL}, {"email": 254}),
    Door(
        "POST",
        "/api/auth/password/reset",
        {"code": "x" * 43, "password": _PASSWORD},
        {"code": 128, "password": 128},
        lenient=("code",),
    ),
    Door(
        "POST",
        "/api/room/create",
        {"topic": "Talk", "roomType": "public"},
        {"topic": 80},
    ),
    Door(
        "PUT",
        "/api/user/update_profile",
        {"name": "No", "username": "nobody", "bio": "bio"},
        {"name": 50, "username": 30, "bio": 200},
        optional=("bio",),
    ),
]
BY_PATH = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.path)

NO_OBJECTS = [
    b"",
    b"{",
    b'{"email":}',
    b"'single'",
    b"null",
    b"true",
    b"7",
    b"NaN",
    b'"text"',
    b"[]",
    b"[{}]",
    b"[" * 60_000,
    b'{"a":' * 10_000,
    b"9" * 60_000,
    b'{"email":' + b"9" * 5000 + b"}",
    b"\xff\xfe",
    b'{"email":"\xff"}',
    '{"email":"a"}'.encode("utf-16"),
    b"\x00" * 100,
    b"{}{}",
    b'{"email":"a"} trailing',
]
WRONG: list[Any] = [7, 1.5, True, [], ["x"], {}, {"$gt": ""}, {"$ne": None}]


async def send(
    caller: httpx2.AsyncClient, door: Door, content: bytes, **headers: str
) -> httpx2.Response:
    return await caller.request(
        door.method, door.path, content=content, headers=JSON_TYPE | headers
    )


async def send_json(caller: httpx2.AsyncClient, door: Door, **changed: Any) -> httpx2.Response:
    return await send(caller, door, json.dumps(door.body | changed).encode())


async def facts(person: Person) -> tuple[Any, Any]:
    """What could have changed."""
    user = await ask(person.rest, "GET", "/api/user")
    rooms = await ask(person.rest, "GET", "/api/room/mine")
    return user["user"], rooms["meetingArr"]


@pytest.fixture(scope="module")
async def mallory(strict_ground: Ground) -> Person:
    return await strict_ground.person()


@BY_PATH
async def test_what_is_no_json_object_is_input_invalid(
    ground: Ground, mallory: Person, door: Door
) -> None:
    before = await facts(mallory)
    for content in NO_OBJECTS:
        answer = await send(mallory.rest, door, content)
        assert_refused(answer, 400, "input_invalid")
        assert answer.json()["issues"], content[:40]
    assert await facts(mallory) == before


@BY_PATH
async def test_fields_of_another_type_are_named(
    ground: Ground, mallory: Person, door: Door
) -> None:
    before = await facts(mallory)
    for field in door.body:
        for value in [*WRONG, *([] if field in door.optional else [None])]:
            if field == "code" and value is None:
                continue
            answer = await send_json(mallory.rest, door, **{field: value})
            assert_refused(answer, 400, "input_invalid")
            paths = {issue["path"].split(".")[0] for issue in answer.json()["issues"]}
            assert field in paths, (field, value, answer.text)
    assert await facts(mallory) == before


@BY_PATH
async def test_a_missing_field_is_named(ground: Ground, mallory: Person, door: Door) -> None:
    for field in set(door.body) - set(door.optional) - {"code"}:
        body = {name: value for name, value in door.body.items() if name != field}
        answer = await send(mallory.rest, door, json.dumps(body).encode())
        assert_refused(answer, 400, "input_invalid")
        assert field in {issue["path"] for issue in answer.json()["issues"]}


@BY_PATH
async def test_texts_have_a_length(ground: Ground, mallory: Person, door: Door) -> None:
    before = await facts(mallory)
    for field, most in door.most.items():
        text = f"{'a' * most}@example.org" if field == "email" else "a" * (most + 1)
        answer = await send_json(mallory.rest, door, **{field: text})
        assert_refused(answer, 400, "input_invalid")
        assert "aaaa" not in answer.text, "a refusal repeats what was sent"
        assert {issue["path"] for issue in answer.json()["issues"]} >= {field}
    assert await facts(mallory) == before


@BY_PATH
async def test_control_and_bidi_characters_are_refused(
    ground: Ground, mallory: Person, door: Door
) -> None:
    before = await facts(mallory)
    for field in set(door.most) - set(door.lenient):
        for character in CONTROLS + BIDI:
            good = door.body[field]
            for text in (good[:1] + character + good[1:], f"{good}{character}x"):
                answer = await send_json(mallory.rest, door, **{field: text})
                assert_refused(answer, 400, "input_invalid")
    assert await facts(mallory) == before


@BY_PATH
async def test_half_a_character_is_refused_everywhere(
    ground: Ground, mallory: Person, door: Door
) -> None:
    for field in door.body:
        content = json.dumps(door.body | {field: "HERE"}).replace("HERE", "x\\ud800y" * 4)
        assert_refused(await send(mallory.rest, door, content.encode()), 400, "input_invalid")


@BY_PATH
async def test_only_json_is_read(ground: Ground, mallory: Person, door: Door) -> None:
    before = await facts(mallory)
    body = json.dumps(door.body).encode()
    for media_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/jsonp",
        "text/json",
        "",
    ):
        answer = await send(mallory.rest, door, body, **{"Content-Type": media_type})
        assert_refused(answer, 415, "media_type_unsupported")
    assert await facts(mallory) == before


@BY_PATH
async def test_a_body_has_a_size(ground: Ground, mallory: Person, door: Door) -> None:
    limit = 10 * KIB * KIB if door.method == "PUT" else 64 * KIB
    exact = json.dumps({"x": "x" * (limit - 9)}, separators=(",", ":")).encode() + b" "
    assert len(exact) == limit
    assert_refused(await send(mallory.rest, door, exact), 400, "input_invalid")
    assert_refused(await send(mallory.rest, door, exact + b" "), 413, "body_too_large")

    async def chunks() -> Any:
        for start in range(0, limit, 64 * KIB):
            yield exact[start : start + 64 * KIB]
        yield b" "

    answer = await mallory.rest.request(door.method, door.path, content=chunks(), headers=JSON_TYPE)
    assert_refused(answer, 413, "body_too_large")


async def test_a_large_body_of_a_stranger_is_not_read(ground: Ground) -> None:
    door = DOORS[-1]
    for caller in (ground.stranger(), (await ground.registered("peter")).rest):
        answer = await send(caller, door, b" " * (65 * KIB))
        assert answer.status_code in (401, 403)
        assert answer.headers["connection"] == "close"


async def test_a_length_that_is_a_lie_is_not_waited_for(ground: Ground) -> None:
    """413 comes from the length alone; without any length there is no body."""
    head = b"POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    port = ground.server.port
    for length in (b"65537", b"99999999999999999", b"9" * 400):
        status, problem = await raw(port, head + b"Content-Length: " + length + b"\r\n\r\n")
        assert status in (400, 413), (length, status)
        assert problem["code"] in ("body_too_large", "input_invalid")
    status, problem = await raw(port, head + b"\r\n" + b'{"email":"a@example.org"}')
    assert (status, problem["code"]) == (400, "input_invalid")
    for lie in (b"-1", b"+5", b"0x10", b"5, 6", b"1e3", b""):
        status, problem = await raw(port, head + b"Content-Length: " + lie + b"\r\n\r\nhello")
        assert (status, problem["code"]) == (400, "input_invalid"), lie


async def test_what_could_be_read_as_two_requests_is_refused(ground: Ground) -> None:
    head = b"POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    smuggled = b"0\r\n\r\nGET /api/user HTTP/1.1\r\nHost: h\r\n\r\n"
    for lines in (
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n",
        b" Transfer-Encoding: chunked\r\n\r\n",
        b"X: y\nTransfer-Encoding: chunked\r\n\r\n",
    ):
        status, _ = await raw(ground.server.port, head + lines + smuggled)
        assert status in (0, 400), (lines, status)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=1e2",
        "limit=",
        f"limit={'9' * 5000}",
        "cursor=x",
        "cursor=0.AAAA",
        "cursor=.OTk5OTk5OTk5OTk5OTk5LjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA==",
        f"cursor={'1' * 101}",
        f"search={'a' * 81}",
        "search=%00",
        "search=%e2%80%ae",
    ],
)
async def test_a_query_is_held_to_its_words(ground: Ground, mallory: Person, query: str) -> None:
    answer = await mallory.rest.get(f"/api/room/fetchall?{query}")
    assert_refused(answer, 400, "input_invalid")


async def test_an_id_of_any_form_is_one_answer(ground: Ground, mallory: Person) -> None:
    other = await ground.person("owner")
    secret = await other.room("Secret", "private")
    answers = [
        await mallory.rest.get(f"/api/room/getroom/{room_id}")
        for room_id in (
            "f" * 24,
            secret,
            secret.upper(),
            "0" * 23,
            "%00",
            "%0d%0aX: y",
            "%f0%9f%92%a9",
            "%ff",
            "__proto__",
            "' OR 1=1 --",
            "{$gt:1}",
            "a" * 5000,
            "..%2f..%2fetc%2fpasswd",
        )
    ]
    for answer in answers:
        assert_refused(answer, 404, "room_not_found")
        assert answer.content == answers[0].content
        assert _without_date(answer) == _without_date(answers[0])


def _without_date(answer: httpx2.Response) -> list[tuple[str, str]]:
    return [header for header in answer.headers.multi_items() if header[0] != "date"]


async def test_unknown_addresses_and_methods_are_coded(ground: Ground) -> None:
    stranger = ground.stranger()
    for path in ("/api", "/api/", "/api/nothing", "/api/user/", "/api//user"):
        assert_refused(await stranger.get(path), 404, "route_not_found")
    for method in ("HEAD", "PATCH", "TRACE", "PROPFIND", "BREW"):
        answer = await stranger.request(method, "/api/user")
        if method == "BREW":  # not even HTTP's
            assert_refused(answer, 400, "input_invalid")
        else:
            assert answer.status_code == 405


async def test_what_is_no_http_is_refused_with_few_words(ground: Ground) -> None:
    port = ground.server.port
    for piece in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n\r\n",
        b"\x00" * 2000 + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET  HTTP/1.1\r\n\r\n",
        b"GET ?x HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET /api/user HTTP/1.1\r\nHost: h\r\nBad Header: x\r\n\r\n",
        b"GET /api/user HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: h\r\n\r\n",
    ):
        status, problem = await raw(port, piece)
        assert (status, problem.get("code")) == (400, "input_invalid"), piece[:40]
    for _ in range(300):
        assert (await raw(port, b"garbage\r\n\r\n"))[0] == 400


async def test_a_head_has_a_size(ground: Ground) -> None:
    port = ground.server.port
    start = b"GET /healthz HTTP/1.1\r\nHost: h\r\n"
    for rest in (
        b"X: " + b"a" * 40_000 + b"\r\n\r\n",
        b"X: a\r\n" * 10_000 + b"\r\n",
        b"X: " + b"a" * 2_000_000,
        b"a" * 2_000_000,
    ):
        status, problem = await raw(port, start + rest)
        assert (status, problem.get("code")) in ((400, "input_invalid"), (0, None)), rest[:10]
    status, _ = await raw(port, b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: h\r\n\r\n")
    assert status == 400
    status, _ = await raw(port, start + b"Cookie: a=" + b"\\" * 31_000 + b"\r\n\r\n")
    assert status == 200


async def test_many_ranges_cost_nothing(ground: Ground) -> None:
    stranger = ground.stranger()
    many = "bytes=" + ",".join(f"{start}-" for start in range(4000))
    for path in ("/storage/profile.png", "/", "/api/user"):
        answer = await stranger.get(path, headers={"Range": many})
        assert answer.status_code in (200, 302, 400, 401, 404, 416)
        assert answer.elapsed.total_seconds() < 1


async def test_an_upgrade_to_something_else_is_an_ordinary_request(ground: Ground) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.server.port)
    for _ in range(50):
        writer.write(
            b"GET /api/user HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
        )
        assert (await answer_of(reader))[0] == 401
    writer.close()
