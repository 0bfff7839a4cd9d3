"""Relayed events per second and core: ours and Node, in the same minutes, on the same core.

Pairs of people in rooms of two send each other candidates (0.3 kB) or descriptions (2.5 kB), as
fast as they arrive. Ours is the real application: accounts, sessions, membership and limits are
looked at for every event. Runs of the two servers alternate; the ratio is taken within each pair
of runs. A rate is what was delivered for each second that the server's process had the core: on a
quiet machine that is every second.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import people
from results import shown, spread, write
from rig import Load, Mirror, Node, Ours, Server, built_generator, cores, running

SIZES = {300: "candidate", 2500: "description"}


@dataclass(frozen=True)
class Case:
    """What is relayed."""

    pairs: int
    size: int
    acks: bool
    window: int
    """On the way for each sender."""


@dataclass(frozen=True)
class Bench:
    """Where and for how long."""

    generator: Path
    server_core: int | None
    load_core: int | None
    seconds: float
    warm_up_s: float

    def once(self, server: Server, clients: Path, case: Case, rate: float = 0) -> dict[str, float]:
        """One run: events per second of the clock and of the server's processor time."""
        with running(server):
            load = Load(
                self.generator,
                self.load_core,
                "relay",
                port=server.port,
                clients=clients,
                count=2 * case.pairs,
                size=case.size,
                acks=int(case.acks),
                window=case.window,
                warm_up=self.warm_up_s,
                seconds=self.seconds,
                rate=rate,
            )
            load.next()
            before = server.cpu_s()
            done = load.next()
            used_s = server.cpu_s() - before
            load.end()
        return {
            "per_second": done["delivered"] / done["seconds"],
            "per_cpu_second": done["delivered"] / used_s,
            "server_share": used_s / done["seconds"],
            "load_share": done["cpu_share"],
            "refused": done["refused"],
            "p50_ms": done["p50_ms"],
            "p99_ms": done["p99_ms"],
        }


Make = Callable[[], Server]


def compare(
    bench: Bench, case: Case, runs: int, ours: Make, node: Make, who: people.People
) -> dict[str, Any]:
    """The case, measured in pairs of runs."""
    pairs: list[dict[str, dict[str, float]]] = []
    for number in range(runs):
        both = [("ours", ours, who.ours), ("node", node, who.anybody)]
        measured = {
            name: bench.once(make(), clients, case)
            for name, make, clients in (both if number % 2 == 0 else both[::-1])
        }
        pairs.append(measured)
    ratios = [pair["ours"]["per_cpu_second"] / pair["node"]["per_cpu_second"] for pair in pairs]
    row: dict[str, Any] = {
        "pairs": case.pairs,
        "size": case.size,
        "what": SIZES[case.size] + (" with ack" if case.acks else ""),
        "ours": spread([pair["ours"]["per_cpu_second"] for pair in pairs]),
        "node": spread([pair["node"]["per_cpu_second"] for pair in pairs]),
        "ratio": spread(ratios),
        "load_share": spread([run["load_share"] for pair in pairs for run in pair.values()]),
        "runs": pairs,
    }
    print(
        f"{case.pairs:5} pairs, {row['what']:20} ours {row['ours']['median']:9.0f}/s  "
        f"node {row['node']['median']:9.0f}/s  ratio {shown(row['ratio'])}",
        flush=True,
    )
    return row


def ceiling(bench: Bench, case: Case, who: people.People) -> dict[str, Any]:
    """What the load generator can do against a server that does next to nothing."""
    run = bench.once(Mirror(bench.server_core, bench.generator), who.anybody, case)
    print(
        f"{case.pairs:5} pairs, {SIZES[case.size]:20} the load generator's ceiling: "
        f"{run['per_second']:9.0f}/s, with {run['load_share']:.0%} of its core",
        flush=True,
    )
    return {"pairs": case.pairs, "size": case.size, "what": "ceiling", **run}


def delays(
    bench: Bench, case: Case, runs: int, ours: Make, node: Make, who: people.People, rate: float
) -> dict[str, Any]:
    """How long relays take at the same, moderate rate."""
    times: dict[str, list[dict[str, float]]] = {"ours": [], "node": []}
    for _ in range(runs):
        times["ours"].append(bench.once(ours(), who.ours, case, rate))
        times["node"].append(bench.once(node(), who.anybody, case, rate))
    row: dict[str, Any] = {"pairs": case.pairs, "size": case.size, "what": "delay", "rate": rate}
    for name, measured in times.items():
        row[name] = {key: spread([run[key] for run in measured]) for key in ("p50_ms", "p99_ms")}
    ours_ms, node_ms = (row[name]["p99_ms"]["median"] for name in times)
    print(
        f"{case.pairs:5} pairs, {SIZES[case.size]:20} at {rate:.0f}/s: p99 "
        f"ours {ours_ms:.2f} ms, node {node_ms:.2f} ms",
        flush=True,
    )
    return row


def main() -> None:
    asked = _arguments()
    load = os.getloadavg()[0]
    Node.install()
    server_core, load_core = cores()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, built_generator() as generator:
        bench = Bench(generator, server_core, load_core, asked.seconds, asked.warm_up)
        for pairs in asked.pairs:
            data = Path(folder) / str(pairs)
            who = people.move_in(data, 2 * pairs, rooms=True)

            def ours(data: Path = data) -> Server:
                return Ours(server_core, data)

            def node() -> Server:
                return Node(server_core)

            for size in asked.sizes:
                case = Case(pairs, size, asked.acks, asked.window)
                rows.append(ceiling(bench, case, who))
                row = compare(bench, case, asked.runs, ours, node, who)
                rows.append(row)
                if asked.delays:
                    rate = row["node"]["median"] // 2
                    rows.append(delays(bench, case, asked.runs, ours, node, who, rate))
    settings = {name: value for name, value in vars(asked).items() if name != "note"}
    print(write("relay", settings, rows, load))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--sizes", type=int, nargs="+", default=sorted(SIZES), choices=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--warm-up", type=float, default=2)
    parser.add_argument("--window", type=int, default=8)
    parser.add_argument("--acks", action="store_true", help="ask for an ack with every event")
    parser.add_argument("--no-delays", dest="delays", action="store_false")
    return parser.parse_args()


if __name__ == "__main__":
    main()
