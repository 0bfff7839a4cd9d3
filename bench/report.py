"""Writes the newest results of each script as tables into `docs/performance.md`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from results import RESULTS, shown
from rig import HERE

PAGE = HERE.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- {}: made by bench/report.py -->", "<!-- /{} -->"

Row = Iterable[object]


def table(heads: Row, rows: Iterable[Row]) -> str:
    """A table in Markdown."""
    lines = [list(map(str, heads)), *([str(cell) for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def relay(rows: list[dict[str, Any]]) -> str:
    """Relayed events per second of the server's core."""
    compared = [row for row in rows if "ratio" in row]
    delays = {(row["pairs"], row["size"]): row for row in rows if row["what"] == "delay"}
    ceilings = {(row["pairs"], row["size"]): row for row in rows if row["what"] == "ceiling"}

    def cells(row: dict[str, Any]) -> Row:
        key = (row["pairs"], row["size"])
        delay = delays.get(key)
        return (
            row["pairs"],
            row["what"],
            _thousands(row["ours"]["median"]),
            _thousands(row["node"]["median"]),
            f"**{shown(row['ratio'])}**",
            _thousands(ceilings[key]["per_second"]),
            _delay(delay, "ours"),
            _delay(delay, "node"),
        )

    heads = ("pairs", "message", "ours /s", "Node /s", "ratio", "load's ceiling /s")
    return table((*heads, "p99 ours, ms", "p99 Node, ms"), map(cells, compared))


def _delay(row: dict[str, Any] | None, name: str) -> str:
    return "" if row is None else shown(row[name]["p99_ms"])


def idle(rows: list[dict[str, Any]]) -> str:
    """Memory of an idle connection, and connections per second of the server's core."""
    kinds = {
        "bytes_per_connection": "bytes per idle connection",
        "connects_per_cpu_second": "connects per second and core",
    }
    cells = [
        (
            row["clients"],
            words,
            f"{row[kind]['ours']['median']:.0f}",
            f"{row[kind]['node']['median']:.0f}",
            f"**{shown(row[kind]['ratio'])}**",
        )
        for row in rows
        for kind, words in kinds.items()
    ]
    return table(("clients", "what", "ours", "Node", "ratio"), cells)


def storm(rows: list[dict[str, Any]]) -> str:
    """Seconds from the kill until so many are in their rooms again."""
    ways = {
        "ours": "ours, official client",
        "ours_own_client": "ours, own client",
        "node": "Node, official client",
    }
    (row,) = rows
    shares = ("s_to_50", "s_to_95", "s_to_100")
    cells = [
        (
            words,
            *(shown(row[share][way]) for share in shares),
            "" if way == "node" else f"**{shown(row['s_to_100'][f'node_by_{way}'])}**",
        )
        for way, words in ways.items()
    ]
    return table(("who", "50 %, s", "95 %, s", "100 %, s", "times faster than Node"), cells)


def lobby(rows: list[dict[str, Any]]) -> str:
    """The relay beside a lobby that is empty, full, and full of people who watch rooms."""
    keys = {"relay": ("per_cpu_second", "relays /s"), "delay": ("p99_ms", "p99 of a relay, ms")}

    def cells(row: dict[str, Any]) -> Row:
        key, words = keys[row["what"]]
        figures = (shown(row[how][key]) for how in ("empty", "idle", "watching"))
        return (words, *figures, f"**{shown(row['ratios']['idle'])}**")

    heads = ("what", "empty", "5000 idle", "5000 watching", "watching to idle")
    return table(heads, map(cells, rows))


def join(rows: list[dict[str, Any]]) -> str:
    """From the click to the first sound."""
    cells = [
        (
            f"{row['round_trip_ms']} ms",
            *(shown(row[way][key]) for way in _WAYS for key in ("heard_ms", "round_trips")),
            f"**{shown(row['ratio'])}**",
        )
        for row in rows
    ]
    return table(("R", "offers, ms", "in R", "plain, ms", "in R", "ratio"), cells)


def footprint(rows: list[dict[str, Any]]) -> str:
    """Resident memory of the low-memory deployment."""
    cells = [
        (
            f"{row['people']} in rooms of {row['per_room']}",
            f"{row['server_empty_mb']:.0f} MB",
            f"{row['server_mb']:.0f} MB",
            f"{row['nginx_mb']:.0f} MB ({row['nginx_processes']} processes)",
            f"{row['coturn_mb']:.0f} MB",
            f"**{row['all_mb']:.0f} MB**",
        )
        for row in rows
    ]
    return table(("people", "server, empty", "server", "nginx", "coturn", "all"), cells)


_WAYS = ("offers", "plain")


def _thousands(number: float) -> str:
    return f"{number / 1000:.1f} k"


TABLES: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "relay": relay,
    "idle": idle,
    "storm": storm,
    "lobby": lobby,
    "join": join,
    "footprint": footprint,
}


def newest(bench: str) -> dict[str, Any] | None:
    """The last result of a script."""
    files = sorted(RESULTS.glob(f"{bench}-*.json"))
    found: dict[str, Any] | None = json.loads(files[-1].read_text()) if files else None
    return found


def section(bench: str, result: dict[str, Any]) -> str:
    """The table, and where it comes from."""
    machine = result["machine"]
    where = (
        f"{result['at'][:10]}, commit {result['commit']}{' and changes' * result['changed']}, "
        f"{machine['cores']} cores ({machine['cpu']}), Python {machine['python']}, "
        f"Node {machine['node']}, load before {result['load_before']}."
    )
    return f"{TABLES[bench](result['rows'])}\n\n{where}"


def main() -> None:
    text = PAGE.read_text()
    for bench in TABLES:
        result = newest(bench)
        begin, end = _BEGIN.format(bench), _END.format(bench)
        if begin not in text:
            sys.exit(f"{bench}: no place for it in {PAGE.name}")
        if result is None:
            continue
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n\n{section(bench, result)}\n\n{end}{rest.partition(end)[2]}"
    PAGE.write_text(text)


if __name__ == "__main__":
    main()
