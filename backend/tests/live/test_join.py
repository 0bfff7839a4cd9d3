"""Who enters a room, what everybody is told of it, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gethory.errors import RoomFull, RoomNotFound, SessionRequired
from gethory.kit.ids import new_id
from gethory.live.schemas import Join
from gethory.models import RoomType
from live.stage import Stage

pytestmark = pytest.mark.anyio
PUBLIC_FIELDS = {"_id", "name", "username", "avatar", "bio"}


async def test_the_ack_is_the_whole_truth() -> None:
    stage = Stage()
    owner = stage.person("olga")
    room = stage.room(owner)
    bob = await stage.joined("bob", room)
    ann = await stage.joined(owner, room)
    ack = ann.joined
    assert ack["ok"] is True
    assert ack["epoch"] == bob.joined["epoch"]
    assert ack["you"]["role"] == "owner"
    assert ack["room"]["_id"] == room.id
    assert ack["room"]["count"] == 2
    assert [one["name"] for one in ack["room"]["people"]] == ["Bob", "Olga"]
    assert ack["peers"] == [
        {
            "peerId": bob.peer_id,
            "user": {
                "_id": bob.user.id,
                "name": "Bob",
                "username": "bob",
                "avatar": "https://voice.example.org/storage/profile.png",
                "bio": "",
            },
            "muted": True,
            "hand": None,
            "role": "speaker",
            "away": False,
            "offer": None,
        }
    ]
    assert ack["link"]["kind"] == "mesh"
    assert ack["link"]["iceServers"][0]["urls"] == ["stun:voice.example.org:3478"]


async def test_the_newcomer_offers_and_learns_who_is_muted_behind_the_ack() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    cid = await stage.joined("cid", room)
    stage.service.set_muted(cid.line, room.id, False)
    ann = stage.tab("ann")
    await stage.join(ann, room)
    told = ann.heard()
    assert [event for event, _ in told] == ["ack", *["add-peer", "mute-info"] * 2]
    assert [
        (fact["peerId"], fact["createOffer"]) for event, fact in told if event == "add-peer"
    ] == [
        (bob.peer_id, True),
        (cid.peer_id, True),
    ]
    assert [fact["isMute"] for event, fact in told if event == "mute-info"] == [True, False]
    assert told[2][1] == {
        "userId": bob.user.id,
        "isMute": True,
        "peerId": bob.peer_id,
        "roomId": room.id,
    }


async def test_each_member_hears_of_the_newcomer_once_and_does_not_offer() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    ann = await stage.joined("ann", room)
    [(event, fact)] = bob.heard()
    assert event == "add-peer"
    assert (fact["peerId"], fact["createOffer"], fact["muted"]) == (ann.peer_id, False, True)
    assert set(fact["user"]) == PUBLIC_FIELDS


async def test_everybody_comes_in_muted_whatever_they_ask_for() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    await stage.joined("ann", room, muted=False)
    [(event, fact)] = bob.heard()
    assert (event, fact["muted"]) == ("add-peer", True)
    assert [peer.muted for peer in stage.presence.peers(room.id)] == [True, True]


async def test_a_second_join_on_the_same_socket_announces_nothing() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    ann = await stage.joined("ann", room)
    stage.service.set_muted(ann.line, room.id, False)
    first = ann.joined
    bob.heard()
    ann.heard()
    again = await stage.join(ann, room, muted=True, resume=first["you"]["resume"])
    assert again["you"]["peerId"] == first["you"]["peerId"]
    assert ann.events() == ["ack"]
    assert bob.events() == []
    assert [peer.muted for peer in stage.presence.peers(room.id)] == [True, False]


async def test_a_peer_id_is_new_with_each_join_and_unguessable() -> None:
    stage = Stage()
    room = stage.room()
    ann = await stage.joined("ann", room)
    first = ann.peer_id
    stage.service.leave(ann.line)
    await stage.join(ann, room)
    assert ann.peer_id != first
    assert len(ann.peer_id) >= 22


async def test_joining_another_room_leaves_the_first() -> None:
    stage = Stage()
    first, second = stage.room(), stage.room()
    bob = await stage.joined("bob", first)
    cid = await stage.joined("cid", second)
    ann = await stage.joined("ann", first)
    was = ann.peer_id
    bob.heard()
    await stage.join(ann, second)
    assert bob.heard() == [("remove-peer", {"peerId": was, "userId": ann.user.id})]
    told = ann.heard()
    assert [event for event, _ in told] == ["remove-peer", "ack", "add-peer", "mute-info"]
    assert told[0][1]["peerId"] == bob.peer_id
    assert cid.events() == ["add-peer"]
    assert stage.presence.people(first.id) == (bob.user,)


async def test_a_refused_join_leaves_one_where_one_is() -> None:
    stage = Stage(room_max_people=2)
    first, full = stage.room(), stage.room()
    for name in ("bob", "cid"):
        await stage.joined(name, full)
    ann = await stage.joined("ann", first)
    with pytest.raises(RoomFull):
        await stage.join(ann, full)
    with pytest.raises(RoomNotFound):
        await stage.service.join(ann.line, Join(room_id=new_id()))
    assert stage.presence.people(first.id) == (ann.user,)
    assert ann.heard() == []


async def test_a_full_room_is_said_to_be_full() -> None:
    stage = Stage(room_max_people=2)
    room = stage.room()
    ann = await stage.joined("ann", room)
    bob = await stage.joined("bob", room)
    assert [tab.joined["room"]["full"] for tab in (ann, bob)] == [False, True]


async def test_a_private_room_of_somebody_else_does_not_exist() -> None:
    stage = Stage()
    room = stage.room(room_type=RoomType.PRIVATE)
    ann = stage.tab("ann")
    with pytest.raises(RoomNotFound):
        await stage.join(ann, room)
    assert ann.heard() == []
    assert stage.presence.live_room_ids() == ()


async def test_the_claimed_identity_in_a_join_is_ignored() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    mallory = stage.tab("mallory")
    claim: dict[str, Any] = {"roomId": room.id, "user": {"_id": bob.user.id, "name": "Bob"}}
    entry = await stage.service.join(mallory.line, Join.model_validate(claim))
    entry.announce()
    [(_, fact)] = bob.heard()
    assert (fact["user"]["_id"], fact["user"]["name"]) == (mallory.user.id, "Mallory")


async def test_a_join_carries_the_profile_of_now_not_of_the_handshake() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    ann = stage.tab("ann")
    stage.users[ann.user.id] = replace(ann.user, name="Anna")
    await stage.join(ann, room)
    [(_, fact)] = bob.heard()
    assert fact["user"]["name"] == "Anna"


async def test_a_socket_that_closes_while_its_join_is_thought_over_leaves_no_ghost() -> None:
    stage = Stage()
    room = stage.room()
    ann = stage.tab("ann")
    stage.rooms.before_answer = lambda: stage.service.closed(ann.line, 30)
    with pytest.raises(SessionRequired):
        await stage.join(ann, room)
    assert stage.presence.live_room_ids() == ()


async def test_a_session_that_ends_while_its_join_is_thought_over_gets_no_seat() -> None:
    stage = Stage()
    room = stage.room()
    ann = stage.tab("ann")
    stage.rooms.before_answer = lambda: stage.service.sessions_ended((ann.line.session_id,))
    with pytest.raises(SessionRequired):
        await stage.join(ann, room)
    assert stage.presence.live_room_ids() == ()


async def test_a_session_that_is_over_joins_nothing() -> None:
    stage = Stage()
    room = stage.room()
    ann = stage.tab("ann")
    del stage.sessions[ann.line.session_id]
    with pytest.raises(SessionRequired):
        await stage.join(ann, room)


# One person, two tabs ---------------------------------------------------------------------


async def test_another_tab_takes_over_and_the_others_see_the_old_one_go_first() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    old = await stage.joined("ann", room)
    bob.heard()
    new = await stage.joined(old.user, room)
    assert new.peer_id != old.peer_id
    told = bob.heard()
    assert [(event, fact["peerId"]) for event, fact in told] == [
        ("remove-peer", old.peer_id),
        ("add-peer", new.peer_id),
    ]
    assert old.heard() == [("removed", {"reason": "replaced", "roomId": room.id})]
    assert not old.disconnected
    assert [peer["peerId"] for peer in new.joined["peers"]] == [bob.peer_id]


async def test_the_replaced_tab_is_outside_and_its_end_changes_nothing() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    old = await stage.joined("ann", room)
    new = await stage.joined(old.user, room)
    bob.heard()
    stage.service.closed(old.line, 30)
    stage.clock.go(60)
    assert bob.heard() == []
    assert {peer.id for peer in stage.presence.peers(room.id)} == {bob.peer_id, new.peer_id}


async def test_one_switch_per_join_however_often_tabs_take_over() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    ann = stage.person("ann")
    tabs = [stage.tab(ann) for _ in range(2)]
    for turn in range(20):
        await stage.join(tabs[turn % 2], room)
    told = bob.events()
    assert told == ["add-peer", *["remove-peer", "add-peer"] * 19]
    assert len(stage.presence.peers(room.id)) == 2


async def test_a_tab_that_takes_over_from_one_that_is_away_ends_the_kept_seat() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    old = await stage.joined("ann", room)
    reloaded = stage.lose(old, 5)
    bob.heard()
    await stage.join(reloaded, room)
    assert bob.events() == ["remove-peer", "add-peer"]
    stage.clock.go(60)
    assert bob.heard() == []
