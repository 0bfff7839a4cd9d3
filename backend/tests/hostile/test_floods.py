"""More than anybody needs: over each rate `rate_limited` and nothing else, then the end."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from hostile.ground import Ground, came_from, new_source, source_of
from hostile.intruder import Intruder, headers_of
from scenarios.people import Person, ask
from sio.client import BINARY, CLOSE, CONTINUATION, PING, TEXT, Client, Closed, Refused, frame

pytestmark = pytest.mark.anyio

OFFER = {"type": "offer", "sdp": "v=0"}
RATE_LIMITED = "rate_limited"


class Pair:
    """Mallory, and somebody in the same room who hears what gets through."""

    def __init__(self, room_id: str, mallory: Intruder, other: Intruder) -> None:
        self.room_id = room_id
        self.mallory = mallory
        self.other = other

    def event(self, name: str, **payload: Any) -> str:
        return json.dumps([name, payload])

    def candidate(self, number: int) -> str:
        word = {"candidate": str(number)}
        return self.event("relay-ice", peerId=self.other.peer_id, icecandidate=word)

    def offer(self) -> str:
        return self.event("relay-sdp", peerId=self.other.peer_id, sessionDescription=OFFER)


@pytest.fixture(scope="module")
async def two(strict_ground: Ground) -> tuple[Person, Person, str]:
    other = await strict_ground.person("otto")
    return await strict_ground.person(), other, await other.room()


@pytest.fixture
async def pair(ground: Ground, two: tuple[Person, Person, str]) -> AsyncIterator[Pair]:
    """New sockets for every flood: each begins with all its tokens."""
    mallory, other, room_id = two
    sockets = [await Intruder.enter(ground.server, person, room_id) for person in (mallory, other)]
    for socket in sockets:
        await socket.drain()
    yield Pair(room_id, *sockets)
    for socket in sockets:
        socket.socket.send("41")
        socket.socket.close()
        await socket.until_closed()


def passed(acks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that were not over the rate; of the others nothing but that they were."""
    over = [ack for ack in acks if not ack["ok"]]
    assert {ack["code"] for ack in over} <= {RATE_LIMITED}, over[:3]
    assert all(set(ack) == {"ok", "code", "detail"} for ack in over)
    return [ack for ack in acks if ack["ok"]]


async def test_sixty_events_pass_at_once_and_then_twenty_a_second(pair: Pair) -> None:
    began = time.monotonic()
    words = ("mute", "unmute") * 500
    acks = await pair.mallory.ask_many([pair.event(w, roomId=pair.room_id) for w in words])
    most = 60 + 20 * (time.monotonic() - began)
    through = len(passed(acks))
    assert 55 <= through <= most
    heard = [event for event, _ in await pair.other.drain()]
    assert heard == [w for w, ack in zip(words, acks, strict=True) if ack["ok"]], "in order"
    assert pair.mallory.closed is None


async def test_six_hundred_relays_pass_at_once_and_then_sixty_a_second(pair: Pair) -> None:
    began = time.monotonic()
    words = [pair.offer() if n % 200 == 0 else pair.candidate(n) for n in range(2000)]
    acks = await pair.mallory.ask_many(words)
    most = 600 + 60 * (time.monotonic() - began)
    through = len(passed(acks))
    assert 590 <= through <= most
    heard = [event for event, _ in await pair.other.drain()]
    assert len(heard) == through
    assert (await pair.mallory.ask("mute", {"roomId": pair.room_id}))["ok"], "counted apart"


async def test_of_candidates_256_pass_for_each_offer(pair: Pair) -> None:
    acks = await pair.mallory.ask_many([pair.candidate(n) for n in range(300)])
    assert len(passed(acks)) == 256
    acks = await pair.mallory.ask_many([pair.offer(), *(pair.candidate(n) for n in range(100))])
    assert len(passed(acks)) == 101
    heard = [event for event, _ in await pair.other.drain()]
    assert heard.count("ice-candidate") == 356


