"""The ways out of a room, and the ways back to a kept seat."""

from __future__ import annotations

import pytest

from gethory.errors import PeerNotFound, RoomNotJoined
from gethory.kit.ids import new_id
from gethory.live.seats import PACKETS_MAX
from live.stage import Stage

pytestmark = pytest.mark.anyio


async def test_who_leaves_hears_of_each_other_and_the_others_of_who_left() -> None:
    stage = Stage()
    room = stage.room()
    bob, cid, ann = [await stage.joined(name, room) for name in ("bob", "cid", "ann")]
    bob.heard()
    cid.heard()
    stage.service.leave(ann.line, room.id)
    gone = ("remove-peer", {"peerId": ann.peer_id, "userId": ann.user.id})
    assert bob.heard() == cid.heard() == [gone]
    assert [fact["peerId"] for _, fact in ann.heard()] == [bob.peer_id, cid.peer_id]
    assert not ann.disconnected


async def test_leaving_without_a_room_or_another_room_is_fine_and_does_nothing() -> None:
    stage = Stage()
    room = stage.room()
    ann = await stage.joined("ann", room)
    stage.service.leave(ann.line, new_id())
    assert stage.presence.people(room.id) == (ann.user,)
    stage.service.leave(ann.line)
    stage.service.leave(ann.line)
    assert stage.presence.live_room_ids() == ()


async def test_a_socket_that_left_at_once_frees_the_seat_at_once() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    bob.heard()
    stage.service.closed(ann.line, 0)
    assert bob.events() == ["remove-peer"]


async def test_a_lost_socket_keeps_its_seat_and_nobody_hears_of_a_leave() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    bob.heard()
    stage.service.closed(ann.line, 30)
    assert bob.heard() == [("peer-away", {"peerId": ann.peer_id})]
    stage.clock.go(29.9)
    assert bob.heard() == []
    cid = await stage.joined("cid", room)
    assert {peer["peerId"]: peer["away"] for peer in cid.joined["peers"]} == {
        bob.peer_id: False,
        ann.peer_id: True,
    }


async def test_a_seat_that_is_not_taken_back_ends_with_a_leave() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    stage.service.closed(ann.line, 30)
    bob.heard()
    stage.clock.go(30)
    assert bob.heard() == [("remove-peer", {"peerId": ann.peer_id, "userId": ann.user.id})]
    assert stage.presence.people(room.id) == (bob.user,)


async def test_a_resume_keeps_peer_and_mute_and_tells_of_no_leave_and_no_join() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    stage.service.set_muted(ann.line, room.id, False)
    back = stage.lose(ann)
    bob.heard()
    await stage.join(back, room, resume=ann.joined["you"]["resume"], muted=True)
    assert back.peer_id == ann.peer_id
    assert bob.heard() == [("peer-back", {"peerId": ann.peer_id})]
    assert back.events() == ["ack"]
    peer = stage.presence.peer(room.id, ann.peer_id)
    assert peer is not None
    assert peer.muted is False
    stage.clock.go(60)
    assert bob.heard() == []


async def test_a_resume_before_the_old_socket_is_known_to_be_lost_is_silent() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    bob.heard()
    back = stage.tab(ann.user, ann.line.session_id)
    await stage.join(back, room, resume=ann.joined["you"]["resume"])
    assert back.peer_id == ann.peer_id
    assert bob.heard() == []
    assert ann.events() == ["removed"]
    stage.service.closed(ann.line, 30)
    assert bob.heard() == []
    stage.candidate(bob, ann.peer_id)
    assert back.events() == ["ack", "ice-candidate"]


async def test_a_token_of_another_session_or_room_or_made_up_is_no_way_back() -> None:
    stage = Stage()
    room, other = stage.room(), stage.room()
    ann = await stage.joined("ann", room)
    elsewhere = await stage.joined(ann.user, other)
    stage.service.closed(ann.line, 30)
    tokens = [elsewhere.joined["you"]["resume"], "x.y.z", ann.joined["you"]["resume"] + "x"]
    for token in tokens:
        tab = await stage.joined(ann.user, room, resume=token)
        assert tab.peer_id != ann.peer_id
    stranger = await stage.joined("mallory", room, resume=ann.joined["you"]["resume"])
    assert stranger.peer_id != ann.peer_id


async def test_a_token_is_worth_nothing_after_a_leave() -> None:
    stage = Stage()
    room = stage.room()
    ann = await stage.joined("ann", room)
    token, was = ann.joined["you"]["resume"], ann.peer_id
    stage.service.leave(ann.line)
    await stage.join(ann, room, resume=token)
    assert ann.peer_id != was


async def test_access_is_checked_again_with_a_resume() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    back = stage.lose(ann)
    del stage.rooms.known[room.id]
    bob.heard()
    with pytest.raises(Exception, match="room_not_found"):
        await stage.join(back, room, resume=ann.joined["you"]["resume"])
    assert back.heard() == []
    assert bob.heard() == []


# What waits for who is away ----------------------------------------------------------------


async def test_relays_to_who_is_away_wait_in_order_and_come_behind_the_ack() -> None:
    stage = Stage()
    room = stage.room()
    bob, cid, ann = [await stage.joined(name, room) for name in ("bob", "cid", "ann")]
    back = stage.lose(ann)
    stage.describe(bob, ann.peer_id, "offer")
    stage.candidate(cid, ann.peer_id)
    stage.candidate(bob, ann.peer_id)
    stage.service.set_muted(bob.line, room.id, False)
    await stage.join(back, room, resume=ann.joined["you"]["resume"])
    told = back.heard()
    assert [(event, fact.get("peerId")) for event, fact in told] == [
        ("ack", None),
        ("session-description", bob.peer_id),
        ("ice-candidate", cid.peer_id),
        ("ice-candidate", bob.peer_id),
    ]
    assert {peer["peerId"]: peer["muted"] for peer in told[0][1]["peers"]} == {
        bob.peer_id: False,
        cid.peer_id: True,
    }


