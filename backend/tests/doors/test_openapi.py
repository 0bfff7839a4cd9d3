"""The OpenAPI document: each refusal it declares is provoked here, and `doors.declared` holds
every answer of all door tests against it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from doors.conftest import OpenHouse
from doors.declared import Operation, document, operation_of, operations
from doors.house import House, assert_ok, assert_refused
from gethory.profile.avatars import Avatars
from gethory.store.base import StoreUnavailable

pytestmark = pytest.mark.anyio

DOCS = Path(__file__).resolve().parents[3] / "docs"
FOREIGN = {"origin": "https://evil.example"}
AS_JSON = {"content-type": "application/json"}
SOME_ID = "5" * 24
SIGN_UP = ("/api/auth/register", "/api/auth/login")


def declaring(code: str) -> Iterator[Operation]:
    """The operations that may refuse with this code; there is at least one."""
    found = [op for op in operations() if any(code in codes for codes in op.codes.values())]
    assert found, code
    yield from found


def example(operation: Operation) -> dict[str, Any] | None:
    """The body that the document shows, None where none is taken."""
    body = operation.words.get("requestBody")
    if body is None:
        return None
    ref = json.dumps(body["content"]["application/json"]["schema"])
    [name] = re.findall(r'"#/components/schemas/(\w+)"', ref)
    [shown] = document()["components"]["schemas"][name]["examples"]
    return dict(shown)


async def ask(
    browser: httpx2.AsyncClient,
    operation: Operation,
    some_id: str = SOME_ID,
    *,
    headers: dict[str, str] | None = None,
) -> httpx2.Response:
    """As the document's example asks, about `some_id`."""
    path = re.sub(r"\{\w+\}", some_id, operation.path)
    return await browser.request(operation.method, path, json=example(operation), headers=headers)


async def room_of(browser: httpx2.AsyncClient, room_type: str) -> str:
    """The id of a new room."""
    body = {"topic": "Tea", "roomType": room_type}
    answer = await browser.post("/api/room/create", json=body)
    assert_ok(answer)
    return str(answer.json()["room"]["_id"])


def assert_declared(operation: Operation, answer: httpx2.Response, code: str) -> None:
    [status] = [status for status, codes in operation.codes.items() if code in codes]
    if operation.method == "HEAD":
        assert answer.status_code == status, operation
    else:
        assert_refused(answer, status, code)


# what it is ------------------------------------------------------------------------------


async def test_it_is_served_as_it_is_committed(house: House) -> None:
    served = await house.browser().get("/openapi.json")
    assert_ok(served)
    assert served.json() == document()
    committed = (DOCS / "openapi.json").read_text(encoding="utf-8")
    assert json.loads(committed) == document(), "run `make wire`"


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    text = json.dumps(document())
    for kind in ("schemas", "responses"):
        used = set(re.findall(rf'"#/components/{kind}/([\w.]+)"', text))
        assert used == set(document()["components"][kind])


def test_every_operation_has_a_name_of_its_own_a_sentence_and_its_door() -> None:
    names = [operation.words["operationId"] for operation in operations()]
    assert len(set(names)) == len(names)
    for operation in operations():
        assert operation.words["description"].rstrip().endswith("."), operation
        assert len(operation.words["tags"]) == 1
        assert not [key for key in operation.words if key.startswith("x-")]


async def test_every_example_is_well_formed(house: House) -> None:
    member = await house.member("ben")
    for operation in operations():
        if example(operation) is not None:
            answer = await ask(member, operation)
            assert answer.json().get("code") != "input_invalid", (operation, answer.text)


async def test_a_method_that_is_not_in_it_is_answered_with_those_that_are(house: House) -> None:
    for path, operations_there in document()["paths"].items():
        asked = re.sub(r"\{\w+\}", SOME_ID, path)
        for method in ("PATCH", "OPTIONS"):
            refused = await house.browser().request(method, asked)
            assert_refused(refused, 405, "method_not_allowed")
            assert refused.headers["allow"].lower().split(", ") == list(operations_there)


def test_who_may_ask_stands_in_it() -> None:
    security = {str(operation): operation.words["security"] for operation in operations()}
    access: list[dict[str, list[str]]] = [{"accessCookie": []}, {"accessBearer": []}]
    assert security["GET /api/user"] == access
    assert security["GET /api/auth/refresh"] == [{"refreshCookie": []}]
    assert security["POST /api/auth/login"] == []
    assert security["POST /api/auth/email/verify"] == [{}, *access]
    asked = {name for one in security.values() for each in one for name in each}
    assert asked == set(document()["components"]["securitySchemes"])


def test_what_is_not_declared_is_noticed() -> None:
    assert operation_of("GET", "/api/nothing") is None
    user = operation_of("GET", "/api/user")
    assert user is not None
    assert "room_not_found" not in [code for codes in user.codes.values() for code in codes]


# refusals of every door ------------------------------------------------------------------


async def test_origin_forbidden(house: House) -> None:
    for operation in declaring("origin_forbidden"):
        answer = await ask(house.browser(), operation, headers=FOREIGN)
        assert_declared(operation, answer, "origin_forbidden")


async def test_session_required(house: House) -> None:
    for operation in declaring("session_required"):
        assert_declared(operation, await ask(house.browser(), operation), "session_required")