async def test_ten_seconds_over_the_rate_are_the_end(ground: Ground, pair: Pair) -> None:
    """Two people who flood at the same time, one with relays, one with everything else."""
    second = await Intruder.enter(ground.server, await ground.person("molly"), pair.room_id)
    peers = {pair.mallory.peer_id, second.peer_id}
    relay = pair.event("relay-ice", peerId="x", icecandidate=None)
    seconds = await asyncio.gather(
        _flood(pair.mallory, relay, 900),
        _flood(second, pair.event("mute", roomId=pair.room_id), 100),
    )
    assert all(9 <= took <= 16 for took in seconds), seconds
    assert {pair.mallory.closed, second.closed} <= {1000, 0}, "0: it was still sending"
    gone: set[str] = set()
    while not gone >= peers:
        heard = await pair.other.until("remove-peer")
        gone |= {fact["peerId"] for event, fact in heard if event == "remove-peer"}
    assert gone == peers
    assert await pair.other.person.count_in(pair.room_id) == 1


async def _flood(intruder: Intruder, event: str, at_once: int) -> float:
    """Send until the server has had enough; the seconds it took."""
    began = time.monotonic()
    while intruder.closed is None and time.monotonic() - began < 20:
        with suppress(Closed):
            await intruder.ask_many([event] * at_once)
        await asyncio.sleep(0.5)
    return time.monotonic() - began


async def test_twenty_malformed_events_are_the_end(pair: Pair) -> None:
    acks = await pair.mallory.ask_many(['["mute",7]'] * 19)
    assert {ack["code"] for ack in acks} == {"payload_invalid"}
    assert (await pair.mallory.ask("nonsense"))["code"] == "event_unknown"
    assert await pair.mallory.until_closed() == 1000
    assert ("disconnect", "") in pair.mallory.heard
    assert [event for event, _ in await pair.other.until("remove-peer")] == ["remove-peer"]


async def test_leaving_and_connecting_again_begins_nothing_anew(pair: Pair) -> None:
    began = time.monotonic()
    mute = pair.event("mute", roomId=pair.room_id)
    assert len(passed(await pair.mallory.ask_many([mute] * 80))) >= 55
    through = 0
    for _ in range(5):
        pair.mallory.socket.send("41", "40")
        _, answer = await pair.mallory.socket.receive_frame()
        if answer.startswith(b"40"):
            acks = await pair.mallory.ask_many([mute] * 80)
            through += sum(ack["code"] == "room_not_joined" for ack in acks)
        else:
            assert answer == b'44{"message":"rate_limited"}'
    assert through <= 20 * (time.monotonic() - began)
    assert "remove-peer" in [event for event, _ in await pair.other.drain()]


async def test_sixty_joins_a_minute_are_enough(ground: Ground) -> None:
    person = await ground.person()
    room_id = await person.room()
    join = json.dumps(["join", {"roomId": room_id}])
    sockets = [await Intruder.open(ground.server, person) for _ in range(2)]
    acks = [ack for socket in sockets for ack in await socket.ask_many([join] * 40)]
    assert [ack["ok"] for ack in acks] == [True] * 60 + [False] * 20
    passed(acks)


async def test_a_person_has_ten_sockets(ground: Ground) -> None:
    person = await ground.person()
    lobby = [await Intruder.open(ground.server, person) for _ in range(10)]
    await Intruder.open(ground.server, person)
    assert await lobby[0].until_closed() == 1000
    assert lobby[0].heard == [("disconnect", "")]
    for intruder in lobby[1:]:
        await intruder.ask("leave")
        assert intruder.closed is None


async def test_over_ten_sockets_in_rooms_the_new_one_is_refused(ground: Ground) -> None:
    person = await ground.person()
    for _ in range(10):
        await Intruder.enter(ground.server, person, await person.room())
    socket = await Client.open(ground.server.port, headers=headers_of(person))
    await socket.receive()
    socket.send("40")
    assert await socket.receive() == '44{"message":"sockets_exceeded"}'


async def test_refused_handshakes_have_a_rate_of_their_source(ground: Ground) -> None:
    source = new_source()
    codes = [await _refused(ground, cookie="", **came_from(source)) for _ in range(70)]
    assert codes == [401] * 60 + [429] * 10
    assert await _refused(ground, cookie="", **came_from(new_source())) == 401
    person = await ground.person(source=source)
    await Intruder.open(ground.server, person)
    spoofed = {"x-forwarded-for": f"203.0.113.9, 10.0.0.1, {source}"}
    assert await _refused(ground, cookie="", **spoofed) == 429


async def _refused(ground: Ground, **headers: str) -> int:
    try:
        socket = await Client.open(ground.server.port, headers=headers)
    except Refused as refused:
        answer = refused
    else:
        socket.hang_up()
        return 101
    assert json.loads(answer.body)["status"] == answer.status
    assert ("retry-after" in answer.headers) == (answer.status == 429)
    return answer.status


