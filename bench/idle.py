"""Memory of an idle connection, and connections per second: ours and Node, in the same minutes.

So many clients connect to a server as fast as it lets them in, 128 on the way at a time, and then
do nothing but answer its pings. Ours are signed in: each handshake is checked against the store.
Node lets anybody in. What a connection costs is what the resident memory grew by, after a while.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import people
from results import shown, spread, write
from rig import Load, Node, Ours, Server, allow_open_files, built_generator, cores, running

Make = Callable[[], Server]


def once(
    server: Server, generator: Path, core: int | None, clients: Path, count: int, rest_s: float
) -> dict[str, float]:
    """One server, filled up and left alone for a while."""
    with running(server):
        empty = server.memory_bytes()
        load = Load(generator, core, "idle", port=server.port, clients=clients, count=count)
        before = server.cpu_s()
        ready = load.next()
        used_s = server.cpu_s() - before
        time.sleep(rest_s)
        resting = server.cpu_s()
        time.sleep(rest_s)
        full = server.memory_bytes()
        idle_share = (server.cpu_s() - resting) / rest_s
        load.end()
    return {
        "bytes_per_connection": (full - empty) / count,
        "connects_per_second": count / ready["seconds"],
        "connects_per_cpu_second": count / used_s,
        "load_share": ready["cpu_share"],
        "idle_share": idle_share,
    }


def compare(
    count: int, runs: int, rest_s: float, generator: Path, load_core: int | None, servers: Any
) -> dict[str, Any]:
    """So many clients, in pairs of runs."""
    pairs = [
        {
            name: once(make(), generator, load_core, clients, count, rest_s)
            for name, make, clients in (servers if number % 2 == 0 else servers[::-1])
        }
        for number in range(runs)
    ]
    row: dict[str, Any] = {"clients": count, "runs": pairs}
    for what in ("bytes_per_connection", "connects_per_cpu_second", "connects_per_second"):
        row[what] = {name: spread([pair[name][what] for pair in pairs]) for name in pairs[0]}
        row[what]["ratio"] = spread([pair["ours"][what] / pair["node"][what] for pair in pairs])
        print(
            f"{count:6} clients, {what:24} ours {row[what]['ours']['median']:8.0f}  "
            f"node {row[what]['node']['median']:8.0f}  ratio {shown(row[what]['ratio'])}",
            flush=True,
        )
    return row


def main() -> None:
    asked = _arguments()
    load = os.getloadavg()[0]
    Node.install()
    server_core, load_core = cores()
    rows: list[dict[str, Any]] = []
    allow_open_files(max(asked.clients) + 1000)
    with tempfile.TemporaryDirectory() as folder, built_generator() as generator:
        for count in asked.clients:
            data = Path(folder) / str(count)
            who = people.move_in(data, count, rooms=False)
            servers: list[tuple[str, Make, Path]] = [
                ("ours", partial(Ours, server_core, data), who.ours),
                ("node", partial(Node, server_core), who.anybody),
            ]
            rows.append(compare(count, asked.runs, asked.rest, generator, load_core, servers))
    print(write("idle", vars(asked), rows, load))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[5000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rest", type=float, default=12, help="seconds, twice; the ping is at 10")
    return parser.parse_args()


if __name__ == "__main__":
    main()
