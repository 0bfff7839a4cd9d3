"""Two and three people in a room: who is told what, and in which order."""

from __future__ import annotations

import asyncio

import pytest

from scenarios.client import rosters_agree
from scenarios.conftest import Cast
from scenarios.server import Server

pytestmark = pytest.mark.anyio
OFFER = {"type": "offer", "sdp": "v=0\r\n"}


async def test_three_people_meet_and_the_newcomer_offers(shared_server: Server, cast: Cast) -> None:
    ann, bob, cid = await cast.pages(shared_server, "ann", "bob", "cid")
    room_id = await ann.person.room()
    for client in (ann, bob, cid):
        await client.join(room_id)
    await cid.hears("mute-info", 2)
    assert [fact["createOffer"] for fact in cid.facts("add-peer")] == [True, True]
    assert [fact["peerId"] for fact in cid.facts("add-peer")] == [ann.peer_id, bob.peer_id]
    assert all(fact["isMute"] for fact in cid.facts("mute-info"))
    await ann.hears("add-peer", 2)
    assert [fact["createOffer"] for fact in ann.facts("add-peer")] == [False, False]
    assert ann.facts("add-peer")[0]["user"]["name"] == "Bob"
    assert "email" not in ann.facts("add-peer")[0]["user"]
    assert (ann.joined["you"]["role"], bob.joined["you"]["role"]) == ("owner", "speaker")
    assert cid.joined["room"]["count"] == 3
    await rosters_agree(room_id, ann, bob, cid)


async def test_signals_arrive_in_order_and_at_their_target_only(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob, cid = await cast.pages(shared_server, "ann", "bob", "cid")
    room_id = await ann.person.room()
    for client in (ann, bob, cid):
        await client.join(room_id)
    await cid.tell("relay-sdp", {"peerId": ann.peer_id, "sessionDescription": OFFER})
    for number in range(100):
        candidate = {"peerId": ann.peer_id, "icecandidate": {"candidate": str(number)}}
        await cid.tell("relay-ice", candidate)
    assert await cid.ask("relay-ice", {"peerId": ann.peer_id, "icecandidate": None}) == {"ok": True}
    await ann.hears("ice-candidate", 101)
    signals = [
        fact for event, fact in ann.told if event in {"session-description", "ice-candidate"}
    ]
    assert signals[0] == {"peerId": cid.peer_id, "sessionDescription": OFFER}
    assert [fact["icecandidate"] for fact in signals[1:]] == [
        *({"candidate": str(number)} for number in range(100)),
        None,
    ]
    assert bob.facts("ice-candidate") == bob.facts("session-description") == []


async def test_muting_is_told_to_everybody_and_leaving_to_the_others(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    assert await bob.ask("unmute", {"roomId": room_id, "userId": "x"}) == {"ok": True}
    fact = {"roomId": room_id, "userId": bob.person.id, "peerId": bob.peer_id}
    assert await ann.hears("unmute") == await bob.hears("unmute") == fact
    assert await ann.ask("mute-info", {"roomId": room_id, "isMute": False}) == {"ok": True}
    assert (await bob.hears("mute-info", 2))["peerId"] == ann.peer_id
    assert await bob.ask("leave", {"roomId": room_id}) == {"ok": True}
    gone = {"peerId": bob.peer_id, "userId": bob.person.id}
    assert await ann.hears("remove-peer") == gone
    assert (await bob.hears("remove-peer"))["peerId"] == ann.peer_id
    answer = await bob.ask("relay-ice", {"peerId": ann.peer_id, "icecandidate": None})
    assert answer["code"] == "peer_not_found"
    await rosters_agree(room_id, ann)


async def test_a_second_tab_takes_over_and_the_first_stays_connected(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    room_id = await ann.person.room()
    await bob.join(room_id)
    await ann.join(room_id)
    await bob.hears("add-peer")
    bob.told.clear()
    second = await cast.page(shared_server, ann.person)
    await second.join(room_id)
    assert await ann.hears("removed") == {"reason": "replaced", "roomId": room_id}
    await bob.hears("add-peer")
    assert [(event, fact["peerId"]) for event, fact in bob.told] == [
        ("remove-peer", ann.peer_id),
        ("add-peer", second.peer_id),
    ]
    assert await ann.ask("leave") == {"ok": True}
    await rosters_agree(room_id, second, bob)


async def test_the_rest_base_as_namespace_meets_the_others(
    shared_server: Server, cast: Cast
) -> None:
    ann = await cast.page(shared_server, "ann", "/api")
    bob = await cast.page(shared_server, "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    await bob.ask("relay-sdp", {"peerId": ann.peer_id, "sessionDescription": OFFER})
    assert (await ann.hears("session-description"))["peerId"] == bob.peer_id
    await rosters_agree(room_id, ann, bob)


async def test_fifty_joins_at_once_fill_a_room_exactly(shared_server: Server, cast: Cast) -> None:
    clients = await asyncio.gather(*(cast.page(shared_server, f"p{n}") for n in range(26)))
    room_id = await clients[0].person.room()
    answers = await asyncio.gather(*(one.ask("join", {"roomId": room_id}) for one in clients))
    refused = [answer for answer in answers if not answer["ok"]]
    assert [answer["code"] for answer in refused] == ["room_full"] * 2
    assert await clients[0].person.count_in(room_id) == 24
