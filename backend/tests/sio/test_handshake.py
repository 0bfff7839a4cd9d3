"""Who gets a WebSocket, what the others are told, and that nothing of them stays."""

from __future__ import annotations

import asyncio

import pytest

from gethory.sio import handshake as hs
from gethory.sio.server import Handshake, HandshakeRefused, Options
from sio.client import Client, Refused
from sio.rig import eventually, house

pytestmark = pytest.mark.anyio
WEBSOCKET = "EIO=4&transport=websocket"


async def forbid(handshake: Handshake) -> None:
    origin = handshake.headers.get("origin")
    if origin == "https://evil.example":
        raise HandshakeRefused(403, b'{"code":"origin_forbidden"}', "application/problem+json")
    raise HandshakeRefused(
        401, b'{"code":"session_required"}', "application/problem+json", (("vary", "Origin"),)
    )


async def test_no_session_is_401_in_the_words_of_the_application_and_leaves_nothing() -> None:
    async with house(authenticate=forbid) as place:
        for _ in range(20):
            with pytest.raises(Refused) as refused:
                await Client.open(place.port)
            assert refused.value.status == 401
        assert refused.value.body == b'{"code":"session_required"}'
        assert refused.value.headers["content-type"] == "application/problem+json"
        assert refused.value.headers["vary"] == "origin"
        assert "date" in refused.value.headers
        await place.empty()
        assert not place.server._hub.wheel.items()
        assert not place.connected


async def test_a_foreign_origin_is_403_before_anything_exists() -> None:
    async with house(authenticate=forbid) as place:
        with pytest.raises(Refused) as refused:
            await Client.open(place.port, headers={"origin": "https://evil.example"})
        assert refused.value.status == 403
        await place.empty()


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("EIO=3&transport=websocket", 400, 5),
        ("transport=websocket", 400, 5),
        ("EIO=4&transport=polling", 400, 3),
        ("EIO=4&transport=abc", 400, 0),
        ("EIO=4", 400, 0),
        ("EIO=4&transport=websocket&sid=abc", 400, 1),
    ],
)
async def test_what_is_no_engine_io_handshake_is_400(query: str, status: int, code: int) -> None:
    async with house() as place:
        with pytest.raises(Refused) as refused:
            await Client.open(place.port, query)
        assert refused.value.status == status
        assert f'"code":{code},' in refused.value.body.decode()
        await place.empty()


async def test_another_path_is_404() -> None:
    async with house() as place:
        for path in ("/", "/socket.io/x", "/api/socket.io/"):
            with pytest.raises(Refused) as refused:
                await Client.open(place.port, path=path)
            assert refused.value.status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-websocket-version": "8"}, 426),
        ({"sec-websocket-key": "short"}, 400),
        ({"sec-websocket-key": ""}, 400),
        ({"cookie": "c=" + "x" * 40_000}, 431),
    ],
)
async def test_what_is_no_websocket_handshake(headers: dict[str, str], status: int) -> None:
    async with house() as place:
        with pytest.raises(Refused) as refused:
            await Client.open(place.port, headers=headers)
        assert refused.value.status == status


async def test_a_browser_that_also_says_keep_alive_gets_in() -> None:
    async with house() as place:
        client = await Client.open(place.port, headers={"connection": "keep-alive, Upgrade"})
        assert (await client.receive()).startswith("0{")


async def test_the_application_sees_the_whole_handshake() -> None:
    seen: list[Handshake] = []

    async def look(handshake: Handshake) -> str:
        seen.append(handshake)
        return "somebody"

    async with house(authenticate=look) as place:
        await Client.open(
            place.port, WEBSOCKET + "&t=a%20b&t=c", {"Origin": "http://a.example", "X-Real": " v "}
        )
        (handshake,) = seen
        assert handshake.path == "/socket.io/"
        assert handshake.query == {"EIO": "4", "transport": "websocket", "t": "a b"}
        assert handshake.headers["origin"] == "http://a.example"
        assert handshake.headers["x-real"] == "v"
        assert handshake.headers["cookie"] == "who=ann"
        assert handshake.peer == "127.0.0.1"


async def test_thinking_too_long_is_503() -> None:
    async def ponder(handshake: Handshake) -> None:
        await asyncio.Event().wait()

    options = Options(authenticate_timeout_s=0.05)
    async with house(options, authenticate=ponder) as place:
        with pytest.raises(Refused) as refused:
            await Client.open(place.port)
        assert refused.value.status == 503
        await place.empty()


async def test_a_fault_of_the_application_is_500_and_says_nothing() -> None:
    async def break_down(handshake: Handshake) -> None:
        raise RuntimeError("secret")

    async with house(authenticate=break_down) as place:
        with pytest.raises(Refused) as refused:
            await Client.open(place.port)
        assert (refused.value.status, refused.value.body) == (500, b"")


async def test_a_client_that_goes_while_it_is_looked_at_leaves_nothing() -> None:
    state: list[str] = []

    async def wait(handshake: Handshake) -> None:
        state.append("waiting")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            state.append("cancelled")
            raise

    async with house(authenticate=wait) as place:
        client = await Client.dial(place.port)
        client.ask("/socket.io/?" + WEBSOCKET, {})
        await eventually(lambda: "" if state else "nobody is looked at")
        client.hang_up()
        await eventually(lambda: "" if state[-1] == "cancelled" else "still looked at")
        await place.empty()


async def test_frames_before_the_101_end_the_connection() -> None:
    looked_at = asyncio.Event()

    async def wait(handshake: Handshake) -> None:
        looked_at.set()
        await asyncio.Event().wait()

    async with house(authenticate=wait) as place:
        client = await Client.dial(place.port)
        client.ask("/socket.io/?" + WEBSOCKET, {})
        await looked_at.wait()
        client.send("40")
        await client.gone()
        await place.empty()


def test_a_repeated_header_is_not_overlooked() -> None:
    request = (
        b"GET /socket.io/?a=1 HTTP/1.1\r\norigin: http://good.example\r\n"
        b"cookie: a=1\r\norigin: http://evil.example\r\ncookie: b=2\r\n\r\n"
    )
    handshake = hs.parse(request, "")
    assert handshake.headers["origin"] == "http://good.example, http://evil.example"
    assert handshake.headers["cookie"] == "a=1; b=2"


@pytest.mark.parametrize(
    "target", ["http://[", "/socket.io/?" + "&".join(f"a{n}=1" for n in range(40))]
)
def test_a_target_that_cannot_be_read_is_400(target: str) -> None:
    with pytest.raises(HandshakeRefused) as refused:
        hs.parse(f"GET {target} HTTP/1.1\r\n\r\n".encode(), "")
    assert refused.value.status == 400
