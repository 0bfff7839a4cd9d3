"""Bodies: read whole within size and time, or refused and not kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2
import pytest
from fastapi import FastAPI
from starlette.types import Message

from gethory.auth.schemas import LoginBody
from gethory.errors import SessionRequired
from gethory.web import bodies, problems
from gethory.web.bodies import BodyGate, Larger
from scenarios.eventually import eventually

pytestmark = pytest.mark.anyio
LARGE = 1_000_000


def _app() -> FastAPI:
    app = FastAPI(redirect_slashes=False)
    problems.install(app)

    @app.post("/api/echo")
    async def echo(body: LoginBody) -> dict[str, str]:
        return {"email": body.email}

    @app.put("/api/large")
    async def large(body: dict[str, str]) -> dict[str, int]:
        return {"size": len(body["text"])}

    @app.post("/api/bare")
    async def bare(code: str) -> dict[str, str]:
        return {"code": code}

    return app


class Porter:
    """Lets in who says please, and knows who is inside."""

    def __init__(self) -> None:
        self.inside = 0
        self.asked = 0

    @asynccontextmanager
    async def admit(self, headers: Mapping[str, str]) -> AsyncIterator[None]:
        self.asked += 1
        if headers.get("x-please") is None:
            raise SessionRequired
        self.inside += 1
        yield
        self.inside -= 1


@pytest.fixture
def porter() -> Porter:
    return Porter()


@pytest.fixture
def gate(porter: Porter) -> BodyGate:
    return BodyGate(_app(), {"/api/large": Larger(LARGE, porter.admit)})


@pytest.fixture
async def client(gate: BodyGate) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=gate), base_url="http://test"
    ) as asking:
        yield asking


def _is_problem(answer: httpx2.Response, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["connection"] == "close"
    assert answer.json()["code"] == code


async def test_a_body_over_the_limit_is_refused_by_its_length(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/echo", json={"email": "a" * 65_536, "password": "x"})
    _is_problem(answer, 413, "body_too_large")


async def test_a_body_over_the_limit_is_refused_without_a_length(
    client: httpx2.AsyncClient,
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * 40_000

    answer = await client.post(
        "/api/echo", content=chunks(), headers={"Content-Type": "application/json"}
    )
    _is_problem(answer, 413, "body_too_large")


async def test_a_path_may_have_a_larger_limit(client: httpx2.AsyncClient, porter: Porter) -> None:
    answer = await client.put("/api/large", json={"text": "a" * 900_000}, headers=PLEASE)
    assert answer.json() == {"size": 900_000}
    assert (porter.asked, porter.inside) == (1, 0)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_body_that_is_no_json_is_refused(
    client: httpx2.AsyncClient, media_type: str
) -> None:
    answer = await client.post("/api/echo", content=b"{}", headers={"Content-Type": media_type})
    _is_problem(answer, 415, "media_type_unsupported")


async def test_a_post_without_body_and_content_type_is_fine(client: httpx2.AsyncClient) -> None:
    assert (await client.post("/api/bare?code=123456")).json() == {"code": "123456"}


PLEASE = {"X-Please": "1"}


async def test_a_larger_limit_is_one_too(client: httpx2.AsyncClient) -> None:
    answer = await client.put("/api/large", json={"text": "a" * LARGE}, headers=PLEASE)
    _is_problem(answer, 413, "body_too_large")


async def test_who_is_not_let_in_has_the_common_limit(
    client: httpx2.AsyncClient, porter: Porter
) -> None:
    answer = await client.put("/api/large", json={"text": "a" * 60_000})
    assert answer.json() == {"size": 60_000}
    assert porter.asked == 0
    answer = await client.put("/api/large", json={"text": "a" * 70_000})
    _is_problem(answer, 401, "session_required")


async def test_a_larger_body_is_one_long_text_and_not_many_values(
    client: httpx2.AsyncClient,
) -> None:
    for values, status in ((900, 200), (1100, 400)):
        body = {"text": "a" * 100_000} | {f"more{n}": "" for n in range(values)}
        answer = await client.put("/api/large", json=body, headers=PLEASE)
        assert answer.status_code == status
    answer = await client.put(
        "/api/large",
        content=b"[" + b"1," * 400_000 + b"1]",
        headers=PLEASE | {"Content-Type": "application/json"},
    )
    _is_problem(answer, 400, "input_invalid")


class Sender:
    """The far end of one request, by hand."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[Message] = asyncio.Queue()
        self.answers: list[Message] = []

    def send(self, body: bytes, *, more: bool = True) -> None:
        self.sent.put_nowait({"type": "http.request", "body": body, "more_body": more})

    async def take(self, message: Message) -> None:
        self.answers.append(message)

    async def ask(self, gate: BodyGate, path: str = "/api/echo") -> None:
        headers = [(b"content-type", b"application/json"), (b"transfer-encoding", b"chunked")]
        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "query_string": b"",
            "headers": headers,
        }
        await gate(scope, self.sent.get, self.take)

    @property
    def status(self) -> int:
        return int(self.answers[0]["status"])


async def test_the_answer_is_out_before_the_rest_of_a_refused_body_goes_by(gate: BodyGate) -> None:
    sender = Sender()
    sender.send(b" " * 70_000)
    asking = asyncio.create_task(sender.ask(gate))
    await eventually(lambda: "" if len(sender.answers) == 2 else "no answer")
    assert sender.status == 413
    assert b"body_too_large" in sender.answers[1]["body"]
    for _ in range(100):
        sender.send(b" " * 70_000)
    sender.send(b"", more=False)
    await asking
    assert sender.answers[2]["body"] == b""


async def test_what_does_not_end_is_not_waited_for(
    gate: BodyGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "DRAIN_S", 0.02)
    sender = Sender()
    sender.send(b" " * 70_000)
    await sender.ask(gate)
    assert sender.status == 413


async def test_a_body_that_drips_is_refused_and_one_that_flows_is_not(
    gate: BodyGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_TIME_S", 0.1)
    monkeypatch.setattr(bodies, "DRAIN_S", 0.0)
    dripping, flowing = Sender(), Sender()
    flowing.send(b" " * 60_000)  # worth two seconds
    dripping.send(b" ")
    answers = asyncio.gather(dripping.ask(gate), flowing.ask(gate))
    await eventually(lambda: "" if dripping.answers else "no answer")
    assert not flowing.answers
    flowing.send(b'{"email":"ann@example.org","password":"x"}', more=False)
    await answers
    assert (dripping.status, flowing.status) == (400, 200)
    assert b"took too long" in dripping.answers[1]["body"]


async def test_who_goes_away_before_the_end_is_not_answered(gate: BodyGate) -> None:
    sender = Sender()
    sender.send(b"{")
    sender.sent.put_nowait({"type": "http.disconnect"})
    await sender.ask(gate)
    assert not sender.answers
