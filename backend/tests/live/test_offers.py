"""Offers that come with a join: one for each member, and nobody is offered twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gethory.errors import PayloadInvalid, RoomNotFound
from gethory.live import signals
from gethory.live.offers import OFFERS_BYTES_MAX, read_offers
from gethory.live.rates import CANDIDATES_PER_OFFER
from gethory.live.schemas import OFFERS_MAX
from gethory.models import RoomType
from live.stage import Stage
from live.test_events import Wire, World
from live.test_signals import DESCRIPTIONS, accepted_by_descriptions

pytestmark = pytest.mark.anyio


def offer(number: int) -> dict[str, str]:
    return {"type": "offer", "sdp": f"v=0 offer {number}"}


def offers(count: int) -> list[dict[str, str]]:
    return [offer(number) for number in range(count)]


def sized(size: int) -> dict[str, str]:
    """An offer of so many bytes."""
    made = {"type": "offer", "sdp": ""}
    made["sdp"] = "x" * (size - len(json.dumps(made, separators=(",", ":"))))
    return made


async def signals_at(wire: Wire) -> list[tuple[str, Any]]:
    return [(event, fact) for event, fact in await wire.heard() if event != "mute-info"]


# who gets what ---------------------------------------------------------------------------


async def test_each_member_gets_one_right_behind_the_newcomer() -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    cid, cid_id = await world.joined("cid", room)
    for wire in (bob, cid):
        await wire.heard()
    ann = world.wire("ann")
    ack = await ann.answer("join", {"roomId": room.id, "offers": offers(2)})
    ann_id = ack["you"]["peerId"]
    assert [(peer["peerId"], peer["offer"]) for peer in ack["peers"]] == [(bob_id, 0), (cid_id, 1)]
    for number, wire in enumerate((bob, cid)):
        added, described = await wire.heard()
        assert (added[0], added[1]["peerId"]) == ("add-peer", ann_id)
        assert (added[1]["createOffer"], added[1]["offer"]) == (False, None)
        offered = {"peerId": ann_id, "sessionDescription": offer(number)}
        assert described == ("session-description", offered)


async def test_the_newcomer_hears_the_same_from_add_peer() -> None:
    world = World()
    room = world.stage.room()
    for name in ("bob", "cid"):
        await world.joined(name, room)
    ann = world.wire("ann")
    ann.say("join", {"roomId": room.id, "offers": offers(1)}, ack=False)
    told = await signals_at(ann)
    assert [(event, fact["createOffer"], fact["offer"]) for event, fact in told] == [
        ("add-peer", True, 0),
        ("add-peer", True, None),
    ]


async def test_members_beyond_the_offers_wait_for_one_in_the_normal_way() -> None:
    world = World()
    room = world.stage.room()
    wires = [(await world.joined(name, room))[0] for name in ("bob", "cid", "dan")]
    for wire in wires:
        await wire.heard()
    ann = world.wire("ann")
    ack = await ann.answer("join", {"roomId": room.id, "offers": offers(1)})
    assert [peer["offer"] for peer in ack["peers"]] == [0, None, None]
    heard = [[event for event, _ in await wire.heard()] for wire in wires]
    assert heard == [["add-peer", "session-description"], ["add-peer"], ["add-peer"]]
    dan_id = ack["peers"][2]["peerId"]
    late = {"peerId": dan_id, "sessionDescription": offer(7)}
    assert await ann.answer("relay-sdp", late) == {"ok": True}
    assert [event for event, _ in await wires[2].heard()] == ["session-description"]


async def test_offers_beyond_the_members_are_nobodys() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    ack = await ann.answer("join", {"roomId": room.id, "offers": offers(5)})
    assert [peer["offer"] for peer in ack["peers"]] == [0]
    assert [event for event, _ in await bob.heard()] == ["add-peer", "session-description"]


async def test_candidates_come_behind_the_offer_and_are_counted_from_it() -> None:
    world = World(rate_limit_scale=1)
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    await bob.heard()
    ann = world.wire("ann")
    ann.say("join", {"roomId": room.id, "offers": offers(1)})
    candidate = {"peerId": bob_id, "icecandidate": {"candidate": "c"}}
    for _ in range(CANDIDATES_PER_OFFER + 1):
        ann.say("relay-ice", candidate)
    acks = [fact["ok"] for event, fact in await ann.heard() if event == "ack"]
    assert acks == [True] * (CANDIDATES_PER_OFFER + 1) + [False]
    told = [event for event, _ in await bob.heard()]
    assert told[:3] == ["add-peer", "session-description", "ice-candidate"]


@pytest.mark.parametrize("nothing", [None, []])
async def test_no_offers_are_a_join_as_ever(nothing: object) -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    ack = await ann.answer("join", {"roomId": room.id, "offers": nothing})
    assert [peer["offer"] for peer in ack["peers"]] == [None]
    assert [event for event, _ in await bob.heard()] == ["add-peer"]


async def test_an_offer_for_who_is_away_waits_for_the_resume() -> None:
    world = World()
    room = world.stage.room()
    bob = world.wire("bob")
    you = (await bob.answer("join", {"roomId": room.id}))["you"]
    bob.lose()
    ann = world.wire("ann")
    ack = await ann.answer("join", {"roomId": room.id, "offers": offers(1)})
    assert [(peer["away"], peer["offer"]) for peer in ack["peers"]] == [(True, 0)]
    back = Wire(world, bob.user, bob.session_id)
    back.say("join", {"roomId": room.id, "resume": you["resume"]})
    (first, again), described = await back.heard()
    assert (first, again["you"]["peerId"]) == ("ack", you["peerId"])
    assert [peer["offer"] for peer in again["peers"]] == [None]
    offered = {"peerId": ack["you"]["peerId"], "sessionDescription": offer(0)}
    assert described == ("session-description", offered)


# nobody is offered twice -----------------------------------------------------------------


async def test_saying_again_where_one_is_offers_nothing() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    for _ in range(2):
        ack = await ann.answer("join", {"roomId": room.id, "offers": offers(1)})
    assert [peer["offer"] for peer in ack["peers"]] == [None]
    told = [event for event, _ in await bob.heard()]
    assert told == ["add-peer", "session-description"]


async def test_a_resume_offers_nothing() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    you = (await ann.answer("join", {"roomId": room.id}))["you"]
    ann.lose()
    await bob.heard()
    back = Wire(world, ann.user, ann.session_id)
    again = {"roomId": room.id, "resume": you["resume"], "offers": offers(1)}
    ack = await back.answer("join", again)
    assert ack["you"]["peerId"] == you["peerId"]
    assert [peer["offer"] for peer in ack["peers"]] == [None]
    assert [event for event, _ in await bob.heard()] == ["peer-back"]


async def test_who_returns_after_a_restart_offers_nothing() -> None:
    before = Stage()
    room = before.room()
    ann, bob = [await before.joined(name, room) for name in ("ann", "bob")]
    after = Stage(before)
    tabs = [after.tab(tab.user, tab.line.session_id) for tab in (ann, bob)]
    pool = read_offers(json.dumps({"offers": offers(1)}).encode())
    for tab, former in zip(tabs, (ann, bob), strict=True):
        resume = former.joined["you"]["resume"]
        ack = await after.join(tab, room, pool=pool, resume=resume)
        assert ack["you"]["peerId"] == former.peer_id
        assert all(peer["offer"] is None for peer in ack["peers"])
    assert "session-description" not in tabs[0].events()


async def test_a_resume_that_comes_too_late_is_a_new_join_with_its_offers() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    back = stage.lose(ann)
    stage.clock.go(60)
    bob.heard()
    pool = read_offers(json.dumps({"offers": offers(1)}).encode())
    await stage.join(back, room, pool=pool, resume=ann.joined["you"]["resume"])
    assert back.peer_id != ann.peer_id
    assert bob.events() == ["add-peer", "session-description"]


async def test_another_tab_offers_to_the_others_and_not_to_the_one_it_replaces() -> None:
    stage = Stage()
    room = stage.room()
    old, bob = [await stage.joined(name, room) for name in ("ann", "bob")]
    old.heard()
    pool = read_offers(json.dumps({"offers": offers(2)}).encode())
    new = stage.tab(old.user)
    ack = await stage.join(new, room, pool=pool)
    assert [(peer["peerId"], peer["offer"]) for peer in ack["peers"]] == [(bob.peer_id, 0)]
    assert old.events() == ["removed"]
    assert bob.events() == ["remove-peer", "add-peer", "session-description"]


# what is an offer ------------------------------------------------------------------------


@pytest.mark.parametrize("value", DESCRIPTIONS, ids=json.dumps)
def test_an_offer_is_what_a_relay_of_an_offer_takes(value: object) -> None:
    relay = json.dumps({"peerId": "p", "sessionDescription": value}).encode()
    is_offer = isinstance(value, dict) and value.get("type") == "offer"
    try:
        read_offers(json.dumps({"offers": [value]}).encode())
    except PayloadInvalid:
        taken = False
    else:
        taken = True
    assert taken is (is_offer and accepted_by_descriptions(relay))


def test_an_offer_is_passed_on_byte_for_byte() -> None:
    made = '{ "sdp":"v=0\\r\\nüñ\\u00e9", "type" : "offer","more":[ 1 , 2.50 ] }'.encode()
    [one] = read_offers(b'{"roomId":"r","offers":[ ' + made + b' ],"muted":true}')
    assert signals.description_from("ann", one) == (
        b'{"peerId":"ann","sessionDescription":' + made + b"}"
    )


BAD: dict[str, Any] = {
    "no list": offer(0),
    "a text": "offer",
    "an answer": [offer(0), {"type": "answer", "sdp": "v=0"}],
    "a rollback": [{"type": "rollback"}],
    "nothing in it": [None],
    "an sdp that is no text": [{"type": "offer", "sdp": 1}],
    "too large": [sized(16 * 1024 + 1)],
    "too many": offers(OFFERS_MAX + 1),
    "too much together": [sized(OFFERS_BYTES_MAX // 4 + 1)] * 4,
    "too deep": [{**offer(0), "x": json.loads("[" * 40 + "]" * 40)}],
}


@pytest.mark.parametrize("what", BAD)
async def test_a_bad_pool_is_refused_and_nothing_happens(what: str) -> None:
    world = World()
    first, room = world.stage.room(), world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, _ = await world.joined("ann", first)
    ack = await ann.answer("join", {"roomId": room.id, "offers": BAD[what]})
    assert (ack["ok"], ack["code"]) == (False, "payload_invalid")
    assert await bob.heard() == []
    assert world.stage.presence.people(first.id) == (ann.user,)


async def test_a_full_pool_goes_through_whole() -> None:
    world = World()
    room = world.stage.room()
    members = [await world.joined(f"m{number}", room) for number in range(OFFERS_MAX - 1)]
    for wire, _ in members:
        await wire.heard()
    each = OFFERS_BYTES_MAX // OFFERS_MAX
    pool = [sized(each) for _ in range(OFFERS_MAX)]
    ann = world.wire("ann")
    text = json.dumps(["join", {"roomId": room.id, "offers": pool}], separators=(",", ":"))
    ann.raw(f"421{text}")
    ack = next(fact for event, fact in await ann.heard() if event == "ack")
    assert [peer["offer"] for peer in ack["peers"]] == list(range(OFFERS_MAX - 1))
    for wire, _ in members:
        assert (await wire.heard())[1][1]["sessionDescription"] == pool[0]


# before the join -------------------------------------------------------------------------


async def test_who_prepares_learns_how_sound_travels_and_is_not_inside() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    prepared = await ann.answer("prepare-join", {"roomId": room.id})
    ack = await bob.answer("join", {"roomId": room.id})
    assert prepared == {"ok": True, "link": ack["link"]}
    assert await bob.heard() == []
    assert world.stage.presence.people(room.id) == (bob.user,)


async def test_preparing_tells_nothing_of_rooms_one_may_not_enter() -> None:
    world = World()
    secret = world.stage.room(room_type=RoomType.PRIVATE)
    ann = world.wire("ann")
    answers = [
        await ann.answer("prepare-join", {"roomId": room_id}) for room_id in (secret.id, "f" * 24)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["code"] == RoomNotFound.code
