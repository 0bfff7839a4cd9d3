"""What is counted in rooms: ways in and out, refusals by cause, signals, what clients report."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest

from gethory.kit.ids import new_id
from gethory.live.numbers import LiveNumbers, Side, Way
from gethory.store.base import StoreUnavailable
from live.stage import Stage
from live.test_events import Wire, World

pytestmark = pytest.mark.anyio
Name = TypeVar("Name")


def some(counts: dict[Name, int]) -> dict[Name, int]:
    """Those that happened."""
    return {name: count for name, count in counts.items() if count}


def numbers_of(world: World) -> LiveNumbers:
    return world.stage.service.numbers


async def test_every_way_to_a_seat_is_counted_apart() -> None:
    stage = Stage()
    room = stage.room()
    ann = await stage.joined("ann", room)
    await stage.join(ann, room)
    resume = ann.joined["you"]["resume"]
    again = stage.lose(ann)
    await stage.join(again, room, resume=resume)
    assert some(stage.service.numbers.joins) == {Way.NEW: 1, Way.REPEATED: 1, Way.RESUMED: 1}
    assert stage.service.numbers.away == 1

    after = Stage(before=stage)
    back = after.tab(ann.user, ann.line.session_id)
    await after.join(back, room, resume=again.joined["you"]["resume"])
    assert some(after.service.numbers.joins) == {Way.RETURNED: 1}


async def test_every_way_out_is_counted_apart() -> None:
    stage = Stage()
    room = stage.room()
    ann, bob, cid = [await stage.joined(name, room) for name in ("ann", "bob", "cid")]
    stage.service.leave(ann.line)
    await stage.joined(bob.user, room)
    stage.service.closed(cid.line, 5.0)
    stage.clock.go(5.1)
    assert some(stage.service.numbers.left) == {"left": 1, "replaced": 1, "away_too_long": 1}


async def test_joins_that_fail_are_counted_by_their_cause() -> None:
    world = World(room_max_people=2)
    room = world.stage.room()
    for name in ("ann", "bob"):
        await world.joined(name, room)
    cid = world.wire("cid")
    await cid.answer("join", {"roomId": room.id})
    await cid.answer("join", {"roomId": new_id()})
    await cid.answer("join", {})
    await cid.answer("leave", {"roomId": 7})
    world.stage.rooms.before_answer = _away
    await cid.answer("join", {"roomId": room.id})
    world.stage.rooms.before_answer = lambda: None
    for _ in range(80):
        cid.say("join", {"roomId": new_id()})
    await cid.heard()
    refused = some(numbers_of(world).joins_refused)
    assert refused.pop("rate_limited") > 10
    assert refused.pop("room_not_found") > 1
    assert refused == {"room_full": 1, "payload_invalid": 1, "unavailable": 1}
    assert numbers_of(world).joins[Way.NEW] == 2


def _away() -> None:
    raise StoreUnavailable


async def test_sockets_that_are_not_let_in_are_counted_by_their_cause() -> None:
    world = World(rate_limit_scale=0.1)
    room = world.stage.room()
    ann, _ = await world.joined("ann", room)
    assert await world.wire(ann.user).heard() == [("connect_error", "sockets_exceeded")]
    gone = Wire(world, world.stage.person("bob"), new_id())
    assert await gone.heard() == [("connect_error", "session_required")]
    refused = some(numbers_of(world).sockets_refused)
    assert refused == {"sockets_exceeded": 1, "session_required": 1}
    assert "namespace_invalid" in numbers_of(world).sockets_refused


async def test_signals_are_counted_when_they_are_passed_on_and_offers_of_a_join_too() -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    ann = world.wire("ann")
    offer = {"type": "offer", "sdp": "v=0"}
    await ann.answer("join", {"roomId": room.id, "offers": [offer, offer]})
    await ann.answer("relay-sdp", {"peerId": bob_id, "sessionDescription": offer})
    await ann.answer("relay-ice", {"peerId": bob_id, "icecandidate": None})
    await ann.answer("relay-ice", {"peerId": "nobody", "icecandidate": None})
    bob.lose()
    await ann.answer("relay-ice", {"peerId": bob_id, "icecandidate": None})
    assert numbers_of(world).relayed == {"ice-candidate": 2, "session-description": 2}


# what clients report ---------------------------------------------------------------------


async def two(world: World) -> tuple[Wire, str, Wire, str]:
    room = world.stage.room()
    return *await world.joined("ann", room), *await world.joined("bob", room)


def report(peer_id: str, **more: Any) -> dict[str, Any]:
    return {"peerId": peer_id, "path": "host", "protocol": "udp", **more}


async def test_a_report_of_each_end_counts_once() -> None:
    world = World()
    ann, ann_id, bob, bob_id = await two(world)
    await ann.heard()
    for _ in range(3):
        told = report(ann_id, firstSoundMs=240)
        assert await bob.answer("report-connection", told) == {"ok": True}
    assert await ann.heard() == []
    assert await ann.answer("report-connection", report(bob_id, firstSoundMs=90)) == {"ok": True}
    numbers = numbers_of(world)
    assert some(numbers.paths) == {("host", "udp"): 2}
    assert numbers.first_sound[Side.NEWCOMER].count == 1
    assert numbers.first_sound[Side.NEWCOMER].sum_s == pytest.approx(0.24)
    assert numbers.first_sound[Side.MEMBER].sum_s == pytest.approx(0.09)
    assert await bob.heard() == []


async def test_a_connection_without_sound_or_without_a_path_is_one_too() -> None:
    world = World()
    ann, _, bob, bob_id = await two(world)
    await ann.answer("report-connection", {"peerId": bob_id, "path": "none"})
    assert some(numbers_of(world).paths) == {("none", "none"): 1}
    assert numbers_of(world).first_sound[Side.MEMBER].count == 0
    await bob.answer("leave")
    await bob.answer("join", {"roomId": world.stage.rooms.known.popitem()[0]})


async def test_only_somebody_in_the_same_room_is_reported() -> None:
    world = World()
    ann, ann_id, _, bob_id = await two(world)
    _, stranger_id = await world.joined("cid", world.stage.room())
    for peer_id in (ann_id, stranger_id, "nobody"):
        answer = await ann.answer("report-connection", report(peer_id))
        assert answer["code"] == "peer_not_found", peer_id
    await ann.answer("leave")
    assert (await ann.answer("report-connection", report(bob_id)))["code"] == "peer_not_found"
    assert some(numbers_of(world).paths) == {}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"path": "192.0.2.7"},
        {"path": "prflx"},
        {"path": None},
        {"path": ["host"]},
        {"protocol": "192.0.2.7"},
        {"protocol": "UDP"},
        {"firstSoundMs": -1},
        {"firstSoundMs": 120_001},
        {"firstSoundMs": 1.5},
        {"firstSoundMs": "240"},
        {"firstSoundMs": True},
        {"peerId": ""},
        {"peerId": 7},
    ],
)
async def test_a_report_is_of_a_few_words_and_numbers(told: dict[str, Any]) -> None:
    world = World()
    ann, _, _, bob_id = await two(world)
    payload = report(bob_id) | told if told else {}
    assert (await ann.answer("report-connection", payload))["code"] == "payload_invalid"
    assert some(numbers_of(world).paths) == {}


async def test_what_else_stands_in_a_report_is_not_kept() -> None:
    world = World()
    ann, _, _, bob_id = await two(world)
    told = report(bob_id, address="192.0.2.7", candidate="candidate:1 1 udp 1 192.0.2.7 9")
    assert (await ann.answer("report-connection", told)) == {"ok": True}
    assert some(numbers_of(world).paths) == {("host", "udp"): 1}
