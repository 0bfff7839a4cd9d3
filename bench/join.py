"""From the click on Join to the first sound: with offers inside the join, and the plain way.

Two browsers and the server are on hosts of their own, R of round trip between any two of them
(`wires.py`). Somebody talks in the room; somebody else stands at its door, the page loaded and its
socket open, and clicks. It is the page's own clock that counts, from the click to the first
sample of sound that came out of the decoder. The plain way is the same page, which offers when
it knows to whom. Runs of the two ways alternate; the ratio is taken within each pair of runs.
Where others use the machine, too, `chrt --rr 1` before the command keeps them out of it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import pages
import people
from results import shown, spread, write
from rig import Failed, Ours, running
from wires import Host, Wires, hosts

_PATIENCE_S = 60.0
_TALKER_HZ, _NEWCOMER_HZ = 440, 1000
WAYS = ("offers", "plain")
Pair = dict[str, dict[str, float]]
"""Of each way: milliseconds to the first packet, and to the first sound."""


class Remote(Ours):
    """Our server on a host of its own, with its STUN responder."""

    def __init__(self, data: Path, host: Host) -> None:
        super().__init__(None, data)
        self._host = host
        self.origin = f"http://{host.address}:{self.port}"

    def command(self) -> list[str]:
        return self._host.inside(super().command())

    def environment(self) -> dict[str, str]:
        return super().environment() | {
            "NODE_ENV": "development",
            "HOST": self._host.address,
            "BACKEND_URL": self.origin,
            "STUN_PORT": "3478",
        }

    def await_answer(self) -> float:
        """When it began to take connections, monotonic seconds."""
        connect = f"import socket; socket.create_connection(({self._host.address!r}, {self.port}))"
        probe = self._host.inside([sys.executable, "-c", connect])
        deadline = time.monotonic() + _PATIENCE_S
        while subprocess.run(probe, check=False, capture_output=True).returncode != 0:
            if time.monotonic() > deadline:
                raise Failed(f"{self.name} does not answer")
        return time.monotonic()


class Bench:
    """A room with somebody who talks in it, and somebody who comes in again and again."""

    def __init__(
        self, origin: str, room: str, newcomer: Browser, cookie: str, wires: Wires
    ) -> None:
        self._origin = origin
        self._room = room
        self._newcomer = newcomer
        self._cookie = cookie
        self._wires = wires

    def compare(self, round_trip_ms: int, runs: int) -> dict[str, Any]:
        """Both ways, in pairs of runs."""
        self._wires.set_round_trip(round_trip_ms)
        self._once(plain=False)  # whatever is slower the first time
        pairs: list[Pair] = []
        for number in range(runs):
            ways = WAYS if number % 2 == 0 else WAYS[::-1]
            pairs.append({way: self._once(plain=way == "plain") for way in ways})
        row = _row(round_trip_ms, pairs)
        shows = [
            f"{way} {shown(row[way]['heard_ms'])} ms, {shown(row[way]['round_trips'])} R"
            for way in WAYS
        ]
        ratio = f"ratio {shown(row['ratio'])}"
        print(f"R = {round_trip_ms:3} ms", *shows, ratio, sep="  ", flush=True)
        return row

    def _once(self, *, plain: bool) -> dict[str, float]:
        page = pages.open_door(self._newcomer, self._origin, self._cookie, self._room, plain=plain)
        pages.join(page)
        times = pages.times(page)
        pages.go(page)
        return times


def _row(round_trip_ms: int, pairs: list[Pair]) -> dict[str, Any]:
    row: dict[str, Any] = {"round_trip_ms": round_trip_ms}
    for way in WAYS:
        heard_ms = [pair[way]["heard"] for pair in pairs]
        row[way] = {
            "packet_ms": spread([pair[way]["packet"] for pair in pairs]),
            "heard_ms": spread(heard_ms),
            "round_trips": spread([ms / round_trip_ms for ms in heard_ms]),
        }
    row["ratio"] = spread([pair["offers"]["heard"] / pair["plain"]["heard"] for pair in pairs])
    row["runs"] = pairs
    return row


def measure(asked: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """A row for each round trip."""
    who = people.move_in(folder / "data", 2, rooms=True)
    (talks, room), (comes, _) = [line.split("\t") for line in who.ours.read_text().splitlines()]
    with (
        hosts("server", "talker", "newcomer") as (wires, (home, *seats)),
        sync_playwright() as playwright,
    ):
        server = Remote(folder / "data", home)
        with running(server):
            talker, newcomer = [
                pages.launch(playwright, seat, server.origin, folder, hz)
                for seat, hz in zip(seats, (_TALKER_HZ, _NEWCOMER_HZ), strict=True)
            ]
            page = pages.open_door(talker, server.origin, talks, room)
            pages.join(page)
            pages.speak(page)
            bench = Bench(server.origin, room, newcomer, comes, wires)
            rows = [bench.compare(round_trip_ms, asked.runs) for round_trip_ms in asked.round_trips]
            for browser in (talker, newcomer):
                browser.close()
    return rows


def main() -> None:
    asked = _arguments()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="gethory-bench-") as folder:
        rows = measure(asked, Path(folder))
    print(write("join", vars(asked), rows, load))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--round-trips", type=int, nargs="+", default=[40, 100, 200])
    parser.add_argument("--runs", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
