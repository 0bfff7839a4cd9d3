"""What every story gets: an artefact folder, a server, and people with browsers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from harness.people import PATIENCE_MS, Company
from harness.server import Server

ARTEFACTS = Path(__file__).parent / "artifacts"

_company = pytest.StashKey[Company]()
_server = pytest.StashKey[Server]()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One Playwright for the whole run, patient enough for two slow cores."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the WAV files of people's voices are made."""
    return tmp_path_factory.mktemp("tones")


@pytest.fixture
def artefacts(request: pytest.FixtureRequest) -> Path:
    """An empty folder for this test's logs and pictures, kept after the run."""
    folder = ARTEFACTS / re.sub(r"\W+", "-", request.node.name).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def server(request: pytest.FixtureRequest, artefacts: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, ready for people."""
    server = Server(tmp_path / "data", artefacts / "server.log")
    request.node.stash[_server] = server
    try:
        server.start()
        yield server
    finally:
        server.end()


@pytest.fixture
def company(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    server: Server,
    artefacts: Path,
    tones: Path,
) -> Iterator[Company]:
    """Nobody yet; `company.welcome(...)` brings people."""
    company = Company(playwright, server.url, artefacts, tones)
    request.node.stash[_company] = company
    try:
        yield company
    finally:
        company.go_home()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Photograph every page when a story fails; fail it when a page or the server had an error."""
    company, server = item.stash.get(_company, None), item.stash.get(_server, None)
    try:
        result = yield
        if company:
            company.complain()
        if server:
            server.complain()
        return result
    except BaseException:
        if company:
            company.photograph("failed")
        raise
