"""Whatever an event or packet carries: it is answered, nothing fails, and no other room notices."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from gethory.live.schemas import FACTS
from live.test_events import World

EVENTS = (
    "prepare-join",
    "join",
    "leave",
    "mute",
    "unmute",
    "mute-info",
    "relay-ice",
    "relay-sdp",
    "watch-rooms",
)
OTHER_NAMES = ("connect", "disconnect", "disconnecting", "raise-hand", "__proto__", "")
FIELDS = (
    "roomId",
    "roomIds",
    "peerId",
    "muted",
    "isMute",
    "resume",
    "offers",
    "user",
    "icecandidate",
    "sessionDescription",
    "generation",
    "type",
    "sdp",
)
KNOWN = ("<room>", "<elsewhere>", "<neighbour>", "<mallory>", "<resume>", "offer", "answer")
"""Stand for what is only known while it plays."""
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=80)
    | st.sampled_from(KNOWN),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=12,
)
NEARLY_AN_OFFER = st.fixed_dictionaries(
    {"type": st.sampled_from(("offer", "offer", "answer"))}, optional={"sdp": ANYTHING}
)
NEARLY_RIGHT = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FIELDS, ANYTHING),
        "roomId": st.sampled_from(KNOWN) | ANYTHING,
        "roomIds": st.lists(st.sampled_from(KNOWN) | ANYTHING, max_size=4) | ANYTHING,
        "peerId": st.sampled_from(KNOWN) | ANYTHING,
        "sessionDescription": st.fixed_dictionaries(
            {"type": st.sampled_from(("offer", "answer", "bye"))}, optional={"sdp": ANYTHING}
        ),
        "offers": st.lists(NEARLY_AN_OFFER, max_size=26) | ANYTHING,
        "icecandidate": st.none() | st.dictionaries(st.text(max_size=8), ANYTHING, max_size=3),
    },
)
RIGHT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("join", {"roomId": "<room>"}),
    ("join", {"roomId": "<elsewhere>", "muted": False}),
    ("join", {"roomId": "<room>", "resume": "<resume>", "user": {"_id": "<neighbour>"}}),
    ("join", {"roomId": "<room>", "offers": [{"type": "offer", "sdp": "v=0"}, {"type": "offer"}]}),
    ("prepare-join", {"roomId": "<elsewhere>"}),
    ("leave", {"roomId": "<room>"}),
    ("unmute", {"roomId": "<room>", "userId": "<neighbour>"}),
    ("mute-info", {"roomId": "<room>", "isMute": True}),
    ("watch-rooms", {"roomIds": ["<room>", "<elsewhere>", "<neighbour>"]}),
    ("watch-rooms", {"roomIds": []}),
    ("relay-ice", {"peerId": "<neighbour>", "icecandidate": {"candidate": ""}}),
    ("relay-sdp", {"peerId": "<neighbour>", "sessionDescription": {"type": "offer", "sdp": ""}}),
)
Said = tuple[str, list[Any]]
SOME_ARGUMENTS = st.lists(NEARLY_RIGHT, min_size=1, max_size=1) | st.lists(ANYTHING, max_size=3)
NAMES = st.sampled_from(EVENTS) | st.sampled_from(EVENTS + OTHER_NAMES) | st.text(max_size=12)
SAID: st.SearchStrategy[Said] = st.one_of(
    st.sampled_from(RIGHT).map(lambda right: (right[0], [right[1]])),
    st.tuples(st.sampled_from(EVENTS), SOME_ARGUMENTS),
    st.tuples(NAMES, SOME_ARGUMENTS),
)
SAYINGS = st.lists(st.tuples(SAID, st.booleans()), min_size=3, max_size=10)

HEADS = ("42/api,", "42/api,7", "43", "437", "40", "41", "44", "451-", "462-", "4", "")
BODIES = (
    SAID.map(lambda said: json.dumps([said[0], *said[1]]))
    | ANYTHING.map(json.dumps)
    | st.text(max_size=40)
    | st.sampled_from(('["mute",{"roomId":"\\ud800"}]', "[" * 2000, '["join",{"roomId":NaN}]'))
)
PACKETS = st.lists(
    SAID.map(lambda said: "427" + json.dumps([said[0], *said[1]]))
    | st.tuples(st.sampled_from(HEADS), BODIES).map("".join),
    min_size=3,
    max_size=10,
)

often = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


class Play:
    """Mallory beside a neighbour in one room, and a bystander in another."""

    def __init__(self) -> None:
        self.world = World(rate_limit_scale=1000)
        self.room = self.world.stage.room()
        self.elsewhere = self.world.stage.room()
        self.known: dict[str, str] = {}
        self.peer_ids: set[str] = set()

    async def begin(self) -> None:
        self.bystander, bystander_id = await self.world.joined("bob", self.elsewhere)
        self.neighbour, neighbour_id = await self.world.joined("nell", self.room)
        self.mallory = self.world.wire("mallory")
        ack = await self.mallory.answer("join", {"roomId": self.room.id})
        self.peer_ids.add(ack["you"]["peerId"])
        self.known = {
            "<room>": self.room.id,
            "<elsewhere>": self.elsewhere.id,
            "<neighbour>": neighbour_id,
            "<mallory>": ack["you"]["peerId"],
            "<resume>": ack["you"]["resume"],
        }
        self.bystanders = {bystander_id}
        for wire in (self.bystander, self.neighbour, self.mallory):
            await wire.heard()

    def with_known(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.with_known(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.with_known(inner) for inner in value]
        return self.known.get(value, value) if isinstance(value, str) else value

    async def acks(self) -> list[Any]:
        """Those that Mallory got, each in its form."""
        acks = [fact for event, fact in await self.mallory.heard() if event == "ack"]
        for ack in acks:
            assert isinstance(ack["ok"], bool)
            assert ack.get("code") != "unavailable", "something failed"
        for room in (self.room, self.elsewhere):
            inside = self.world.stage.presence.peers(room.id)
            self.peer_ids |= {peer.id for peer in inside if peer.user == self.mallory.user}
        return acks

    async def nobody_minds(self) -> None:
        """Others hear facts about Mallory where she is, and none that she made up."""
        for wire, others in ((self.neighbour, self.known["<neighbour>"]), (self.bystander, "")):
            for event, fact in await wire.heard():
                assert event in FACTS
                FACTS[event].model_validate_json(json.dumps(fact), by_name=False)
                assert fact["peerId"] in self.peer_ids - {others}
                assert "mallory" in str(fact.get("user", "mallory")).lower()
        for wire in (self.neighbour, self.bystander):
            assert wire.closed is None
            assert await wire.answer("leave", {"roomId": "f" * 24}) == {"ok": True}
        for room, wire in ((self.room, self.neighbour), (self.elsewhere, self.bystander)):
            assert wire.user in self.world.stage.presence.people(room.id)


@often
@given(SAYINGS)
def test_any_payload_is_answered_and_harms_nobody(sayings: list[tuple[Said, bool]]) -> None:
    async def play() -> None:
        stage = Play()
        await stage.begin()
        for (event, arguments), asked in sayings:
            stage.mallory.say(event, *stage.with_known(arguments), ack=asked)
            assert len(await stage.acks()) == asked
        assert stage.mallory.closed is None
        await stage.nobody_minds()

    with capture_logs() as lines:
        asyncio.run(play())
    assert not [line for line in lines if line["log_level"] in ("error", "critical")], lines


@often
@given(PACKETS)
def test_any_packet_is_taken_or_ends_its_own_socket(packets: list[str]) -> None:
    async def play() -> None:
        stage = Play()
        await stage.begin()
        for packet in packets:
            for word, meant in stage.known.items():
                packet = packet.replace(word, meant)  # noqa: PLW2901 - it is the same packet
            stage.mallory.raw(packet)
            await stage.acks()
        assert stage.mallory.closed in (None, 1000, 1002, -1)
        await stage.nobody_minds()

    with capture_logs() as lines:
        asyncio.run(play())
    assert not [line for line in lines if line["log_level"] in ("error", "critical")], lines
