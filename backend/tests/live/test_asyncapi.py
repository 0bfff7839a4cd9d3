"""The AsyncAPI document: each refusal it declares is provoked here, and `live.declared` holds every
fact and ack of all live tests against it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from gethory.documents.asyncapi import asyncapi_document
from gethory.errors import ProfileIncomplete, table
from gethory.kit.ids import new_id
from gethory.live.refusals import CONNECT_REFUSALS, REFUSALS
from gethory.live.schemas import FACTS, REQUESTS
from gethory.store.base import StoreUnavailable
from live.test_events import Wire, World

pytestmark = pytest.mark.anyio

DOCS = Path(__file__).resolve().parents[3] / "docs"
NOBODY = new_id()
GOOD: dict[str, dict[str, Any]] = {
    "prepare-join": {"roomId": NOBODY},
    "join": {"roomId": NOBODY},
    "leave": {"roomId": NOBODY},
    "relay-ice": {"peerId": "nobody", "icecandidate": None},
    "relay-sdp": {"peerId": "nobody", "sessionDescription": {"type": "offer", "sdp": "v=0"}},
    "mute": {"roomId": NOBODY},
    "unmute": {"roomId": NOBODY},
    "mute-info": {"roomId": NOBODY, "isMute": True},
    "watch-rooms": {"roomIds": [NOBODY]},
    "report-connection": {"peerId": "nobody", "path": "host", "protocol": "udp"},
}
"""A well-formed payload of each, about nothing that exists."""


# what it is ------------------------------------------------------------------------------


def test_it_is_as_it_is_committed() -> None:
    committed = (DOCS / "asyncapi.json").read_text(encoding="utf-8")
    assert json.loads(committed) == asyncapi_document(), "run `make wire`"


def test_every_event_is_in_it_in_its_direction() -> None:
    operations = asyncapi_document()["operations"]
    assert {name for name, op in operations.items() if op["action"] == "receive"} == {
        f"receive.{event}" for event in REQUESTS
    }
    assert {name for name, op in operations.items() if op["action"] == "send"} == {
        "send.connect_error",
        *(f"send.{event}" for event in FACTS),
    }
    for name, operation in operations.items():
        assert operation["summary"].endswith("."), name


def test_every_reference_leads_somewhere_and_everything_is_used() -> None:
    document = asyncapi_document()
    text = json.dumps(document)
    referred = set(re.findall(r'"\$ref": "#/([^"]+)"', text))
    for reference in referred:
        place: Any = document
        for step in reference.split("/"):
            place = place[step]
    schemas = {f"components/schemas/{name}" for name in document["components"]["schemas"]}
    messages = document["channels"]["socket"]["messages"]
    assert schemas | {f"channels/socket/messages/{name}" for name in messages} <= referred


def test_every_event_declares_what_it_refuses() -> None:
    assert set(REFUSALS) == set(REQUESTS) == set(GOOD)
    messages = asyncapi_document()["channels"]["socket"]["messages"]
    for event, refusals in REFUSALS.items():
        _, narrowed = messages[f"{event}.refused"]["payload"]["allOf"]
        codes = narrowed["properties"]["code"]["enum"]
        assert codes == sorted(refusal.code for refusal in refusals)
        assert set(codes) <= set(table())


# what it says happens --------------------------------------------------------------------


async def _payload_invalid(world: World, wire: Wire, event: str) -> Any:
    return await wire.answer(event, "no object")


async def _rate_limited(world: World, wire: Wire, event: str) -> Any:
    for _ in range(700):
        wire.say(event, GOOD[event])
    return (await wire.heard())[-1][1]


async def _unavailable(world: World, wire: Wire, event: str) -> Any:
    def broken(*_: object, **__: object) -> None:
        raise StoreUnavailable

    for rule in (
        "prepare",
        "join",
        "leave",
        "_may_reach",
        "set_muted",
        "set_mute_info",
        "watch",
    ):
        setattr(world.stage.service, rule, broken)
    return await wire.answer(event, GOOD[event])


async def _session_required(world: World, wire: Wire, event: str) -> Any:
    del world.stage.sessions[wire.session_id]
    return await wire.answer(event, GOOD[event])


async def _as_it_is(world: World, wire: Wire, event: str) -> Any:
    return await wire.answer(event, GOOD[event])


async def _room_full(world: World, wire: Wire, event: str) -> Any:
    room = world.stage.room()
    for number in range(world.stage.settings.room_max_people):
        await world.joined(f"member{number}", room)
    return await wire.answer(event, {"roomId": room.id})


async def _room_not_joined(world: World, wire: Wire, event: str) -> Any:
    if event != "join":
        return await wire.answer(event, GOOD[event])
    room = world.stage.room()
    joined = await wire.answer("join", {"roomId": room.id})
    await world.stage.joined(wire.user, room)  # the person went on elsewhere
    again = {"roomId": room.id, "resume": joined["you"]["resume"]}
    return await wire.answer("join", again)


async def _profile_incomplete(world: World, wire: Wire, event: str) -> Any:
    def incomplete() -> None:
        raise ProfileIncomplete

    world.stage.rooms.before_answer = incomplete
    return await wire.answer(event, GOOD[event])


PROVOKE: dict[str, Callable[[World, Wire, str], Awaitable[Any]]] = {
    "payload_invalid": _payload_invalid,
    "rate_limited": _rate_limited,
    "unavailable": _unavailable,
    "session_required": _session_required,
    "profile_incomplete": _profile_incomplete,
    "room_not_found": _as_it_is,
    "room_full": _room_full,
    "peer_not_found": _as_it_is,
    "room_not_joined": _room_not_joined,
}


@pytest.mark.parametrize(
    ("event", "code"),
    [(event, refusal.code) for event, refusals in REFUSALS.items() for refusal in refusals],
)
async def test_each_refusal_that_is_declared_happens(event: str, code: str) -> None:
    world = World()
    wire = world.wire("ann")
    assert await wire.heard() == []
    answer = await PROVOKE[code](world, wire, event)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["detail"] == table()[code].sentence


async def test_each_connect_error_that_is_declared_happens() -> None:
    world = World()
    outcast = world.wire("ann", "/nothing")
    forgetful = world.wire("bob")
    for _ in range(100):
        forgetful.raw("41")
        forgetful.raw("40")
    user = world.stage.person("cid")
    over = Wire(world, user, new_id())
    rooms = [world.stage.room() for _ in range(world.stage.settings.sockets_per_user)]
    for room in rooms:
        await world.joined(user, room)
    surplus = world.wire(user)
    said = [
        message for wire in (outcast, forgetful, over, surplus) for message in await wire.heard()
    ]
    assert {message for event, message in said if event == "connect_error"} == set(CONNECT_REFUSALS)
