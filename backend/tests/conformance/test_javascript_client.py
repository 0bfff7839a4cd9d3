"""The official JavaScript client, in Node, is the judge."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conformance.stage import stage
from gethory.sio.connection import CloseCause

pytestmark = pytest.mark.anyio
HERE = Path(__file__).parent
MODULES = HERE.parents[2] / "frontend" / "node_modules"

EXPECTED = {
    "noNamespace": ["Invalid namespace", None],
    "notWelcome": ["sockets_exceeded", None],
    "connect": [True, "string", None],
    "echoWithAck": [{"text": "gr\u00fc\u00dfe \u20ac \U0001f600", "list": [1, None, True]}] * 2,
    "ackAsPromise": 1,
    "failingHandler": {"ok": False, "code": "unavailable"},
    "unknownEvent": {"ok": False, "code": "event_unknown"},
    "binary": [[[1, 2, 3], 300]] * 2,
    "severalArguments": [1, "2", {"3": [True]}],
    "asked": {"sum": 42},
    "askedForBytes": [20, 22],
    "askedInVain": "no answer",
    "order": list(range(50)),
    "heartbeat": True,
    "kicked": ["io server disconnect", False],
    "comeBack": "back",
    "leave": ["io client disconnect", None],
}


def node() -> str:
    """Where Node is; without it, or the client's packages, the tests fail."""
    path = shutil.which("node")
    if path is None or not (MODULES / "socket.io-client").is_dir():
        pytest.fail("needs Node.js 20 and the client's packages: make test-backend")
    return path


async def play(port: int, namespace: str, way: str) -> dict[str, Any]:
    """What the script saw."""
    process = await asyncio.create_subprocess_exec(
        node(),
        str(HERE / "client.mjs"),
        str(MODULES),
        f"http://127.0.0.1:{port}",
        namespace,
        way,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 45)
    assert process.returncode == 0, err.decode()
    seen: dict[str, Any] = json.loads(out)
    return seen


@pytest.mark.parametrize("namespace", ["/", "/api"])
@pytest.mark.parametrize("way", ["websocket", "polling", "polling,websocket"])
async def test_the_javascript_client_sees_a_socket_io_server(namespace: str, way: str) -> None:
    other = "/api" if namespace == "/" else "/"
    at_first, at_last = way.split(",", maxsplit=1)[0], way.rsplit(",", maxsplit=1)[-1]
    expected = EXPECTED | {
        "transport": at_last,
        "twoNamespaces": [namespace, other, True, namespace],
        "networkLoss": ["transport close" if at_last == "websocket" else "transport error", True],
    }
    async with stage() as place:
        seen = await play(place.port, namespace, way)
        message, detail = seen.pop("noSession")
        assert message == ("xhr poll error" if at_first == "polling" else "websocket error")
        assert at_first == "polling" or detail == "Unexpected server response: 401"
        for act, what in expected.items():
            assert seen.pop(act) == what, act
        assert not seen
        await place.empty()
        assert [cause for _, cause in place.ended] == [
            CloseCause.LEFT,
            CloseCause.LOST if at_last == "websocket" else CloseCause.CLOSED,
            CloseCause.ENDED,
            CloseCause.LEFT,
        ]
