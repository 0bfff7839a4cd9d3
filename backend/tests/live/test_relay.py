"""Relaying between two peers of a room, and muting."""

from __future__ import annotations

import pytest

from gethory.errors import PeerNotFound, RateLimited, RoomNotJoined
from gethory.kit.ids import new_id, new_peer_id
from gethory.live.rates import CANDIDATES_PER_OFFER
from live.stage import Stage

pytestmark = pytest.mark.anyio


async def test_a_signal_reaches_its_target_only_and_names_the_sender() -> None:
    stage = Stage()
    room = stage.room()
    ann, bob, cid = [await stage.joined(name, room) for name in ("ann", "bob", "cid")]
    for tab in (ann, bob, cid):
        tab.heard()
    stage.describe(ann, bob.peer_id, "offer", "v=0 offer")
    stage.candidate(ann, bob.peer_id, "null")
    assert bob.heard() == [
        (
            "session-description",
            {"peerId": ann.peer_id, "sessionDescription": {"type": "offer", "sdp": "v=0 offer"}},
        ),
        ("ice-candidate", {"peerId": ann.peer_id, "icecandidate": None}),
    ]
    assert ann.heard() == cid.heard() == []


async def test_strangers_room_ids_oneself_and_unknown_ids_are_one_refusal() -> None:
    stage = Stage()
    room, elsewhere = stage.room(), stage.room()
    ann, bob = [await stage.joined(name, room) for name in ("ann", "bob")]
    stranger = await stage.joined("eve", elsewhere)
    tabs = (ann, bob, stranger)
    for tab in tabs:
        tab.heard()
    targets = (stranger.peer_id, room.id, ann.peer_id, bob.user.id, new_peer_id(), "x")
    for target in targets:
        with pytest.raises(PeerNotFound):
            stage.candidate(ann, target)
        with pytest.raises(PeerNotFound):
            stage.describe(ann, target)
    assert all(tab.heard() == [] for tab in tabs)


async def test_after_a_leave_nothing_reaches_or_comes_from_who_left() -> None:
    stage = Stage()
    room = stage.room()
    ann, bob = [await stage.joined(name, room) for name in ("ann", "bob")]
    stage.service.leave(ann.line)
    for tab in (ann, bob):
        tab.heard()
    with pytest.raises(PeerNotFound):
        stage.candidate(ann, bob.peer_id)
    with pytest.raises(PeerNotFound):
        stage.candidate(bob, ann.peer_id)
    assert ann.heard() == bob.heard() == []


async def test_the_first_room_is_out_of_reach_from_the_second() -> None:
    stage = Stage()
    first, second = stage.room(), stage.room()
    bob = await stage.joined("bob", first)
    ann = await stage.joined("ann", first)
    await stage.join(ann, second)
    with pytest.raises(PeerNotFound):
        stage.candidate(ann, bob.peer_id)


async def test_candidates_per_target_and_offer_are_bounded() -> None:
    stage = Stage()
    room = stage.room()
    ann, bob, cid = [await stage.joined(name, room) for name in ("ann", "bob", "cid")]
    for _ in range(CANDIDATES_PER_OFFER):
        stage.candidate(ann, bob.peer_id)
    with pytest.raises(RateLimited):
        stage.candidate(ann, bob.peer_id)
    stage.candidate(ann, cid.peer_id)
    stage.candidate(bob, ann.peer_id)


@pytest.mark.parametrize("offerer", ["sender", "target"])
async def test_an_offer_between_the_two_begins_the_count_anew(offerer: str) -> None:
    stage = Stage()
    room = stage.room()
    ann, bob = [await stage.joined(name, room) for name in ("ann", "bob")]
    for _ in range(CANDIDATES_PER_OFFER):
        stage.candidate(ann, bob.peer_id)
    one, other = (ann, bob) if offerer == "sender" else (bob, ann)
    stage.describe(one, other.peer_id, "answer")
    with pytest.raises(RateLimited):
        stage.candidate(ann, bob.peer_id)
    stage.describe(one, other.peer_id, "offer")
    stage.candidate(ann, bob.peer_id)


# Muting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("muted", "event"), [(True, "mute"), (False, "unmute")])
async def test_mute_is_told_to_everybody_the_sender_too(muted: bool, event: str) -> None:
    stage = Stage()
    room = stage.room()
    ann, bob = [await stage.joined(name, room) for name in ("ann", "bob")]
    outside = stage.tab("eve")
    ann.heard()
    stage.service.set_muted(ann.line, room.id, muted)
    fact = {"roomId": room.id, "userId": ann.user.id, "peerId": ann.peer_id}
    assert ann.heard() == bob.heard() == [(event, fact)]
    assert outside.heard() == []


async def test_mute_info_is_told_to_the_others_only_and_sets_the_state() -> None:
    stage = Stage()
    room = stage.room()
    ann, bob = [await stage.joined(name, room) for name in ("ann", "bob")]
    ann.heard()
    stage.service.set_mute_info(ann.line, room.id, False)
    [(event, fact)] = bob.heard()
    assert event == "mute-info"
    assert fact == {
        "userId": ann.user.id,
        "isMute": False,
        "peerId": ann.peer_id,
        "roomId": room.id,
    }
    assert ann.heard() == []
    cid = await stage.joined("cid", room)
    assert [peer["muted"] for peer in cid.joined["peers"]] == [False, True]


async def test_muting_outside_the_named_room_is_refused() -> None:
    stage = Stage()
    room, elsewhere = stage.room(), stage.room()
    ann = await stage.joined("ann", room)
    bob = await stage.joined("bob", elsewhere)
    outside = stage.tab("eve")
    for tab, room_id in ((ann, elsewhere.id), (outside, room.id), (ann, new_id())):
        with pytest.raises(RoomNotJoined):
            stage.service.set_muted(tab.line, room_id, False)
        with pytest.raises(RoomNotJoined):
            stage.service.set_mute_info(tab.line, room_id, False)
    assert ann.heard() == bob.heard() == []
