"""The doors of live on the real socket server, packet by packet: acks, order, rates, bad input."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, ClassVar, cast

import pytest

from gethory.errors import SessionRequired
from gethory.kit.ids import new_id
from gethory.kit.notices import Notices
from gethory.kit.ratelimit import Limiter
from gethory.live.admission import Admission, Principal
from gethory.live.events import LiveEvents
from gethory.live.rates import MALFORMED_MAX
from gethory.models import Room, User
from gethory.sio.server import Options, SocketServer
from live.stage import Stage

pytestmark = pytest.mark.anyio
Packet = tuple[str, Any]


class _Admits:
    """Everybody was admitted; whether the session still lives the stage knows."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def still(self, principal: Principal) -> None:
        if principal.session_id not in self._stage.sessions:
            raise SessionRequired


class Wire:
    """One WebSocket of one person, without the network: packets as text, both ways."""

    upgrades: ClassVar[tuple[str, ...]] = ()
    close_grace_s: ClassVar[float] = 1.0

    def __init__(self, world: World, user: User, session_id: str, namespace: str = "") -> None:
        self.user = user
        self.session_id = session_id
        self._head = f"{namespace}," if namespace else ""
        self._sent: list[str] = []
        self._ack_id = 0
        self.closed: int | None = None
        self._engine = world.server.open(self, Principal(user.id, session_id))
        self._engine.receive(f"40{namespace}".encode())

    def send(self, out: list[bytes]) -> None:
        self._sent += [packet.decode() for packet in out]

    def close(self, code: int, out: list[bytes] | None) -> None:
        self.send(out or [])
        self.closed = code

    def abort(self) -> None:
        self.closed = -1

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def say(self, event: str, *args: object, ack: bool = True) -> None:
        """Send an event, as an official client would."""
        self._ack_id += 1
        number = str(self._ack_id) if ack else ""
        self.raw(f"42{self._head}{number}{json.dumps([event, *args])}")

    def raw(self, packet: str) -> None:
        self._engine.receive(packet.encode())

    def lose(self) -> None:
        self._engine.lost()

    async def heard(self) -> list[Packet]:
        """Everything that came since the last look, acks as `ack`, without connects and pings."""
        for _ in range(20):
            await asyncio.sleep(0)
        sent, self._sent = self._sent, []
        return [packet for text in sent if (packet := self._packet(text)) is not None]

    def _packet(self, text: str) -> Packet | None:
        kind, rest = text[:2], text[2:].removeprefix(self._head)
        if kind == "42":
            event, fact = json.loads(rest)
            return event, fact
        if kind == "43":
            return "ack", json.loads(rest.lstrip("0123456789"))[0]
        if kind == "44":
            return "connect_error", json.loads(rest[rest.index("{") :])["message"]
        return ("disconnect", None) if kind == "41" else None

    async def answer(self, event: str, *args: object) -> Any:
        """Send the event and give back its ack alone."""
        self.say(event, *args)
        [fact] = [fact for kind, fact in await self.heard() if kind == "ack"]
        return fact


class World:
    """A stage with the doors of a real socket server."""

    def __init__(self, **given: Any) -> None:
        self.stage = Stage(**given)
        events = LiveEvents(
            self.stage.service,
            cast(Admission, _Admits(self.stage)),
            Limiter(self.stage.settings.limits_scale, self.stage.clock),
            seat_kept_s=self.stage.settings.seat_kept_s,
            notices=Notices(),
            clock=self.stage.clock,
        )
        self.server = SocketServer(
            Options(namespaces=("/", "/api")),
            authenticate=events.authenticate,
            on_connect=events.on_connect,
            on_disconnect=events.on_disconnect,
            monotonic=self.stage.clock,
        )
        events.attach(self.server)

    def wire(self, name: str | User, namespace: str = "") -> Wire:
        user = self.stage.person(name) if isinstance(name, str) else name
        return Wire(self, user, self.stage.sign_in(user).id, namespace)

    async def joined(self, name: str | User, room: Room, namespace: str = "") -> tuple[Wire, str]:
        """Somebody who is in the room, and their peer id."""
        wire = self.wire(name, namespace)
        ack = await wire.answer("join", {"roomId": room.id})
        return wire, ack["you"]["peerId"]


