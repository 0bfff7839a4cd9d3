"""How the built client is served."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from gethory.web import client as client_pages
from gethory.web import problems

pytestmark = pytest.mark.anyio


def _asking(folder: Path | None, elsewhere: str | None = None) -> httpx2.AsyncClient:
    app = FastAPI(redirect_slashes=False)
    problems.install(app)
    client_pages.install(app, folder, public_url="https://voice.example", elsewhere=elsewhere)
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url="https://voice.example"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "main-1a2b.js").write_text("1")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    (tmp_path / "index.html").write_text("<html><head></head><body></body></html>")
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/rooms", "/r/0123456789abcdef01234567", "/verify"])
async def test_every_address_of_a_person_is_the_page(folder: Path, path: str) -> None:
    async with _asking(folder) as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert "microphone=(self)" in answer.headers["permissions-policy"]


async def test_each_page_has_its_own_nonce_and_no_inline_script_may_run(folder: Path) -> None:
    async with _asking(folder) as client:
        first, second = await client.get("/"), await client.get("/")
    policy = first.headers["content-security-policy"]
    assert policy != second.headers["content-security-policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'content="{nonce}"' in first.text
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "connect-src 'self' wss://voice.example;" in policy


@pytest.fixture
def with_stills(folder: Path) -> Path:
    """The folder with the pages that need no React."""
    (folder / "landing.html").write_text("<h1>Pull up a chair.</h1>")
    (folder / "landing.html.gz").write_bytes(gzip.compress(b"<h1>Pull up a chair.</h1>"))
    (folder / "offline.html").write_text("<h1>No connection</h1>")
    return folder


@pytest.mark.parametrize(("path", "words"), [("/", "Pull up"), ("/offline.html", "No connection")])
async def test_the_pages_without_react_are_files_under_a_policy_without_a_nonce(
    with_stills: Path, path: str, words: str
) -> None:
    async with _asking(with_stills) as client:
        answer = await client.get(path)
    assert words in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "nonce" not in policy
    assert "unsafe" not in policy
    assert "microphone=(self)" in answer.headers["permissions-policy"]


@pytest.mark.parametrize(
    ("accept", "cookie", "words"),
    [
        ("", "", "Pull up"),
        ("de-AT,de;q=0.9,en;q=0.8", "", "Setz dich"),
        ("en;q=0.5, de;q=0.9", "", "Setz dich"),
        ("fr, it;q=0.9, de;q=0.5", "", "Setz dich"),
        ("en-GB,de;q=0.9", "", "Pull up"),
        ("pt", "", "Pull up"),
        ("pt-br", "", "Puxe"),
        ("de", "sessionId=1; gethory_language=en", "Pull up"),
        ("en", "gethory_language=de", "Setz dich"),
        ("de", "gethory_language=tlh", "Setz dich"),
        ("*, ;q=x,,/../../etc;q=2", "gethory_language=../x", "Pull up"),
    ],
)
async def test_the_first_page_is_in_the_language_that_was_chosen_or_is_asked_for(
    with_stills: Path, accept: str, cookie: str, words: str
) -> None:
    for tag, first in (("en", "Pull up"), ("de", "Setz dich"), ("pt-BR", "Puxe")):
        (with_stills / f"landing.{tag}.html").write_text(first)
    async with _asking(with_stills) as client:
        answer = await client.get("/", headers={"Accept-Language": accept, "Cookie": cookie})
        direct = await client.get("/landing.de.html")
    assert words in answer.text
    assert answer.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Setz dich" not in direct.text


async def test_the_first_page_arrives_compressed(with_stills: Path) -> None:
    assert await _coding(with_stills, "/", "gzip") == "gzip"


async def test_the_first_page_has_one_address(with_stills: Path) -> None:
    async with _asking(with_stills) as client:
        answer = await client.get("/landing.html")
    assert "Pull up" not in answer.text


async def test_a_page_asks_for_the_scripts_of_its_place_at_once(folder: Path) -> None:
    (folder / "preloads.json").write_text('{"rooms": ["assets/lobby-1.js"], "r": []}')
    async with _asking(folder) as client:
        lobby, room = await client.get("/rooms/new"), await client.get("/r/1")
    link = '<link rel="modulepreload" crossorigin href="/assets/lobby-1.js" />'
    assert link in lobby.text.partition("</head>")[0]
    assert "modulepreload" not in room.text


async def test_hashed_files_never_change_and_others_are_asked_for_again(folder: Path) -> None:
    async with _asking(folder) as client:
        hashed = await client.get("/assets/main-1a2b.js")
        plain = await client.get("/favicon.svg")
    assert "immutable" in hashed.headers["cache-control"]
    assert plain.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/api/nothing", "/storage/none.png", "/assets/none.js", "/__nothing"]
)
async def test_addresses_of_programs_are_never_the_page(folder: Path, path: str) -> None:
    async with _asking(folder) as client:
        answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "route_not_found"


async def test_without_a_built_client_people_are_sent_where_it_is() -> None:
    async with _asking(None, "http://localhost:5173") as client:
        answer = await client.get("/verify?x=1", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"] == "http://localhost:5173/verify?x=1"


@pytest.fixture
def with_twins(folder: Path) -> Path:
    """The folder after a build that compresses; nobody here unpacks a `.br`."""
    for name in ("assets/main-1a2b.js", "favicon.svg"):
        plain = folder / name
        plain.with_name(f"{plain.name}.gz").write_bytes(gzip.compress(plain.read_bytes()))
        plain.with_name(f"{plain.name}.br").write_bytes(b"smallest")
    return folder


async def _coding(folder: Path, path: str, accepted: str) -> str:
    headers = {"Accept-Encoding": accepted}
    async with _asking(folder) as client, client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["vary"].startswith("Accept-Encoding")
        return str(answer.headers.get("content-encoding", "plain"))


@pytest.mark.parametrize("path", ["/assets/main-1a2b.js", "/favicon.svg"])
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("*", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("identity", "plain"),
        ("br;q=0.000", "plain"),
        ("br;q=much", "plain"),
        ("*;q=0", "plain"),
        ("", "plain"),
    ],
)
async def test_a_browser_gets_the_smallest_twin_of_a_file_that_it_takes(
    with_twins: Path, path: str, accepted: str, coding: str
) -> None:
    assert await _coding(with_twins, path, accepted) == coding


async def test_a_twin_has_the_type_and_the_caching_of_its_file(with_twins: Path) -> None:
    async with _asking(with_twins) as client:
        plain = await client.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "identity"})
        packed = await client.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text == "1"
    for header in ("content-type", "cache-control", "vary"):
        assert packed.headers[header] == plain.headers[header]
    assert packed.headers["content-type"].startswith("text/javascript")
    assert packed.headers["etag"] != plain.headers["etag"]


async def test_a_twin_that_the_browser_has_is_not_sent_again(with_twins: Path) -> None:
    async with _asking(with_twins) as client:
        first = await client.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"})
        seen = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]}
        again = await client.get("/assets/main-1a2b.js", headers=seen)
        other = await client.get("/assets/main-1a2b.js", headers={**seen, "Accept-Encoding": ""})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["vary"] == "Accept-Encoding"
    assert other.status_code == 200


async def test_a_file_without_twins_is_sent_as_it_is(folder: Path) -> None:
    assert await _coding(folder, "/assets/main-1a2b.js", "br, gzip") == "plain"


async def test_a_twin_has_no_address_of_its_own(with_twins: Path) -> None:
    async with _asking(with_twins) as client:
        asset = await client.get("/assets/main-1a2b.js.br")
        page = await client.get("/favicon.svg.gz")
    assert asset.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
