"""Asks Lighthouse about the first page and the lobby, as on a phone: `make lighthouse`.

Three runs of each page; the median of every category must reach what is promised. Not part of the
tests: its timing wants a quiet machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from harness.accounts import move_in, start_room
from harness.people import Person, visitor
from harness.server import ROOT, Server, free_port

RUNS = 3
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {"landing": "/", "lobby": "/rooms"}

_ROOMS = ("Evening round", "Breakfast in five languages", "Quiet corner", "Release call")


@contextmanager
def _somebody(folder: Path, server: Server, port: int) -> Iterator[Person]:
    """One signed-in person whose browser Lighthouse can reach at `port`."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "browser",
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", f"--remote-debugging-port={port}"],
            base_url=server.url,
        )
        person = visitor("Ada Lovelace", context.new_page(), folder)
        move_in(person)
        for topic in _ROOMS:
            start_room(person, topic)
        yield person
        context.close()


def _forget(person: Person, origin: str) -> None:
    """Everything that this browser kept of the pages, but who it is: each run is a first visit."""
    cdp = person.context.new_cdp_session(person.page)
    cdp.send("Network.clearBrowserCache")
    kinds = "service_workers,cache_storage,local_storage"
    cdp.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})
    cdp.detach()


def _run(url: str, port: int, report: Path) -> dict[str, int]:
    """The scores of one run, 0 to 100, by category; what fell short stands in the report."""
    subprocess.run(
        [
            *("npx", "lighthouse", url, "--quiet", f"--port={port}", "--disable-storage-reset"),
            *("--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(WANTED)}",
        ],
        cwd=ROOT / "frontend",
        check=True,
    )
    categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(categories[name]["score"] * 100) for name in WANTED}


def _shortfalls(report: Path) -> list[str]:
    audits = json.loads(report.read_text(encoding="utf-8"))["audits"].values()
    return [f"{it['id']}: {it.get('displayValue', '')}" for it in audits if it["score"] == 0]


def _judge(page: str, runs: list[dict[str, int]]) -> bool:
    medians = {name: round(statistics.median(run[name] for run in runs)) for name in WANTED}
    print(f"{page:8}", "  ".join(f"{name} {score}" for name, score in medians.items()))  # noqa: T201 - a tool's answer
    return all(medians[name] >= wanted for name, wanted in WANTED.items())


def main() -> int:
    """0 when every page is as good as promised."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Server(folder / "data", folder / "server.log")
        server.start()
        try:
            return _ask_about_all(folder, server)
        finally:
            server.end()


def _ask_about_all(folder: Path, server: Server) -> int:
    good, port = True, free_port()
    with _somebody(folder, server, port) as person:
        for page, path in PAGES.items():
            report = folder / f"{page}.json"
            runs = []
            for _ in range(RUNS):
                _forget(person, server.url)
                runs.append(_run(server.url + path, port, report))
            good = _judge(page, runs) and good
            for shortfall in _shortfalls(report):
                print("   ", shortfall)  # noqa: T201 - a tool's answer
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
