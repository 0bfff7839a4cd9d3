"""What is asserted after every fault: the rosters are the server's, and the right pairs hear
each other. At this level to hear somebody is to be reached by what they relay."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from itertools import count

from scenarios.client import Client, rosters_agree

_mark = count(1)


async def all_is_right(room_id: str, *inside: Client, gone: Collection[str] = ()) -> None:
    """Exactly these are in the room, for the server and for each of them, and each reaches each of
    the others and nobody else; `gone` are peer ids that reach nobody any more."""
    await rosters_agree(room_id, *inside)
    mark = f"mark {next(_mark)}"
    pairs = [(one, other) for one in inside for other in inside if one is not other]
    acks = await asyncio.gather(*(_say(one, other.peer_id, mark) for one, other in pairs))
    assert acks == ["ok"] * len(pairs)
    for one in inside:
        others = sorted(other.peer_id for other in inside if other is not one)
        await one.sees(lambda c=one, o=others: _heard(c, mark) == o, f"signals of exactly {others}")
        assert {await _say(one, peer_id, mark) for peer_id in gone} <= {"peer_not_found"}


async def _say(one: Client, peer_id: str, mark: str) -> str:
    candidate = {"candidate": mark}
    ack = await one.ask("relay-ice", {"peerId": peer_id, "icecandidate": candidate})
    return "ok" if ack["ok"] else str(ack["code"])


def _heard(one: Client, mark: str) -> list[str]:
    """Who reached them, each as often as they did."""
    facts = one.facts("ice-candidate")
    return sorted(
        fact["peerId"] for fact in facts if (fact["icecandidate"] or {}).get("candidate") == mark
    )