async def test_email_unverified(house: House) -> None:
    pending = await house.registered("ada@example.org")
    for operation in declaring("email_unverified"):
        assert_declared(operation, await ask(pending, operation), "email_unverified")


async def test_media_type_unsupported(house: House) -> None:
    for operation in declaring("media_type_unsupported"):
        path = operation.path.replace("{", "").replace("}", "")
        answer = await house.browser().request(operation.method, path, content="some text")
        assert_declared(operation, answer, "media_type_unsupported")


async def test_body_too_large(house: House) -> None:
    body = b"{" + b" " * 10 * 1024 * 1024 + b"}"
    for operation in declaring("body_too_large"):
        answer = await house.browser().request(
            operation.method, operation.path, content=body, headers=AS_JSON
        )
        assert_declared(operation, answer, "body_too_large")


async def test_input_invalid(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gethory.web.bodies.BODY_TIME_S", 0.01)
    monkeypatch.setattr("gethory.web.bodies.DRAIN_S", 0.01)
    member = await house.member("ada")
    for operation in declaring("input_invalid"):
        if operation.method == "GET":
            answer = await member.get(operation.path, params={"limit": "many"})
        elif example(operation) is None:
            answer = await member.request(
                operation.method, operation.path, content=endless(), headers=AS_JSON
            )
        else:
            answer = await member.request(
                operation.method, operation.path, content=b'{"email"', headers=AS_JSON
            )
        assert_declared(operation, answer, "input_invalid")


async def endless() -> AsyncIterator[bytes]:
    """The beginning of a body whose end never comes."""
    yield b"{"
    await asyncio.Event().wait()


async def test_unavailable(open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_house() as house:
        member = await house.member("ada")
    monkeypatch.setattr(Avatars, "read", unreachable)
    for operation in declaring("unavailable"):
        assert_declared(operation, await ask(member, operation), "unavailable")


async def unreachable(*_: object) -> None:
    raise StoreUnavailable


async def test_rate_limited(open_house: OpenHouse) -> None:
    relay = {"turn_url": "turn.example.org", "turn_secret": "of the relay"}
    async with open_house(rate_limit_scale=1e-9, **relay) as house:
        member = await house.member("ben")
        room_id = await room_of(member, "private")
        for operation in declaring("rate_limited"):
            browser = member if operation.path not in SIGN_UP else house.browser()
            for _ in range(2):
                await ask(browser, operation, room_id)
            assert_declared(operation, await ask(browser, operation, room_id), "rate_limited")


# refusals of one or two ------------------------------------------------------------------


async def test_login_of_an_unverified_address_is_declared_with_its_cookie(house: House) -> None:
    [login] = list(declaring("credentials_invalid"))
    assert_declared(login, await ask(house.browser(), login), "credentials_invalid")
    await house.registered("ada@example.org")
    assert_declared(login, await ask(house.browser(), login), "email_unverified")


async def _code_invalid(house: House, operation: Operation) -> httpx2.Response:
    return await ask(house.browser(), operation)


async def _refresh_invalid(house: House, operation: Operation) -> httpx2.Response:
    return await ask(house.browser(), operation)


async def _avatar_invalid(house: House, operation: Operation) -> httpx2.Response:
    body = {"name": "Ada", "username": "ada", "avatar": "data:image/png;base64,?"}
    return await (await house.member("ada")).request(operation.method, operation.path, json=body)


async def _username_taken(house: House, operation: Operation) -> httpx2.Response:
    await house.member("ada")
    return await ask(await house.member("ben"), operation)


async def _profile_incomplete(house: House, operation: Operation) -> httpx2.Response:
    return await ask(await house.signed_up("ada@example.org"), operation)


async def _action_forbidden(house: House, operation: Operation) -> httpx2.Response:
    member = await house.member("ada")
    return await ask(member, operation, await room_of(member, "public"))


async def _not_found(house: House, operation: Operation) -> httpx2.Response:
    return await ask(await house.member("ada"), operation)


PROVOKE: dict[str, Callable[[House, Operation], Awaitable[httpx2.Response]]] = {
    "code_invalid": _code_invalid,
    "refresh_invalid": _refresh_invalid,
    "avatar_invalid": _avatar_invalid,
    "username_taken": _username_taken,
    "profile_incomplete": _profile_incomplete,
    "action_forbidden": _action_forbidden,
    "room_not_found": _not_found,
    "session_not_found": _not_found,
    "route_not_found": _not_found,
}
"""How each remaining refusal comes about, with the document's example where that can do it."""


@pytest.mark.parametrize("code", PROVOKE)
async def test_each_other_refusal_that_is_declared_happens(
    open_house: OpenHouse, tmp_path: Path, code: str
) -> None:
    for number, operation in enumerate(declaring(code)):
        async with open_house(data_dir=tmp_path / str(number)) as house:
            assert_declared(operation, await PROVOKE[code](house, operation), code)


def test_every_declared_code_is_provoked_here() -> None:
    declared = {code for op in operations() for codes in op.codes.values() for code in codes}
    by_name = {name.removeprefix("test_") for name in globals()}
    assert declared - set(PROVOKE) - by_name == {"credentials_invalid"}