async def test_the_ack_of_a_join_comes_before_what_it_announces() -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    ann = world.wire("ann")
    ann.say("join", {"roomId": room.id, "user": {"_id": bob.user.id, "name": "Not Ann"}})
    bob.say("unmute", {"roomId": room.id})
    told = await ann.heard()
    assert [event for event, _ in told][:3] == ["ack", "add-peer", "mute-info"]
    assert told[1][1]["peerId"] == bob_id


async def test_joins_in_one_breath_lose_no_fact() -> None:
    world = World()
    rooms = [world.stage.room() for _ in range(3)]
    peers = [(await world.joined(f"p{number}", room))[1] for number, room in enumerate(rooms)]
    ann = world.wire("ann")
    for room in rooms:
        ann.say("join", {"roomId": room.id})
    ann.say("leave")
    told = await ann.heard()
    facts = [(event, fact["peerId"]) for event, fact in told if event.endswith("-peer")]
    assert facts == [
        ("add-peer", peers[0]),
        ("remove-peer", peers[0]),
        ("add-peer", peers[1]),
        ("remove-peer", peers[1]),
        ("add-peer", peers[2]),
        ("remove-peer", peers[2]),
    ]
    assert [event for event, _ in told].count("ack") == 4


async def test_a_join_without_an_ack_gets_the_same_facts() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    ann.say("join", {"roomId": room.id}, ack=False)
    assert [event for event, _ in await ann.heard()] == ["add-peer", "mute-info"]
    assert [event for event, _ in await bob.heard()] == ["add-peer"]


async def test_what_waited_comes_behind_the_ack_of_the_resume() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    you = (await ann.answer("join", {"roomId": room.id}))["you"]
    ann.lose()
    await bob.heard()
    for number in range(3):
        await bob.answer("relay-ice", {"peerId": you["peerId"], "icecandidate": {"n": number}})
    back = Wire(world, ann.user, ann.session_id)
    back.say("join", {"roomId": room.id, "resume": you["resume"]})
    bob.say("relay-ice", {"peerId": you["peerId"], "icecandidate": {"n": 3}})
    told = await back.heard()
    assert told[0][0] == "ack"
    assert told[0][1]["you"]["peerId"] == you["peerId"]
    assert [fact["icecandidate"]["n"] for _, fact in told[1:]] == [0, 1, 2, 3]


async def test_the_namespace_of_the_rest_base_is_the_same_place() -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    ann, ann_id = await world.joined("ann", room, "/api")
    assert (await ann.answer("relay-ice", {"peerId": bob_id, "icecandidate": None}))["ok"] is True
    assert ("ice-candidate", {"peerId": ann_id, "icecandidate": None}) in await bob.heard()
    bob.say("mute", {"roomId": room.id})
    assert [event for event, _ in await ann.heard()] == ["mute"]


