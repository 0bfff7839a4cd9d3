"""Connections that break: a seat is kept, taken back in silence, or given up in the end."""

from __future__ import annotations

import pytest

from scenarios.client import Client, rosters_agree
from scenarios.conftest import Cast
from scenarios.server import Server

pytestmark = pytest.mark.anyio


async def two_in_a_room(server: Server, cast: Cast) -> tuple[Client, Client, str]:
    ann, bob = await cast.pages(server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    await ann.hears("add-peer")
    await bob.hears("mute-info")
    ann.told.clear()
    bob.told.clear()
    return ann, bob, room_id


async def test_a_lost_network_is_no_leave_and_the_return_no_join(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob, room_id = await two_in_a_room(shared_server, cast)
    await bob.ask("unmute", {"roomId": room_id})
    await bob.drop()
    assert await ann.hears("peer-away") == {"peerId": bob.peer_id}
    for number in range(3):
        await ann.ask("relay-ice", {"peerId": bob.peer_id, "icecandidate": {"n": number}})
    back = await cast.page(shared_server, bob.person)
    await back.join(room_id, resume=bob.resume)
    assert back.peer_id == bob.peer_id
    await back.hears("ice-candidate", 3)
    assert [fact["icecandidate"]["n"] for fact in back.facts("ice-candidate")] == [0, 1, 2]
    assert await ann.hears("peer-back") == {"peerId": bob.peer_id}
    assert [event for event, _ in ann.told] == ["unmute", "peer-away", "peer-back"]
    answer = await ann.join(room_id)
    assert [(peer["muted"], peer["away"]) for peer in answer["peers"]] == [(False, False)]
    await rosters_agree(room_id, ann, back)


async def test_a_seat_that_nobody_takes_back_is_given_up(shared_server: Server, cast: Cast) -> None:
    ann, bob, room_id = await two_in_a_room(shared_server, cast)
    await bob.drop()
    assert (await ann.hears("remove-peer", within_s=8))["peerId"] == bob.peer_id
    late = await cast.page(shared_server, bob.person)
    await late.join(room_id, resume=bob.resume)
    assert late.peer_id != bob.peer_id
    assert (await ann.hears("add-peer"))["peerId"] == late.peer_id
    await rosters_agree(room_id, ann, late)


async def test_a_goodbye_leaves_at_once(shared_server: Server, cast: Cast) -> None:
    ann, bob, room_id = await two_in_a_room(shared_server, cast)
    await bob.say_goodbye()
    assert (await ann.hears("remove-peer"))["peerId"] == bob.peer_id
    assert ann.facts("peer-away") == []
    await rosters_agree(room_id, ann)


async def test_a_closed_tab_keeps_its_seat_for_a_reload(shared_server: Server, cast: Cast) -> None:
    ann, bob, room_id = await two_in_a_room(shared_server, cast)
    await bob.close()
    await ann.hears("peer-away")
    reloaded = await cast.page(shared_server, bob.person)
    await reloaded.join(room_id)
    await ann.hears("add-peer")
    assert [(event, fact["peerId"]) for event, fact in ann.told] == [
        ("peer-away", bob.peer_id),
        ("remove-peer", bob.peer_id),
        ("add-peer", reloaded.peer_id),
    ]
    await rosters_agree(room_id, ann, reloaded)


async def test_a_new_line_takes_the_seat_from_one_that_is_only_half_dead(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob, room_id = await two_in_a_room(shared_server, cast)
    back = await cast.page(shared_server, bob.person)
    await back.join(room_id, resume=bob.resume)
    await bob.drop()
    await ann.ask("relay-ice", {"peerId": bob.peer_id, "icecandidate": None})
    await back.hears("ice-candidate")
    assert ann.told == []
    await rosters_agree(room_id, ann, back)
