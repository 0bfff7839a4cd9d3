"""Events that nobody should send: each is acknowledged with its code, and nobody hears of it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from hostile.ground import Ground
from hostile.intruder import Intruder
from scenarios.people import ask

pytestmark = pytest.mark.anyio

EVENTS = (
    "prepare-join",
    "join",
    "leave",
    "relay-ice",
    "relay-sdp",
    "mute",
    "unmute",
    "mute-info",
    "watch-rooms",
)
LIFECYCLE = (
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
)
OFFER = {"type": "offer", "sdp": "v=0"}


class Room:
    """Mallory, and somebody else, in one room; and somebody in another one."""

    def __init__(self, room_id: str, mallory: Intruder, other: Intruder, far: Intruder) -> None:
        self.id = room_id
        self.mallory = mallory
        self.other = other
        self.far = far

    async def nobody_heard(self) -> None:
        assert await self.other.drain() == []
        assert await self.far.drain() == []


@pytest.fixture(scope="module")
async def furnished(loose_ground: Ground) -> Room:
    ground = loose_ground
    mallory, other, far = [await ground.person(name) for name in ("mallory", "otto", "fay")]
    room_id, elsewhere = await other.room(), await far.room()
    sockets = [
        await Intruder.enter(ground.server, person, place)
        for person, place in ((mallory, room_id), (other, room_id), (far, elsewhere))
    ]
    return Room(room_id, *sockets)


@pytest.fixture
async def room(loose: Ground, furnished: Room) -> Room:
    """The same three again, everybody where they belong, and nothing unheard."""
    if furnished.mallory.closed is not None:
        furnished.mallory = await Intruder.open(loose.server, furnished.mallory.person)
    await furnished.mallory.join(furnished.id)
    for socket in (furnished.mallory, furnished.other, furnished.far):
        await socket.drain()
    return furnished


def refused(ack: dict[str, Any], code: str) -> None:
    assert ack == {"ok": False, "code": code, "detail": ack.get("detail")}, ack
    assert ack["detail"]


async def test_an_unknown_event_is_unknown(room: Room) -> None:
    for name in ("emit", "", "JOIN", "join ", "j\u00f6in", "__proto__", "x" * 60_000, "7", "\x00"):
        refused(await room.mallory.ask(name, {"roomId": room.id}), "event_unknown")
    refused(await room.mallory.ask_raw('[7,{"roomId":"x"}]'), "event_unknown")
    await room.nobody_heard()


async def test_forged_names_of_the_protocol_are_unknown_events(room: Room) -> None:
    forged = {"HTTP_COOKIE": "accessToken=x", "sid": room.other.peer_id}
    for name in LIFECYCLE:
        for args in ((), ("x",), (forged, {"token": "x"}), (room.other.peer_id,)):
            refused(await room.mallory.ask(name, *args), "event_unknown")
    await room.nobody_heard()
    assert (await room.mallory.ask("mute", {"roomId": room.id})) == {"ok": True}
    assert [event for event, _ in await room.other.drain()] == ["mute"]


@pytest.mark.parametrize("event", EVENTS)
async def test_an_event_with_another_payload_than_its_own_is_invalid(
    room: Room, event: str
) -> None:
    for args in (
        *([] if event == "leave" else [()]),
        (None,),
        ([],),
        ("x",),
        (7,),
        (True,),
        ([{"roomId": room.id}],),
        ({"roomId": room.id}, {"roomId": room.id}),
        ({"roomId": room.id}, "more"),
        *([({},)] if event != "leave" else []),
    ):
        refused(await room.mallory.ask(event, *args), "payload_invalid")
    await room.nobody_heard()


async def test_the_payload_is_any_json_and_nothing_else(room: Room) -> None:
    for text in (
        '["mute",{"roomId":' + "9" * 5000 + "}]",
        '["mute",{"roomId":1e999}]',
        '["mute",' + "[" * 300 + "]" * 300 + "]",
        '["mute",{"roomId":"' + "x" * 60_000 + '"}]',
        '["mute",{"roomId":"x","roomId":7}]',
    ):
        refused(await room.mallory.ask_raw(text), "payload_invalid")
    await room.nobody_heard()


async def test_half_a_character_costs_nobody_the_socket(room: Room) -> None:
    """JavaScript cuts a text in the middle of one without noticing."""
    ack = await room.mallory.ask_raw('["mute",{"roomId":"\\ud83d"}]')
    refused(ack, "room_not_joined")
    ack = await room.mallory.ask_raw(
        '["join",{"roomId":"%s","user":{"name":"\\ud83d"}}]' % room.id  # noqa: UP031 - braces
    )
    assert ack["ok"], ack
    await room.nobody_heard()


@pytest.mark.parametrize("field", ["roomId", "muted", "resume", "offers"])
async def test_each_field_of_a_join_has_its_type(room: Room, field: str) -> None:
    wrong: dict[str, list[Any]] = {
        "roomId": [None, 7, True, [], {}, [room.id], {"$gt": ""}, "", "x" * 65],
        "muted": [0, 1, "false", [], {}],
        "resume": [7, True, [], {}, "x" * 1025],
        "offers": [7, True, {}, "x", OFFER, [OFFER] * 25, [{**OFFER, "type": "answer"}], [[OFFER]]],
    }
    for value in wrong[field]:
        payload = {"roomId": room.id, field: value}
        refused(await room.mallory.ask("join", payload), "payload_invalid")
    await room.nobody_heard()


async def test_a_resume_that_is_not_ours_is_only_a_join(loose: Ground, room: Room) -> None:
    eve = await Intruder.open(loose.server, await loose.person("eve"))
    forged = (
        "",
        "x",
        "a.b.c",
        "é.é.é",
        "." * 1000,
        eve.person.rest.cookies["accessToken"],
        (await room.other.ask("join", {"roomId": room.id}))["you"]["resume"],
    )
    for resume in forged:
        ack = await eve.ask("join", {"roomId": room.id, "resume": resume})
        assert ack["ok"], resume
        assert ack["you"]["peerId"] not in (room.other.peer_id, room.mallory.peer_id)
    assert (await room.other.ask("join", {"roomId": room.id}))["you"]["peerId"] == (
        room.other.peer_id
    )


async def test_a_room_by_another_name_does_not_exist(room: Room) -> None:
    secret = await room.far.person.room("Secret", "private")
    names = (
        "f" * 24,
        secret,
        room.id.upper(),
        room.id + "\x00",
        f" {room.id}",
        room.other.peer_id,
        room.other.person.id,
        "__proto__",
        "*",
        "/",
        "room:" + room.id,
        "\uff10" * 24,
    )
    answers = [await room.mallory.ask("join", {"roomId": name}) for name in names]
    refused(answers[0], "room_not_found")
    assert answers == [answers[0]] * len(names)
    assert await room.mallory.ask("watch-rooms", {"roomIds": names}) == {"ok": True, "rooms": []}
    await room.nobody_heard()
    assert await room.far.person.count_in(secret) == 0


async def test_what_one_claims_to_be_is_not_looked_at(loose: Ground, room: Room) -> None:
    await room.mallory.ask("leave")
    await room.other.drain()
    victim = room.far.person
    claim = {"_id": victim.id, "id": victim.id, "name": "Fay", "avatar": "javascript:alert(1)"}
    payload = {"roomId": room.id, "user": claim, "userId": victim.id, "peerId": room.far.peer_id}
    ack = await room.mallory.ask("join", payload)
    assert ack["you"]["peerId"] not in (room.far.peer_id, room.other.peer_id)
    [(event, fact)] = await room.other.drain()
    assert (event, fact["user"]["_id"]) == ("add-peer", room.mallory.person.id)
    assert fact["user"]["name"] == "Mallory"
    for word in ("mute", "unmute"):
        payload = {"roomId": room.id, "userId": room.other.person.id, "peerId": room.other.peer_id}
        assert (await room.mallory.ask(word, payload)) == {"ok": True}
        [(event, fact)] = await room.other.drain()
        assert (event, fact["userId"]) == (word, room.mallory.person.id)
        assert fact["peerId"] == ack["you"]["peerId"]
    payload = dict[str, Any](roomId=room.id, userId=room.other.person.id, isMute=True)
    assert (await room.mallory.ask("mute-info", payload)) == {"ok": True}
    [(event, fact)] = await room.other.drain()
    assert (event, fact["userId"]) == ("mute-info", room.mallory.person.id)
    assert await room.far.drain() == []


async def test_one_is_muted_only_where_one_is(room: Room) -> None:
    elsewhere = await room.far.person.room()
    for room_id in (elsewhere, "f" * 24, room.other.peer_id, "x"):
        for event in ("mute", "unmute", "mute-info"):
            more = {"isMute": False} if event == "mute-info" else {}
            ack = await room.mallory.ask(event, {"roomId": room_id, **more})
            refused(ack, "room_not_joined")
    await room.nobody_heard()


async def test_a_relay_to_whom_one_may_not_reach_is_one_answer(loose: Ground, room: Room) -> None:
    gone = await Intruder.enter(loose.server, await loose.person("gus"), room.id)
    gone_id = gone.peer_id
    await gone.ask("leave")
    await room.mallory.drain()
    await room.other.drain()
    targets = (
        "x" * 24,
        gone_id,
        room.far.peer_id,
        room.mallory.peer_id,
        room.id,
        room.other.person.id,
        room.other.peer_id[:-1],
        room.other.peer_id + "x",
        room.other.peer_id.swapcase(),
        "*",
        loose.witnesses.one.peer_id,
    )
    signals: dict[str, dict[str, Any]] = {
        "relay-sdp": {"sessionDescription": OFFER},
        "relay-ice": {"icecandidate": None},
    }
    for event, payload in signals.items():
        answers = [await room.mallory.ask(event, {"peerId": t} | payload) for t in targets]
        refused(answers[0], "peer_not_found")
        assert answers == [answers[0]] * len(targets)
        await room.mallory.ask("leave")
        outside = await room.mallory.ask(event, {"peerId": room.other.peer_id} | payload)
        assert outside == answers[0]
        await room.mallory.join(room.id)
        await room.other.drain()
    assert {event for event, _ in await gone.drain()} <= {"add-peer", "mute-info", "remove-peer"}
    assert await room.far.drain() == []


async def test_signals_have_a_form_and_a_size(room: Room) -> None:
    peer_id = room.other.peer_id
    descriptions: list[Any] = [
        None,
        7,
        [],
        "offer",
        {},
        {"type": None},
        {"type": "bye", "sdp": ""},
        {"type": "offer", "sdp": 7},
        {"type": "offer", "sdp": None},
        {"type": "offer", "sdp": "x" * 16_384},
        {"type": "offer", "sdp": "", "x": json.loads("[" * 40 + "]" * 40)},
    ]
    for description in descriptions:
        payload = {"peerId": peer_id, "sessionDescription": description}
        refused(await room.mallory.ask("relay-sdp", payload), "payload_invalid")
    candidates: list[Any] = [7, [], "x", True, {"candidate": "x" * 1024}]
    for candidate in candidates:
        payload = {"peerId": peer_id, "icecandidate": candidate}
        refused(await room.mallory.ask("relay-ice", payload), "payload_invalid")
    generations: list[Any] = [-1, 2**31, 1.5, "1", [], True]
    for generation in generations:
        payload = {"peerId": peer_id, "icecandidate": None, "generation": generation}
        refused(await room.mallory.ask("relay-ice", payload), "payload_invalid")
    await room.nobody_heard()


def any_peer_id(chance: random.Random, known: list[str]) -> Any:
    """What somebody might send for a `peerId`."""
    near = chance.choice(known)
    at = chance.randrange(len(near))
    kinds: list[Any] = [
        None,
        chance.random() < 0.5,
        chance.randrange(-(2**40), 2**40),
        chance.uniform(-1e9, 1e9),
        "",
        [],
        {},
        [near],
        [near, chance.choice(known)],
        {near: 1},
        {"peerId": near},
        near[:at] + near[at:].swapcase() + "_",
        near[:at] + "\x00" + near[at:],
        near + " ",
        near[:at],
        near * 3,
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789-_*/:.", k=24)),
        "".join(chr(chance.randrange(32, 0xD7FF)) for _ in range(chance.randrange(1, 70))),
        "x" * chance.choice((64, 65, 1000)),
    ]
    return chance.choice(kinds)


async def test_ten_thousand_wrong_peer_ids_reach_nobody(loose: Ground, room: Room) -> None:
    chance = random.Random(20261124)
    peers = [room.other.peer_id, room.far.peer_id, room.mallory.peer_id]
    known = [*peers, room.id, room.other.person.id]
    values = [any_peer_id(chance, known) for _ in range(10_000)]
    assert not {room.other.peer_id} & {value for value in values if isinstance(value, str)}
    for start in range(0, len(values), 250):
        some = values[start : start + 250]
        events = [
            json.dumps(["relay-ice", {"peerId": value, "icecandidate": {"candidate": "leak"}}])
            if number % 2
            else json.dumps(["relay-sdp", {"peerId": value, "sessionDescription": OFFER}])
            for number, value in enumerate(some)
        ]
        for value, ack in zip(some, await room.mallory.ask_many(events), strict=True):
            text = isinstance(value, str) and 1 <= len(value) <= 64
            refused(ack, "peer_not_found" if text else "payload_invalid")
    await room.nobody_heard()
    assert room.mallory.heard == []


async def test_a_group_and_a_private_room_do_not_exist_on_the_socket(room: Room) -> None:
    for kind in ("private", "group"):
        room_id = await room.far.person.room("Ours", kind)
        refused(await room.mallory.ask("join", {"roomId": room_id}), "room_not_found")
        watched = await room.mallory.ask("watch-rooms", {"roomIds": [room_id, "f" * 24]})
        assert watched == {"ok": True, "rooms": []}
        rooms = await ask(room.mallory.person.rest, "GET", "/api/room/fetchall")
        assert room_id not in json.dumps(rooms)
    await room.nobody_heard()