async def test_every_good_event_is_acknowledged_with_ok() -> None:
    world = World()
    room = world.stage.room()
    _, bob_id = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    offer = {"type": "offer", "sdp": "v=0"}
    for event, payload in (
        ("relay-ice", {"peerId": bob_id, "icecandidate": {"candidate": ""}}),
        ("relay-sdp", {"peerId": bob_id, "sessionDescription": offer, "generation": 1}),
        ("mute", {"roomId": room.id, "userId": "somebody else"}),
        ("unmute", {"roomId": room.id}),
        ("mute-info", {"roomId": room.id, "isMute": True, "userId": "somebody else"}),
        ("leave", {"roomId": new_id()}),
        ("leave", {"roomId": room.id}),
    ):
        assert await ann.answer(event, payload) == {"ok": True}, event
    assert await ann.answer("leave") == {"ok": True}


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("join", []),
        ("join", [None]),
        ("join", [[]]),
        ("join", ["room"]),
        ("join", [{}]),
        ("join", [{"roomId": None}]),
        ("join", [{"roomId": 7}]),
        ("join", [{"roomId": ""}]),
        ("join", [{"roomId": ["a", "b"]}]),
        ("join", [{"roomId": {"$gt": ""}}]),
        ("join", [{"roomId": "x" * 10_000}]),
        ("join", [{"room_id": "a" * 24}]),
        ("join", [{"roomId": "a" * 24, "muted": "no"}]),
        ("join", [{"roomId": "a" * 24, "resume": 1}]),
        ("join", [{"roomId": "a" * 24}, {"roomId": "b" * 24}]),
        ("leave", [{"roomId": 7}]),
        ("leave", ["x"]),
        ("mute", []),
        ("mute", [{}]),
        ("unmute", [{"roomId": None}]),
        ("mute-info", [{"roomId": "a" * 24}]),
        ("mute-info", [{"roomId": "a" * 24, "isMute": "yes"}]),
        ("mute-info", [{"roomId": "a" * 24, "isMute": 1}]),
        ("watch-rooms", []),
        ("watch-rooms", [{}]),
        ("watch-rooms", [{"roomIds": "a" * 24}]),
        ("watch-rooms", [{"roomIds": [7]}]),
        ("watch-rooms", [{"roomIds": [""]}]),
        ("watch-rooms", [{"roomIds": ["a" * 24] * 501}]),
        ("watch-rooms", [{"roomIds": [["a" * 24]]}]),
        ("relay-ice", []),
        ("relay-ice", [{"peerId": "", "icecandidate": None}]),
        ("relay-ice", [{"peerId": None, "icecandidate": None}]),
        ("relay-ice", [{"peerId": 0, "icecandidate": None}]),
        ("relay-ice", [{"peerId": False, "icecandidate": None}]),
        ("relay-ice", [{"peerId": [], "icecandidate": None}]),
        ("relay-ice", [{"peerId": ["a", "b"], "icecandidate": None}]),
        ("relay-ice", [{"peerId": {"a": 1}, "icecandidate": None}]),
        ("relay-ice", [{"peerId": "x" * 65, "icecandidate": None}]),
        ("relay-ice", [{"peerId": "x", "icecandidate": {"c": "x" * 1024}}]),
        ("relay-sdp", [{"peerId": "x", "sessionDescription": {"type": "bye"}}]),
        (
            "relay-sdp",
            [{"peerId": "x", "sessionDescription": {"type": "offer", "sdp": "x" * 16384}}],
        ),
    ],
)
async def test_malformed_input_reaches_nobody(event: str, args: list[object]) -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    await bob.heard()
    answer = await ann.answer(event, *args)
    assert (answer["ok"], answer["code"]) == (False, "payload_invalid")
    assert await bob.heard() == []
    assert (await ann.answer("leave", {"roomId": room.id}))["ok"] is True


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "connect",
        "disconnect",
        "disconnecting",
        "add-peer",
        "remove-peer",
        "Join",
        "join ",
        7,
    ],
)
async def test_an_unknown_event_is_refused_and_changes_nothing(name: object) -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    await bob.heard()
    ann.raw(f"4277{json.dumps([name, {'peerId': bob_id}])}")
    [(_, answer)] = await ann.heard()
    assert (answer["ok"], answer["code"]) == (False, "event_unknown")
    assert await bob.heard() == []
    assert len(world.stage.presence.peers(room.id)) == 2


async def test_binary_attachments_are_refused_with_every_event() -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    await bob.heard()
    payload = {"peerId": bob_id, "icecandidate": {"_placeholder": True, "num": 0}}
    ann.raw(f"451-7{json.dumps(['relay-ice', payload])}")
    ann._engine.receive_binary(b"one")
    [(_, answer)] = await ann.heard()
    assert (answer["ok"], answer["code"]) == (False, "payload_invalid")
    assert await bob.heard() == []


