"""What every story gets: an artefact folder, a server, and people with browsers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from harness.people import PATIENCE_MS, Browsers, Company
from harness.server import Server

ARTEFACTS = Path(__file__).parent / "artifacts"

_watched = pytest.StashKey[tuple[Company, Server]]()


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """The browsers of the whole run, patient enough for two slow cores."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browsers = Browsers(playwright, tmp_path_factory.mktemp("tones"))
        yield browsers
        browsers.close()


@pytest.fixture
def artefacts(request: pytest.FixtureRequest) -> Path:
    """An empty folder for this test's logs and pictures, kept after the run."""
    return _emptied(request.node.name)


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server for the stories of a file, ready for people."""
    log = _emptied(request.node.path.stem) / "server.log"
    server = Server(tmp_path_factory.mktemp("server") / "data", log)
    try:
        server.start()
        yield server
    finally:
        server.end()


@pytest.fixture
def company(
    request: pytest.FixtureRequest, browsers: Browsers, server: Server, artefacts: Path
) -> Iterator[Company]:
    """Nobody yet; `company.welcome(...)` brings people, unknown to the server so far."""
    company = Company(browsers, server.url, artefacts)
    request.node.stash[_watched] = (company, server)
    try:
        yield company
    finally:
        company.go_home()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Photograph every page when a story fails; fail it when a page or the server had an error."""
    if _watched not in item.stash:
        return (yield)
    company, server = item.stash[_watched]
    try:
        result = yield
        company.complain()
        server.complain()
        return result
    except BaseException:
        company.photograph("failed")
        raise


def _emptied(name: str) -> Path:
    folder = ARTEFACTS / re.sub(r"\W+", "-", name).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
