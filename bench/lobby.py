"""Whether a full lobby slows the relay: 5000 watchers of 20 rooms each, of 500 with churn.

Pairs of people relay candidates to each other, first as fast as it goes (what one second of the
server's processor is good for), then at a moderate rate (how long a relay takes). Meanwhile guests
come into rooms and leave them, fifty times a second, and the lobby is empty, or full of people who
only have a line open, or full of people who watch. Runs of the three alternate; ratios are taken
within each round.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import people
from results import shown, spread, write
from rig import HERE, Load, Ours, Server, allow_open_files, built_generator, cores, pinned, running

SIZE = 300
LOBBIES = ("empty", "idle", "watching")


class Crowd(Load):
    """`crowd.py`, running."""

    def __init__(self, core: int | None, **options: object) -> None:
        command = [sys.executable, str(HERE / "crowd.py")]
        self._process = subprocess.Popen(
            pinned([*command, *(f"{name}={what}" for name, what in options.items())], core),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def close(self) -> dict[str, Any]:
        """Send everybody home; what they heard."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        heard = self.next()
        self._process.wait(10)
        return heard


@dataclass(frozen=True)
class Lobby:
    """Who is there, and who is in the calls beside them."""

    watchers: int
    watched: int
    rooms: int
    churn: float
    pairs: int

    @property
    def people(self) -> int:
        """All of them."""
        return 2 * self.pairs + self.watchers + 2 * self.rooms


@dataclass(frozen=True)
class Bench:
    """Where and for how long."""

    generator: Path
    data: Path
    server_core: int | None
    load_core: int | None
    seconds: float
    lobby: Lobby

    def once(self, how: str, rate: float) -> dict[str, float]:
        """One run beside one kind of lobby; a rate of 0 is as fast as it goes."""
        with (
            running(Ours(self.server_core, self.data)) as server,
            self._crowd(server, how) as crowd,
        ):
            load = self._load(server, rate)
            load.next()
            before, memory = server.cpu_s(), server.memory_bytes()
            done = load.next()
            used_s = server.cpu_s() - before
            load.end()
            heard = crowd.close()
        return {
            "per_second": done["delivered"] / done["seconds"],
            "per_cpu_second": done["delivered"] / used_s,
            "server_share": used_s / done["seconds"],
            "load_share": done["cpu_share"] + heard["cpu_share"],
            "refused": done["refused"],
            "p50_ms": done["p50_ms"],
            "p99_ms": done["p99_ms"],
            "max_ms": done["max_ms"],
            "memory_mb": memory / 1e6,
            "updates_per_second": heard["updates"] / heard["seconds"],
            "rooms_an_update": heard["rooms"] / max(1, heard["updates"]),
            "shortest_gap_s": heard["shortest_s"] or 0,
        }

    def _load(self, server: Server, rate: float) -> Load:
        return Load(
            self.generator,
            self.load_core,
            "relay",
            port=server.port,
            clients=self.data / "calls.tsv",
            count=2 * self.lobby.pairs,
            size=SIZE,
            warm_up=2,
            seconds=self.seconds,
            rate=rate,
        )

    @contextmanager
    def _crowd(self, server: Server, how: str) -> Iterator[Crowd]:
        crowd = Crowd(
            self.load_core,
            port=server.port,
            clients=self.data / ("guests.tsv" if how == "empty" else "lobby.tsv"),
            watchers=0 if how == "empty" else self.lobby.watchers,
            watched=self.lobby.watched if how == "watching" else 0,
            guests=2 * self.lobby.rooms,
            rate=self.lobby.churn,
        )
        try:
            crowd.next()
            yield crowd
        finally:
            crowd.end()


def settle(data: Path, lobby: Lobby) -> None:
    """Everybody moves in: those in calls, those in the lobby, those who come and leave."""
    who = people.move_in(data, lobby.people, rooms=True)
    lines = who.ours.read_text().splitlines(keepends=True)
    calls, guests = 2 * lobby.pairs, 2 * lobby.rooms
    (data / "calls.tsv").write_text("".join(lines[:calls]))
    (data / "lobby.tsv").write_text("".join(lines[calls:]))
    (data / "guests.tsv").write_text("".join(lines[-guests:]))


def compare(bench: Bench, runs: int, rate: float) -> dict[str, Any]:
    """The three lobbies in turn, so many times."""
    rounds: list[dict[str, dict[str, float]]] = []
    for number in range(runs):
        order = LOBBIES if number % 2 == 0 else LOBBIES[::-1]
        rounds.append({how: bench.once(how, rate) for how in order})
    key = "p99_ms" if rate else "per_cpu_second"
    ratios = {
        base: spread([one["watching"][key] / one[base][key] for one in rounds])
        for base in ("empty", "idle")
    }
    row: dict[str, Any] = {"what": "delay" if rate else "relay", "rate": rate, "ratios": ratios}
    for how in LOBBIES:
        row[how] = {name: spread([one[how][name] for one in rounds]) for name in rounds[0][how]}
        print(
            f"{key} with a lobby that is {how:8}: {shown(row[how][key])}, "
            f"{shown(row[how]['server_share'])} of the server's core",
            flush=True,
        )
    print(f"ratio to an empty one {shown(ratios['empty'])}, to an idle one {shown(ratios['idle'])}")
    heard = row["watching"]
    print(
        f"updates a second {shown(heard['updates_per_second'])}, "
        f"rooms in one {shown(heard['rooms_an_update'])}, "
        f"shortest time between two {shown(heard['shortest_gap_s'])} s",
        flush=True,
    )
    return row | {"runs": rounds}


def main() -> None:
    asked = _arguments()
    load = os.getloadavg()[0]
    allow_open_files(2 * asked.watchers + 4096)
    server_core, load_core = cores()
    lobby = Lobby(asked.watchers, asked.watched, asked.rooms, asked.churn, asked.pairs)
    with tempfile.TemporaryDirectory() as folder, built_generator() as generator:
        data = Path(folder)
        settle(data, lobby)
        bench = Bench(generator, data, server_core, load_core, asked.seconds, lobby)
        rows = [compare(bench, asked.runs, rate) for rate in (0.0, asked.rate)]
    print(write("lobby", vars(asked), rows, load))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watchers", type=int, default=5000)
    parser.add_argument("--watched", type=int, default=20, help="rooms for each watcher")
    parser.add_argument("--rooms", type=int, default=500)
    parser.add_argument("--churn", type=float, default=50, help="joins and leaves a second")
    parser.add_argument("--pairs", type=int, default=100, help="in calls, relaying")
    parser.add_argument("--rate", type=float, default=5000, help="relays a second, for delays")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