async def test_a_refusal_names_its_code_and_a_sentence() -> None:
    world = World()
    ann = world.wire("ann")
    room = world.stage.room()
    assert await ann.answer("join", {"roomId": new_id()}) == {
        "ok": False,
        "code": "room_not_found",
        "detail": "This room does not exist or is not open to you.",
    }
    assert (await ann.answer("mute", {"roomId": room.id}))["code"] == "room_not_joined"
    answer = await ann.answer("relay-ice", {"peerId": "x", "icecandidate": None})
    assert answer["code"] == "peer_not_found"


async def test_a_handler_that_fails_still_answers_and_breaks_nothing() -> None:
    world = World()
    room = world.stage.room()
    ann = world.wire("ann")
    world.stage.rooms.before_answer = _fail
    answer = await ann.answer("join", {"roomId": room.id})
    assert (answer["ok"], answer["code"]) == (False, "unavailable")
    world.stage.rooms.before_answer = _nothing
    assert (await ann.answer("join", {"roomId": room.id}))["ok"] is True


async def test_mutes_and_unmutes_are_applied_in_their_order() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann = world.wire("ann")
    ann.say("join", {"roomId": room.id}, ack=False)
    for number in range(50):
        ann.say("mute" if number % 2 else "unmute", {"roomId": room.id}, ack=False)
    told = [event for event, _ in await bob.heard()]
    assert told == ["add-peer", *["unmute", "mute"] * 25]


async def test_relays_come_in_the_order_in_which_they_were_sent() -> None:
    world = World()
    room = world.stage.room()
    bob, bob_id = await world.joined("bob", room)
    ann, ann_id = await world.joined("ann", room)
    await bob.heard()
    offer = {"type": "offer", "sdp": "v=0"}
    ann.say("relay-sdp", {"peerId": bob_id, "sessionDescription": offer})
    for number in range(200):
        ann.say("relay-ice", {"peerId": bob_id, "icecandidate": {"n": number}})
    told = await bob.heard()
    assert told[0] == ("session-description", {"peerId": ann_id, "sessionDescription": offer})
    assert [fact["icecandidate"]["n"] for _, fact in told[1:]] == list(range(200))


# Rates -------------------------------------------------------------------------------------


async def test_over_the_rate_nothing_happens() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    await bob.heard()
    for _ in range(70):
        ann.say("mute", {"roomId": room.id})
    acks = [fact for event, fact in await ann.heard() if event == "ack"]
    assert sum(ack["ok"] for ack in acks) == 59
    assert {ack.get("code") for ack in acks} == {None, "rate_limited"}
    assert len(await bob.heard()) == 59


async def test_an_honest_join_of_a_full_mesh_is_never_limited() -> None:
    world = World(rate_limit_scale=1)
    room = world.stage.room()
    members = [await world.joined(f"member{number}", room) for number in range(23)]
    ann, _ = await world.joined("ann", room)
    offer = {"type": "offer", "sdp": "v=0" + "x" * 2500}
    for _, peer_id in members:
        ann.say("relay-sdp", {"peerId": peer_id, "sessionDescription": offer})
        for _ in range(20):
            ann.say("relay-ice", {"peerId": peer_id, "icecandidate": {"candidate": "c"}})
    acks = [fact for event, fact in await ann.heard() if event == "ack"]
    assert len(acks) == 23 * 21
    assert all(ack["ok"] for ack in acks)


async def test_ten_seconds_over_the_rate_disconnect_and_free_the_seat() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, ann_id = await world.joined("ann", room)
    for _ in range(110):
        for _ in range(10):
            ann.say("mute", {"roomId": room.id})
        world.stage.clock.at += 0.1
    told = await ann.heard()
    assert ("disconnect", None) in told
    assert ann.closed == 1000
    assert ("remove-peer", {"peerId": ann_id, "userId": ann.user.id}) in await bob.heard()


