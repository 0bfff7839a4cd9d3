"""What the shipped configuration of nginx answers: files, headers, limits; what its log holds."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import async_playwright
from starlette.datastructures import Headers

from conformance.test_browser import chromium, sign_in
from deploy.client import built_client
from deploy.nginx import Nginx
from gethory.errors import BodyTooLarge, Unavailable
from gethory.web import client as client_pages
from gethory.web.problems import problem
from gethory.web.spoken import spoken
from scenarios.people import move_in
from scenarios.server import Server, free_port

pytestmark = pytest.mark.anyio
__all__ = ["chromium"]
_CHROMIUM = [
    "--no-sandbox",
    "--ignore-certificate-errors",  # for the service worker too, which a context does not cover
    "--disable-dev-shm-usage",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
_SCRIPT = b"const answer = 42;\n" * 200
_NONCE = re.compile(r"'nonce-([\w-]+)'")


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the client's build leaves. The twins say of themselves which they are."""
    folder = tmp_path_factory.mktemp("dist")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<html><head></head><body></body></html>")
    (folder / "landing.html").write_text("<title>landing</title>")
    (folder / "landing.de.html").write_text("<title>landing de</title>")
    (folder / "landing.en.html").write_text("<title>landing</title>")
    (folder / "offline.html").write_text("<title>offline</title>")
    (folder / "offline.de.html").write_text("<title>offline de</title>")
    (folder / "favicon.svg").write_text("<svg/>")
    script = folder / "assets" / "main-1a2b.js"
    script.write_bytes(_SCRIPT)
    script.with_name("main-1a2b.js.gz").write_bytes(gzip.compress(_SCRIPT))
    script.with_name("main-1a2b.js.br").write_bytes(b"this is brotli")
    (folder / "assets" / "small-3c4d.js").write_text("1")
    return folder


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"), TRUSTED_PROXIES="127.0.0.1")
    await server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def nginx(server: Server, client: Path) -> Iterator[Nginx]:
    nginx = Nginx(server.port, client)
    nginx.start()
    yield nginx
    nginx.stop()


async def _get(nginx: Nginx, path: str, accept: str = "", **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(verify=nginx.trust(), base_url=nginx.url) as asking:
        return await asking.get(path, headers={"Accept-Encoding": accept, **headers})


async def _raw(nginx: Nginx, path: str, accept: str) -> tuple[str | None, bytes]:
    """The coding of an answer, and its bytes as they came."""
    async with (
        httpx2.AsyncClient(verify=nginx.trust(), base_url=nginx.url) as asking,
        asking.stream("GET", path, headers={"Accept-Encoding": accept}) as answer,
    ):
        body = b"".join([part async for part in answer.aiter_raw()])
        return answer.headers.get("content-encoding"), body


@pytest.mark.parametrize(
    ("accept", "coding"),
    [("gzip, deflate, br", "br"), ("br", "br"), ("gzip", "gzip"), ("", None), ("identity", None)],
)
async def test_each_browser_gets_the_smallest_twin_that_it_takes(
    nginx: Nginx, client: Path, accept: str, coding: str | None
) -> None:
    suffix = {"br": ".br", "gzip": ".gz", None: ""}[coding]
    expected = (client / "assets" / f"main-1a2b.js{suffix}").read_bytes()
    assert await _raw(nginx, "/assets/main-1a2b.js", accept) == (coding, expected)


async def test_hashed_files_never_change_and_others_are_asked_for_again(nginx: Nginx) -> None:
    hashed = await _get(nginx, "/assets/main-1a2b.js", "gzip")
    small = await _get(nginx, "/assets/small-3c4d.js", "br")
    plain = await _get(nginx, "/favicon.svg")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert hashed.headers["vary"] == "Accept-Encoding"
    assert hashed.headers["content-type"].partition(";")[0] == "application/javascript"
    assert (small.status_code, small.text) == (200, "1")
    assert plain.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/none.js",
        "/assets/main-1a2b.js.br",
        "/assets/main-1a2b.js.gz",
        "/__outbox",
        "/metrics",
        "/readyz",
    ],
)
async def test_what_has_no_address_is_not_found(nginx: Nginx, path: str) -> None:
    assert (await _get(nginx, path)).status_code == 404


async def test_the_page_says_what_the_server_would_say(nginx: Nginx, client: Path) -> None:
    host = nginx.url.removeprefix("https://")
    own = client_pages._Pages(client, nginx.url, None)._page(client, "r")
    page = await _get(nginx, "/r/0123456789abcdef01234567")
    for name in ("content-security-policy", "permissions-policy", "cache-control"):
        assert _NONCE.sub("nonce", page.headers[name]) == _NONCE.sub("nonce", own.headers[name])
    nonce = _NONCE.search(page.headers["content-security-policy"])
    assert nonce is not None
    assert f'<meta name="csp-nonce" content="{nonce[1]}" />' in page.text
    assert f"wss://{host}" in page.headers["content-security-policy"]
    again = await _get(nginx, "/lobby")
    assert nonce[1] not in again.text


@pytest.mark.parametrize(
    ("path", "file"), [("/", "landing.html"), ("/offline.html", "offline.html")]
)
async def test_pages_without_react_are_as_the_server_gives_them(
    nginx: Nginx, client: Path, path: str, file: str
) -> None:
    own = client_pages._Pages(client, nginx.url, None)._still(client / file, Headers())
    page = await _get(nginx, path)
    assert page.text == (client / file).read_text()
    for name in ("content-security-policy", "permissions-policy", "cache-control", "vary"):
        assert page.headers[name] == own.headers[name]


