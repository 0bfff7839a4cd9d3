"""The official JavaScript client, in Node, is the judge."""

from __future__ import annotations

import asyncio
import json
import os
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
    "noSession": ["websocket error", "Unexpected server response: 401"],
    "noNamespace": ["Invalid namespace", None],
    "notWelcome": ["sockets_exceeded", None],
    "polling": ["xhr poll error"],
    "connect": [True, "string", None],
    "echoWithAck": [{"text": "gr\u00fc\u00dfe \u20ac \U0001f600", "list": [1, None, True]}] * 2,
    "ackAsPromise": 1,
    "failingHandler": {"ok": False, "code": "unavailable"},
    "unknownEvent": {"ok": False, "code": "event_unknown"},
    "binary": {"ok": False, "code": "payload_invalid"},
    "order": list(range(50)),
    "heartbeat": [True, True],
    "networkLoss": ["transport close", True],
    "kicked": ["io server disconnect", False],
    "comeBack": "back",
    "leave": ["io client disconnect", None],
}


def node() -> str:
    """Where Node is; without it the test is skipped, but not on CI."""
    path = shutil.which("node")
    if path is None or not (MODULES / "socket.io-client").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("Node 20 and the client's packages are needed: make install")
        pytest.skip("needs Node 20 and the client's packages: make install")
    return path


async def play(port: int, namespace: str) -> dict[str, Any]:
    """What the script saw."""
    process = await asyncio.create_subprocess_exec(
        node(),
        str(HERE / "client.mjs"),
        str(MODULES),
        f"http://127.0.0.1:{port}",
        namespace,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 45)
    assert process.returncode == 0, err.decode()
    seen: dict[str, Any] = json.loads(out)
    return seen


@pytest.mark.parametrize("namespace", ["/", "/api"])
async def test_the_javascript_client_sees_a_socket_io_server(namespace: str) -> None:
    async with stage() as place:
        seen = await play(place.port, namespace)
        seen["polling"] = seen["polling"][:1]  # what lies below depends on the platform
        for act, expected in EXPECTED.items():
            assert seen.pop(act) == expected, act
        assert not seen
        await place.empty()
        assert [cause for _, cause in place.ended] == [
            CloseCause.LOST,
            CloseCause.ENDED,
            CloseCause.LEFT,
        ]