async def test_twenty_malformed_events_disconnect_behind_the_last_ack() -> None:
    world = World()
    ann = world.wire("ann")
    for _ in range(MALFORMED_MAX):
        ann.say("join", {})
    told = await ann.heard()
    assert [event for event, _ in told] == ["ack"] * MALFORMED_MAX + ["disconnect"]
    assert ann.closed == 1000


# The life of a socket ----------------------------------------------------------------------


async def test_a_disconnect_packet_leaves_at_once() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, ann_id = await world.joined("ann", room)
    await bob.heard()
    ann.raw("41")
    assert await bob.heard() == [("remove-peer", {"peerId": ann_id, "userId": ann.user.id})]


@pytest.mark.parametrize(
    ("end", "kept_s"),
    [
        (lambda wire: wire._engine.closed_by_client(1001), 5),
        (lambda wire: wire._engine.closed_by_client(1000), 5),
        (lambda wire: wire._engine.closed_by_client(1006), 25),
        (lambda wire: wire.lose(), 25),
    ],
    ids=["tab closed", "closed", "odd close", "network gone"],
)
async def test_a_seat_is_kept_by_how_the_socket_ended(
    end: Callable[[Wire], None], kept_s: float
) -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    await bob.heard()
    world.stage.clock.at += 5  # the last packet of a lost client was so long ago
    end(ann)
    assert [event for event, _ in await bob.heard()] == ["peer-away"]
    world.stage.clock.go(kept_s - 0.1)
    assert await bob.heard() == []
    world.stage.clock.go(0.2)
    assert [event for event, _ in await bob.heard()] == ["remove-peer"]


async def test_an_ended_session_is_told_and_disconnected() -> None:
    world = World()
    room = world.stage.room()
    ann, _ = await world.joined("ann", room)
    world.stage.service.sessions_ended((ann.session_id,))
    told = await ann.heard()
    assert told == [
        ("removed", {"reason": "session_ended", "roomId": room.id}),
        ("disconnect", None),
    ]


async def test_a_session_that_ended_before_its_connect_is_let_in_no_further() -> None:
    world = World()
    user = world.stage.person("ann")
    wire = Wire(world, user, new_id())
    assert await wire.heard() == [("connect_error", "session_required")]


async def test_too_many_sockets_in_rooms_are_a_connect_error() -> None:
    world = World(rate_limit_scale=0.1)
    room = world.stage.room()
    ann, _ = await world.joined("ann", room)
    again = world.wire(ann.user)
    assert await again.heard() == [("connect_error", "sockets_exceeded")]
    assert await ann.heard() == []


async def test_the_oldest_socket_without_a_room_is_told_to_go_for_good() -> None:
    world = World(rate_limit_scale=0.1)
    first = world.wire("ann")
    await first.heard()
    second = world.wire(first.user)
    await second.heard()
    assert await first.heard() == [("disconnect", None)]


async def test_a_server_that_goes_down_tells_nobody_that_anybody_left() -> None:
    world = World()
    room = world.stage.room()
    bob, _ = await world.joined("bob", room)
    ann, _ = await world.joined("ann", room)
    await bob.heard()
    for wire in (ann, bob):
        wire._engine.shutdown()
    assert await bob.heard() == []
    assert len(world.stage.presence.peers(room.id)) == 2


async def test_joins_are_counted_by_person() -> None:
    world = World()
    room = world.stage.room()
    wires = [world.wire("ann")]
    wires.append(world.wire(wires[0].user))
    codes = []
    for number in range(61):
        codes.append((await wires[number % 2].answer("join", {"roomId": room.id})).get("code"))
        world.stage.clock.at += 0.1
    assert codes == [*[None] * 60, "rate_limited"]


def _fail() -> None:
    raise RuntimeError("the store fell over")


def _nothing() -> None: ...
