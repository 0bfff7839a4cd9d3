"""The containers of development run these commands on mounted sources: a change is seen at once."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import httpx2
import pytest

from deploy.client import copy_client
from deploy.parts import ROOT
from scenarios.eventually import eventually_asked
from scenarios.server import free_port

pytestmark = pytest.mark.anyio
_NOT_FOUND = re.compile(r'(class RouteNotFound\(Refusal\):.*?sentence = )"[^"]*"', re.DOTALL)
_TOKEN = re.compile(r'wsToken = "([\w-]+)"')


def shipped(side: str) -> list[str]:
    """What the container of a side runs."""
    text = (ROOT / side / "Dockerfile.dev").read_text(encoding="utf-8")
    command: list[str] = json.loads(text.rpartition("CMD ")[2])
    return command


@contextmanager
def running(command: list[str], folder: Path, **settings: str) -> Iterator[Path]:
    """The command with these settings; its log."""
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | settings,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield log
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


async def _asked(url: str) -> str:
    """The answer's text, or nothing while there is none."""
    async with httpx2.AsyncClient(timeout=5) as client:
        try:
            return (await client.get(url)).text
        except httpx2.HTTPError:
            return ""


async def _says(url: str, words: str, log: Path) -> None:
    async def still_missing() -> str:
        said = await _asked(url)
        return "" if words in said else f"{url} says {said!r}; see {log}"

    await eventually_asked(still_missing, 40)


async def test_the_server_starts_anew_when_a_source_changes(tmp_path: Path) -> None:
    sources = tmp_path / "src"
    shutil.copytree(ROOT / "backend" / "src", sources)
    command = [word.replace("/app", str(tmp_path)) for word in shipped("backend")]
    port = free_port()
    settings = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(sources),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PORT": str(port),
        "DATA_DIR": str(tmp_path / "data"),
        "STUN_PORT": "0",
    }
    with running(command, tmp_path, **settings) as log:
        url = f"http://127.0.0.1:{port}/api/none"
        await _says(url, "route_not_found", log)
        errors = sources / "gethory" / "errors.py"
        text, changes = _NOT_FOUND.subn(r'\1"Changed while it ran."', errors.read_text())
        assert changes == 1
        errors.write_text(text)
        await _says(url, "Changed while it ran.", log)


async def test_the_browser_follows_when_a_source_of_the_client_changes(tmp_path: Path) -> None:
    copy_client(tmp_path)
    (tmp_path / ".env.dev").write_text("VITE_FULL_BACKEND_URL=http://of-the-file.test\n")
    port = free_port()
    with running([*shipped("frontend"), "--port", str(port)], tmp_path) as log:
        url = f"http://127.0.0.1:{port}"
        await _says(f"{url}/src/api/address.ts", "http://of-the-file.test", log)
        token = _TOKEN.search(await _asked(f"{url}/@vite/client"))
        assert token is not None
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{url}/?token={token[1]}", protocols=["vite-hmr"]) as browser,
        ):
            assert (await browser.receive_json())["type"] == "connected"
            source = tmp_path / "src" / "api" / "address.ts"
            source.write_text(source.read_text() + "\nexport const changed = true;\n")
            told = await browser.receive_json(timeout=20)
            assert told["type"] in {"update", "full-reload"}
        assert "changed = true" in await _asked(f"{url}/src/api/address.ts")
