"""What every request meets before a feature sees it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI, Request
from starlette.datastructures import Headers
from starlette.types import Scope

from gethory.auth.schemas import LoginBody
from gethory.errors import OriginForbidden
from gethory.web import problems
from gethory.web.gates import CookieGate, HeadersGate, OriginGate

pytestmark = pytest.mark.anyio


def _app() -> FastAPI:
    app = FastAPI(redirect_slashes=False)
    problems.install(app)

    @app.post("/api/echo")
    async def echo(body: LoginBody) -> dict[str, str]:
        return {"email": body.email}

    @app.get("/api/broken")
    async def broken() -> None:
        raise RuntimeError("a driver's words")

    return app


def _foreign(_: str, headers: Headers) -> None:
    if headers.get("origin") == "https://evil.example":
        raise OriginForbidden()


@pytest.fixture
def refused() -> list[Scope]:
    """The requests whose origin was refused."""
    return []


@pytest.fixture
async def client(refused: list[Scope]) -> AsyncIterator[httpx2.AsyncClient]:
    app = HeadersGate(OriginGate(_app(), _foreign, refused.append), secure=True)
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url="http://test"
    ) as asking:
        yield asking


def _is_problem(answer: httpx2.Response, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["code"] == code
    assert body["status"] == status
    assert body["detail"] == body["message"] == body["Error"]


async def test_a_foreign_page_is_refused_before_anything_else(
    client: httpx2.AsyncClient, refused: list[Scope]
) -> None:
    await client.post("/api/echo", headers={"Origin": "http://test"})
    answer = await client.post("/api/echo", headers={"Origin": "https://evil.example"})
    _is_problem(answer, 403, "origin_forbidden")
    assert [scope["path"] for scope in refused] == ["/api/echo"]


async def test_malformed_json_names_the_whole_body(client: httpx2.AsyncClient) -> None:
    answer = await client.post(
        "/api/echo", content=b'{"email', headers={"Content-Type": "application/json"}
    )
    _is_problem(answer, 400, "input_invalid")
    assert [issue["path"] for issue in answer.json()["issues"]] == [""]


async def test_wrong_fields_are_named_and_never_repeated(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/echo", json={"email": ["canary-input"]})
    _is_problem(answer, 400, "input_invalid")
    assert {issue["path"] for issue in answer.json()["issues"]} == {"email", "password"}
    assert "canary" not in answer.text


async def test_unknown_addresses_and_methods_have_their_codes(client: httpx2.AsyncClient) -> None:
    _is_problem(await client.get("/api/nothing"), 404, "route_not_found")
    answer = await client.get("/api/echo")
    _is_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "POST"


async def test_a_failure_of_ours_shows_nothing_of_itself(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/broken")
    _is_problem(answer, 503, "unavailable")
    assert "driver" not in answer.text


async def test_every_answer_carries_the_headers(client: httpx2.AsyncClient) -> None:
    for answer in (await client.get("/api/nothing"), await client.get("/api/broken")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("mine=a.b-c; other=1; mine=second", {"mine": "a.b-c"}),
        ('mine="quoted"', {"mine": "quoted"}),
        ('mine="' + "\\" * 30_000 + '"', {}),
        ("mine=" + ";" * 30_000, {"mine": ""}),
        ("mine; =mine; mine2=1", {"mine": ""}),
        ("mine=\xe9", {}),
    ],
)
async def test_cookies_that_are_not_ours_are_not_looked_at(sent: str, seen: dict[str, str]) -> None:
    app = _app()

    @app.get("/api/cookies")
    async def cookies(request: Request) -> dict[str, str]:
        return request.cookies

    transport = httpx2.ASGITransport(app=CookieGate(app, ("mine",)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as asking:
        started = time.monotonic()
        headers = {b"Cookie": sent.encode("latin-1")}
        assert (await asking.get("/api/cookies", headers=headers)).json() == seen
        assert time.monotonic() - started < 1, "it takes long to read"
