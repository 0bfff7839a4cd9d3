"""Everybody comes back: a server with so many people in rooms is killed and started again.

Each of them tries again as the official client does (socket.io-client: 1 to 5 s, spread by half),
on both servers; and on ours once more as our own client does (`frontend/src/voice/backoff.ts`).
How long it takes until 50, 95 and 100 % are in their rooms again is counted from the kill, and so
has the start of the server's process in it. Nobody may be lost.
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
from rig import Failed, Load, Node, Ours, Server, allow_open_files, built_generator, cores, running

Make = Callable[[], Server]
SHARES = (50, 95, 100)


def once(
    server: Server, generator: Path, core: int | None, clients: Path, count: int, backoff: str
) -> dict[str, float]:
    """One outage; seconds from the kill."""
    with running(server):
        load = Load(
            generator,
            core,
            "storm",
            port=server.port,
            clients=clients,
            count=count,
            backoff=backoff,
            seed=time.monotonic_ns() % 1_000_000,
        )
        load.next()
        killed_at = time.monotonic()
        server.kill()
        server.start()
        up_s = time.monotonic() - killed_at
        done = load.next()
        load.end()
        lasting_mb = server.memory_bytes() / 1e6
    back = [at - killed_at for at in done["returned_at"]]
    if done["back"] != count or len(back) != count:
        raise Failed(f"{server.name}: only {done['back']} of {count} came back")
    times = {f"s_to_{share}": sorted(back)[count * share // 100 - 1] for share in SHARES}
    return {
        **times,
        "s_to_start": up_s,
        "tries_per_client": done["tries"] / count,
        "mb": lasting_mb,
    }


def compare(asked: argparse.Namespace, generator: Path, load_core: int | None, ways: Any) -> Any:
    """Every way, in rounds, each round in another order."""
    rounds = []
    for number in range(asked.runs):
        turn = number % len(ways)
        rounds.append(
            {
                name: once(make(), generator, load_core, clients, asked.clients, backoff)
                for name, make, clients, backoff in [*ways[turn:], *ways[:turn]]
            }
        )
    row: dict[str, Any] = {"clients": asked.clients, "runs": rounds}
    for what in rounds[0]["node"]:
        row[what] = {name: spread([one[name][what] for one in rounds]) for name in rounds[0]}
        for name in ("ours", "ours_own_client"):
            ratios = [one["node"][what] / one[name][what] for one in rounds]
            row[what][f"node_by_{name}"] = spread(ratios)
        print(f"{what:17}", end="")
        for name, figure in row[what].items():
            print(f" {name} {shown(figure)} ", end="")
        print(flush=True)
    return row


def main() -> None:
    asked = _arguments()
    load = os.getloadavg()[0]
    Node.install()
    server_core, load_core = cores()
    allow_open_files(asked.clients + 1000)
    with tempfile.TemporaryDirectory() as folder, built_generator() as generator:
        data = Path(folder)
        who = people.move_in(data, asked.clients, rooms=True)
        ways: list[tuple[str, Make, Path, str]] = [
            ("ours", partial(Ours, server_core, data), who.ours, "official"),
            ("ours_own_client", partial(Ours, server_core, data), who.ours, "ours"),
            ("node", partial(Node, server_core), who.anybody, "official"),
        ]
        row = compare(asked, generator, load_core, ways)
    print(write("storm", vars(asked), [row], load))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