async def test_what_waited_from_who_has_left_is_not_delivered() -> None:
    stage = Stage()
    room = stage.room()
    bob, cid, ann = [await stage.joined(name, room) for name in ("bob", "cid", "ann")]
    back = stage.lose(ann)
    stage.candidate(bob, ann.peer_id)
    stage.candidate(cid, ann.peer_id)
    stage.service.leave(bob.line)
    await stage.join(back, room, resume=ann.joined["you"]["resume"])
    told = back.heard()
    assert [fact.get("peerId") for _, fact in told] == [None, cid.peer_id]


@pytest.mark.parametrize("packets", [(PACKETS_MAX + 1, 2), (70, 16_000)], ids=["many", "large"])
async def test_when_too_much_waited_it_is_dropped_and_the_join_is_a_new_one(
    packets: tuple[int, int],
) -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    back = stage.lose(ann)
    bob.heard()
    for _ in range(packets[0]):
        stage.describe(bob, ann.peer_id, "answer", "x" * packets[1])
    await stage.join(back, room, resume=ann.joined["you"]["resume"])
    assert back.peer_id != ann.peer_id
    assert bob.events() == ["remove-peer", "add-peer"]
    assert back.events() == ["ack", "add-peer", "mute-info"]


async def test_as_much_as_may_wait_is_delivered() -> None:
    stage = Stage(rate_limit_scale=2)
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    back = stage.lose(ann)
    for _ in range(PACKETS_MAX):
        stage.candidate(bob, ann.peer_id)
    await stage.join(back, room, resume=ann.joined["you"]["resume"])
    assert back.peer_id == ann.peer_id
    assert back.events() == ["ack", *["ice-candidate"] * PACKETS_MAX]


# A restarted server ------------------------------------------------------------------------


async def test_after_a_restart_everybody_returns_under_the_same_peer_id() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    after = Stage(stage)
    bob_back = after.tab(bob.user, bob.line.session_id)
    ann_back = after.tab(ann.user, ann.line.session_id)
    await after.join(bob_back, room, resume=bob.joined["you"]["resume"])
    after.clock.go(29)
    await after.join(ann_back, room, resume=ann.joined["you"]["resume"], muted=False)
    assert (bob_back.peer_id, ann_back.peer_id) == (bob.peer_id, ann.peer_id)
    assert ann_back.joined["epoch"] != ann.joined["epoch"]
    told = bob_back.heard()
    assert [event for event, _ in told] == ["ack", "add-peer", "mute-info"]
    assert (told[1][1]["peerId"], told[1][1]["muted"]) == (ann.peer_id, False)
    assert (told[2][1]["peerId"], told[2][1]["isMute"]) == (ann.peer_id, False)


async def test_half_a_minute_after_a_restart_an_old_token_is_a_new_join() -> None:
    stage = Stage()
    room = stage.room()
    ann = await stage.joined("ann", room)
    after = Stage(stage)
    after.clock.go(30.1)
    back = after.tab(ann.user, ann.line.session_id)
    await after.join(back, room, resume=ann.joined["you"]["resume"])
    assert back.peer_id != ann.peer_id


async def test_a_return_whose_ack_got_lost_is_a_resume() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    after = Stage(stage)
    bob_back = await after.joined(bob.user, room)
    first = after.tab(ann.user, ann.line.session_id)
    await after.join(first, room, resume=ann.joined["you"]["resume"])
    bob_back.heard()
    second = after.lose(first)
    await after.join(second, room, resume=ann.joined["you"]["resume"])
    assert second.peer_id == ann.peer_id
    assert bob_back.events() == ["peer-away", "peer-back"]


# Sessions that end -------------------------------------------------------------------------


async def test_an_ended_session_is_out_of_its_room_told_why_and_disconnected() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    lobby = stage.tab(ann.user, ann.line.session_id)
    bob.heard()
    stage.service.sessions_ended((ann.line.session_id,))
    assert bob.events() == ["remove-peer"]
    assert ann.heard() == [("removed", {"reason": "session_ended", "roomId": room.id})]
    assert lobby.heard() == [("removed", {"reason": "session_ended", "roomId": None})]
    assert [tab.disconnected for tab in (ann, lobby, bob)] == [True, True, False]
    stage.service.closed(ann.line, 0)
    assert bob.heard() == []


async def test_an_ended_session_loses_its_kept_seat_too() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    stage.service.closed(ann.line, 30)
    bob.heard()
    stage.service.sessions_ended((ann.line.session_id,))
    assert bob.events() == ["remove-peer"]
    stage.clock.go(60)
    assert bob.heard() == []


async def test_who_was_put_out_can_do_nothing_any_more() -> None:
    stage = Stage()
    room = stage.room()
    bob, ann = [await stage.joined(name, room) for name in ("bob", "ann")]
    stage.service.sessions_ended((ann.line.session_id,))
    bob.heard()
    with pytest.raises(PeerNotFound):
        stage.candidate(ann, bob.peer_id)
    with pytest.raises(RoomNotJoined):
        stage.service.set_muted(ann.line, room.id, False)
    assert bob.heard() == []