@pytest.mark.parametrize(
    ("accept", "cookie", "german"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "", True),
        ("fr-FR,fr;q=0.9,de;q=0.8", "", True),
        ("en-GB,de;q=0.9", "", False),
        ("en", "gethory_language=de", True),
        ("de", "gethory_language=en", False),
        ("de", "gethory_language=../de", True),
        ("", "gethory_language=../../etc", False),
    ],
)
async def test_pages_without_react_are_in_the_language_that_the_server_would_take(
    nginx: Nginx, client: Path, accept: str, cookie: str, german: bool
) -> None:
    asked = {"Accept-Language": accept, "Cookie": cookie}
    page = await _get(nginx, "/", **asked)
    assert page.text == (client / f"landing.{'de' if german else 'en'}.html").read_text()
    files = ("landing.html", "landing.de.html", "landing.en.html")
    own = spoken("landing.html", files, Headers(asked))
    assert page.text == (client / own).read_text()
    assert (await _get(nginx, "/landing.de.html")).status_code == 404


async def test_files_have_the_headers_that_the_server_gives(nginx: Nginx) -> None:
    theirs = (await _get(nginx, "/healthz")).headers
    for path in ("/", "/assets/main-1a2b.js", "/favicon.svg"):
        ours = (await _get(nginx, path)).headers
        for name in ("x-content-type-options", "referrer-policy", "cross-origin-opener-policy"):
            assert ours.get_list(name) == theirs.get_list(name) == [theirs[name]]
        assert ours["strict-transport-security"] == "max-age=31536000"


def test_a_browser_gets_http_2_and_no_old_tls(nginx: Nginx) -> None:
    asked = ["curl", "-sS", "--cacert", str(nginx.certificate), "-o", "/dev/null"]
    asked += ["-w", "%{http_version}", f"{nginx.url}/healthz"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert said == "2"
    old = subprocess.run([*asked, "--tls-max", "1.1"], check=False, capture_output=True)
    assert old.returncode == 35  # no TLS could be agreed on


async def _post(nginx: Nginx, path: str, size: int) -> httpx2.Response:
    async with httpx2.AsyncClient(verify=nginx.trust(), base_url=nginx.url) as asking:
        return await asking.post(path, content=b"x" * size)


@pytest.mark.parametrize("size", [70_000, 200_000])
async def test_a_body_over_the_limit_is_refused_in_the_words_of_the_server(
    nginx: Nginx, size: int
) -> None:
    answer = await _post(nginx, "/api/auth/login", size)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == problem(BodyTooLarge())


async def test_without_a_server_the_page_is_there_and_everything_else_may_be_tried_later(
    client: Path,
) -> None:
    alone = Nginx(free_port(), client)
    alone.start()
    try:
        assert (await _get(alone, "/")).status_code == 200
        answer = await _get(alone, "/api/user")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "2"
        assert answer.json() == problem(Unavailable())
    finally:
        alone.stop()


async def test_the_log_holds_no_query_no_token_and_no_address(nginx: Nginx) -> None:
    await _get(nginx, "/api/user?code=739201&token=hidden", Cookie="accessToken=hidden")
    await _get(nginx, "/?name=hidden", Referer="https://hidden.example", **{"User-Agent": "hidden"})
    await _get(nginx, "/__seen")
    said = nginx.output()
    assert "/__seen" in said
    assert "hidden" not in said
    assert "739201" not in said
    assert "127.0.0.1" not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert {"method": "GET", "path": "/api/user", "status": 401}.items() <= {
        key: value for line in lines if line["path"] == "/api/user" for key, value in line.items()
    }.items()


async def test_a_forged_source_counts_as_the_one_that_nginx_sees(
    nginx: Nginx, server: Server
) -> None:
    """Twenty registrations of one source, each with another made-up address before it."""
    own = Server(server._folder, TRUSTED_PROXIES="127.0.0.1", RATE_LIMIT_SCALE="0.1")
    own._folder = server._folder / "own"
    own._folder.mkdir()
    await own.start()
    front = Nginx(own.port)
    front.start()
    try:
        statuses = [await _register(front, number) for number in range(21)]
    finally:
        front.stop()
        own.stop()
    assert statuses == [200] * 20 + [429]


async def _register(front: Nginx, number: int) -> int:
    body = {
        "email": f"n{number}@example.org",
        "password": "a quiet room",
        "confirmpassword": "a quiet room",
    }
    forged = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
    async with httpx2.AsyncClient(verify=front.trust(), base_url=front.url) as asking:
        answer = await asking.post("/api/auth/register", json=body, headers=forged)
    return int(answer.status_code)


async def test_a_browser_runs_the_client_that_nginx_serves_and_reaches_a_room(
    server: Server, chromium: str
) -> None:
    front = Nginx(server.port, built_client())
    person = await move_in(server, "ann")
    room_id = await person.room("Behind nginx")
    front.start()
    told: list[str] = []
    sockets: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_CHROMIUM)
        context = await browser.new_context(ignore_https_errors=True)
        await sign_in(context, person, front.url)
        page = await context.new_page()
        page.on("console", lambda said: told.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: told.append(f"error: {error}"))
        page.on("websocket", lambda opened: sockets.append(opened.url))
        await page.goto(f"{front.url}/r/{room_id}")
        await page.get_by_text("Behind nginx").first.wait_for()
        await page.get_by_role("button", name="Join").first.click()
        await page.get_by_role("button", name="Leave").first.wait_for()
        await browser.close()
    front.stop()
    await person.rest.aclose()
    assert [url for url in sockets if url.startswith(front.url.replace("https", "wss"))]
    assert not [line for line in told if line.startswith("error")], told
