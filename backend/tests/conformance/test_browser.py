"""The official JavaScript client in a browser, with default options: cookies, CORS, the upgrade."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, async_playwright

from conformance.test_default_options import server
from conformance.test_javascript_client import MODULES
from scenarios.conftest import Cast, cast
from scenarios.people import Person
from scenarios.server import Server

pytestmark = pytest.mark.anyio
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BUNDLE = MODULES / "socket.io-client" / "dist" / "socket.io.min.js"
JOIN = """async ([url, options, roomId]) => {
  const socket = io(url, options);
  await new Promise((done, fail) => {
    socket.on("connect", done);
    socket.on("connect_error", fail);
  });
  const { engine } = socket.io;
  if (options.transports === undefined && engine.transport.name === "polling") {
    await new Promise((done) => engine.once("upgrade", done));
  }
  const ack = await socket.timeout(5000).emitWithAck("join", { roomId });
  const { name } = engine.transport;
  socket.disconnect();
  return [ack.ok, name];
}"""
__all__ = ["cast", "server"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def chromium() -> str:
    """Where it is; without it the test is skipped, but not on CI."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is needed: make test installs it")
        pytest.skip("needs Chromium: make test installs it")
    return CHROMIUM


@pytest.fixture
async def context(chromium: str) -> AsyncIterator[BrowserContext]:
    """A browser without anything."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield await browser.new_context(bypass_csp=True)
        await browser.close()


async def sign_in(context: BrowserContext, person: Person, url: str) -> None:
    """The cookie of somebody's session."""
    token = person.rest.cookies["accessToken"]
    await context.add_cookies(
        [{"name": "accessToken", "value": token, "url": url, "sameSite": "Strict"}]
    )


async def join(
    context: BrowserContext, page_url: str, options: dict[str, Any], *, url: str, room_id: str
) -> list[Any]:
    """What a page there sees of the server: whether it may join, and over what."""
    page = await context.new_page()
    await page.goto(page_url)
    await page.add_script_tag(path=BUNDLE)
    seen: list[Any] = await page.evaluate(JOIN, [url, options, room_id])
    return seen


@asynccontextmanager
async def another_origin() -> AsyncIterator[str]:
    """The address of an empty page on a port of its own. (A page that is made up in the browser
    has no address space, and Chromium lets it open no WebSocket to this machine.)"""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<p>")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"


@pytest.mark.parametrize(
    ("options", "transport"), [({}, "websocket"), ({"transports": ["polling"]}, "polling")]
)
async def test_a_page_of_the_same_origin_needs_no_options(
    server: Server, cast: Cast, context: BrowserContext, options: dict[str, Any], transport: str
) -> None:
    ann = await cast.person(server, "ann")
    await sign_in(context, ann, server.url)
    room_id = await ann.room()
    page = server.url + "/healthz"
    seen = await join(context, page, options, url=server.url, room_id=room_id)
    assert seen == [True, transport]


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_page_of_another_allowed_origin_needs_credentials(
    server: Server, cast: Cast, context: BrowserContext, transport: str
) -> None:
    ann = await cast.person(server, "ann")
    await sign_in(context, ann, server.url)
    room_id = await ann.room()
    options: dict[str, Any] = {"withCredentials": True}
    if transport == "polling":
        options["transports"] = ["polling"]
    async with another_origin() as page:
        seen = await join(context, page, options, url=server.url, room_id=room_id)
    assert seen == [True, transport]
