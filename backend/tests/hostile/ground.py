"""The server under attack: the people on it, where they seem to come from, and what it logged."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx2

from doors.declared import hold_to_document
from hostile.witnesses import Witnesses
from scenarios.people import Person, browser, move_in, register
from scenarios.server import Server

ACCESS_SECRET = "an access secret of the hostile tests, as long as HS512 wants its keys"
REFRESH_SECRET = "a refresh secret of the hostile tests, as long as HS512 wants its keys"
_MAIL_RULE = "-" * 72
_NOTICE = re.compile(r"\[warning *\] (\w+) .*?source=(\w+)")
_LIFE = re.compile(
    r"\[info *\] (user_\w+|signed_in|login_failed|session_ended|sessions_ended|room_\w+|peer_\w+"
    r"|avatar_refused|password_\w+|member_\w+|invite_\w+|profile_\w+|code_\w+) "
)
_OWN_WARNINGS = ("socket_cut", "refresh_reused")
_addresses = count(1)


@dataclass
class Ground:
    """A server at the contract's own rates, and two people on it who must not notice anything."""

    server: Server
    witnesses: Witnesses
    _end: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def person(self, name: str = "mallory", source: str | None = None) -> Person:
        """Somebody who may enter rooms."""
        return self._kept(await move_in(self.server, name, **came_from(source or new_source())))

    async def registered(self, name: str, source: str | None = None) -> Person:
        """Somebody whose address is not verified yet."""
        return self._kept(await register(self.server, name, **came_from(source or new_source())))

    def stranger(self, source: str | None = None, **headers: str) -> httpx2.AsyncClient:
        """A browser or program of nobody in particular."""
        return self._watched(
            browser(self.server.url, **came_from(source or new_source()), **headers)
        )

    def _kept(self, person: Person) -> Person:
        self._watched(person.rest)
        return person

    def _watched(self, client: httpx2.AsyncClient) -> httpx2.AsyncClient:
        """Whatever it is answered, the OpenAPI document says so."""
        client.event_hooks["response"].append(hold_to_document)
        self._end.push_async_callback(client.aclose)
        return client

    async def close(self) -> None:
        await self._end.aclose()


def new_source() -> str:
    """An address that nobody came from before (RFC 6890: for benchmarks)."""
    number = next(_addresses)
    return f"198.18.{number // 250}.{number % 250 + 1}"


def came_from(source: str) -> dict[str, str]:
    """As the trusted proxy in front of the server says it."""
    return {"X-Forwarded-For": source}


def source_of(person: Person) -> str:
    return person.rest.headers["X-Forwarded-For"]


@asynccontextmanager
async def quiet_log(server: Server) -> AsyncIterator[None]:
    """What happens inside makes no line for each packet, and nothing fails."""
    before, began = len(server.output()), time.monotonic()
    yield
    lines = list(_lines(server.output()[before:]))
    seconds = time.monotonic() - began
    failures = [line for line in lines if re.search(r"\[(error|critical) *\]|Traceback", line)]
    assert not failures, "\n".join(failures)
    notices = Counter(match.groups() for line in lines if (match := _NOTICE.search(line)))
    loud = {kind: times for kind, times in notices.items() if times > seconds + 2}
    assert not loud, f"within {seconds:.1f} s there were {loud}"
    others = [
        line
        for line in lines
        if not _NOTICE.search(line)
        and not _LIFE.search(line)
        and not any(name in line for name in _OWN_WARNINGS)
    ]
    assert not others, "\n".join(others)


def _lines(text: str) -> list[str]:
    kept, mail = [], False
    for line in text.splitlines():
        if line == _MAIL_RULE:
            mail = not mail
        elif line.strip() and not mail:
            kept.append(line)
    return kept


def assert_refused(answer: httpx2.Response, status: int, code: str) -> None:
    """A problem with exactly this status and code, which repeats nothing of what was sent."""
    assert answer.headers.get("content-type") == "application/problem+json", answer.text
    body = answer.json()
    assert (answer.status_code, body["code"], body["status"]) == (status, code, status), body
    assert set(body) <= {*_PROBLEM, "issues"}, body
    assert body["message"] == body["Error"] == body["detail"]


_PROBLEM = ("type", "title", "status", "detail", "code", "message", "Error")


async def raw(
    port: int, *pieces: bytes, source: str = "127.0.0.1", within_s: float = 10.0
) -> tuple[int, dict[str, Any]]:
    """Send bytes as they are, from an address of this machine; the status and JSON of the answer,
    0 when there was none."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    try:
        async with asyncio.timeout(within_s):
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0)
            return await answer_of(reader)
    finally:
        writer.transport.abort()


async def answer_of(reader: asyncio.StreamReader) -> tuple[int, dict[str, Any]]:
    """The next answer on a connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, ConnectionError):
        return 0, {}
    size = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
    body = await reader.readexactly(int(size[1])) if size else b""
    return int(head.split(" ")[1]), json.loads(body) if body.startswith(b"{") else {}
