"""Whatever JSON an event carries: it is answered, nothing fails, and no other room notices."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from live.test_events import World

EVENTS = ("join", "leave", "mute", "unmute", "mute-info", "relay-ice", "relay-sdp")
FIELDS = (
    "roomId",
    "peerId",
    "muted",
    "isMute",
    "resume",
    "user",
    "icecandidate",
    "sessionDescription",
    "generation",
    "type",
    "sdp",
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=80),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=12,
)
PAYLOADS = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANYTHING)) | ANYTHING


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(EVENTS), PAYLOADS), min_size=1, max_size=8))
def test_any_payload_is_answered_and_harms_nobody(sayings: list[tuple[str, Any]]) -> None:
    asyncio.run(_play(sayings))


async def _play(sayings: list[tuple[str, Any]]) -> None:
    world = World(rate_limit_scale=1000)
    room, elsewhere = world.stage.room(), world.stage.room()
    bystander, _ = await world.joined("bob", elsewhere)
    mallory, _ = await world.joined("mallory", room)
    for event, payload in sayings:
        answer = await mallory.answer(event, payload)
        assert isinstance(answer["ok"], bool)
        assert answer.get("code") != "unavailable"
    assert await bystander.heard() == []
    assert world.stage.presence.people(elsewhere.id) == (bystander.user,)
