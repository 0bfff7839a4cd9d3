"""How the built client is served."""

from __future__ import annotations

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