async def test_accepted_handshakes_have_a_rate_of_their_person(ground: Ground) -> None:
    person = await ground.person()
    headers = headers_of(person)
    codes = []
    for number in range(65):
        headers["x-forwarded-for"] = f"203.0.113.{number + 1}"
        codes.append(await _refused(ground, **headers))
    assert codes == [101] * 60 + [429] * 5
    neighbour = await ground.person("nell", source=source_of(person))
    await Intruder.open(ground.server, neighbour)


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([frame(TEXT, b"4" + b"2" * 65_536)], 1009),
        ([frame(TEXT, b"4" * 200_000)], 1009),
        ([frame(TEXT, b"4" * 40_000, fin=False), frame(CONTINUATION, b"4" * 40_000)], 1009),
        ([frame(BINARY, b"\x04never announced")], 1002),
        ([frame(BINARY, b"x" * 65_537)], 1009),
        ([frame(CONTINUATION, b"of nothing")], 1002),
        ([frame(3, b"a reserved opcode")], 1002),
        ([frame(TEXT, b'42["mute"]', masked=False)], 1002),
        ([frame(TEXT, b'42["mute"]', rsv=0x40)], 1002),
        ([frame(CLOSE, b"\x03")], None),
        ([frame(PING, b"x" * 126)], 1002),
        ([frame(TEXT, b"not a packet")], 1002),
        ([frame(TEXT, b"\xff\xfe")], 1002),
        ([frame(TEXT, b'42["mute",\xff]')], 1002),
        ([frame(TEXT, b'42["mute",' + b"[" * 60_000)], 1002),
        ([frame(TEXT, b"42[")], 1002),
        ([frame(TEXT, b"42[]")], 1002),
        ([frame(TEXT, b"42[null]")], 1002),
        ([frame(TEXT, b'4299999999999999999999["mute"]')], 1002),
        ([frame(TEXT, b'45999-["mute"]')], 1002),
        ([frame(TEXT, b'42/other,["mute"]')], 1002),
        ([frame(TEXT, b"3")] * 400, 1002),
        ([frame(PING, b"")] * 400, 1002),
        ([frame(TEXT, b"40/other,")] * 400, 1002),
        ([frame(TEXT, b"431[]")] * 400, 1002),
        ([b"GET / HTTP/1.1\r\nHost: h\r\n\r\n" * 10], 1002),
        ([bytes(range(256)) * 40], None),
    ],
)
async def test_what_is_no_packet_ends_the_socket_and_nothing_else(
    pair: Pair, frames: list[bytes], code: int | None
) -> None:
    pair.mallory.socket.send_raw(*frames)
    closed = await pair.mallory.until_closed()
    assert code in (None, closed), closed
    heard = [event for event, _ in await pair.other.until("peer-away")]
    assert heard == ["peer-away"], "a seat is kept for who was cut off, as for a lost network"


async def test_an_event_with_attachments_is_invalid(pair: Pair) -> None:
    """Its frames are read and thrown away: what follows is heard again."""
    placeholder = '["relay-sdp",{"_placeholder":true,"num":0}]'
    pair.mallory.socket.send_raw(
        frame(TEXT, b"451-7" + placeholder.encode()), frame(BINARY, b"x" * 60_000)
    )
    await pair.mallory.ask("leave", {"roomId": "f" * 24})
    assert pair.mallory.acks.pop(7)["code"] == "payload_invalid"
    assert await pair.other.drain() == []


async def test_hundreds_of_bad_sockets_make_few_lines(ground: Ground) -> None:
    """What the log says is looked at by the fixture."""
    for _ in range(5):
        person = await ground.person()
        for _ in range(40):
            socket = await Client.connected(ground.server.port, headers=headers_of(person))
            socket.send_raw(frame(TEXT, b"garbage"))
            assert await socket.closing() == 1002
            socket.hang_up()


async def test_a_person_is_heard_again_after_a_flood(ground: Ground, pair: Pair) -> None:
    await pair.mallory.ask_many([pair.event("mute", roomId=pair.room_id)] * 300)
    await asyncio.sleep(1)
    assert (await pair.mallory.ask("unmute", {"roomId": pair.room_id}))["ok"]
    assert await ask(pair.mallory.person.rest, "GET", "/api/user")
