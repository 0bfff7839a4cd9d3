"""Offers that come with a join, between real clients: some know of them, some do not."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.client import Client, rosters_agree
from scenarios.conftest import Cast
from scenarios.server import Server

pytestmark = pytest.mark.anyio
SIGNALS = {"add-peer", "session-description", "ice-candidate"}


def offers(count: int) -> list[dict[str, str]]:
    return [{"type": "offer", "sdp": f"v=0\r\nnumber {number}"} for number in range(count)]


def signals(client: Client) -> list[tuple[str, dict[str, Any]]]:
    return [(event, fact) for event, fact in client.told if event in SIGNALS]


async def test_two_who_know_of_it_are_one_answer_away_from_each_other(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    prepared = await bob.ask("prepare-join", {"roomId": room_id})
    ack = await bob.join(room_id, offers=offers(1))
    assert prepared["link"] == ack["link"]
    assert [(peer["peerId"], peer["offer"]) for peer in ack["peers"]] == [(ann.peer_id, 0)]
    assert (await ann.hears("session-description")) == {
        "peerId": bob.peer_id,
        "sessionDescription": offers(1)[0],
    }
    answer = {"type": "answer", "sdp": "v=0\r\n"}
    await ann.ask("relay-sdp", {"peerId": bob.peer_id, "sessionDescription": answer})
    assert (await bob.hears("session-description"))["peerId"] == ann.peer_id
    await rosters_agree(room_id, ann, bob)


async def test_who_knows_nothing_of_it_is_offered_as_ever(
    shared_server: Server, cast: Cast
) -> None:
    """An old client answers what comes behind `add-peer`, and offers when it is the newcomer."""
    old, new = await cast.pages(shared_server, "old", "new")
    later = await cast.page(shared_server, "later")
    room_id = await old.person.room()
    await old.tell("join", {"roomId": room_id})
    await old.person.count_in(room_id)
    await new.join(room_id, offers=offers(1))
    await old.hears("session-description")
    told = signals(old)
    assert [event for event, _ in told] == ["add-peer", "session-description"]
    assert told[0][1]["createOffer"] is False
    await later.tell("join", {"roomId": room_id})
    await later.hears("add-peer", 2)
    assert [fact["createOffer"] for fact in later.facts("add-peer")] == [True, True]
    assert [fact["offer"] for fact in later.facts("add-peer")] == [None, None]
    await new.hears("add-peer", 2)
    assert new.facts("session-description") == []


async def test_three_and_a_pool_for_one_the_other_gets_its_offer_by_relay(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob, cid = await cast.pages(shared_server, "ann", "bob", "cid")
    room_id = await ann.person.room()
    for client in (ann, bob):
        await client.join(room_id)
    ack = await cid.join(room_id, offers=offers(1))
    assert [peer["offer"] for peer in ack["peers"]] == [0, None]
    late = {"peerId": bob.peer_id, "sessionDescription": offers(2)[1]}
    assert await cid.ask("relay-sdp", late) == {"ok": True}
    for client, number in ((ann, 0), (bob, 1)):
        heard = await client.hears("session-description")
        assert (heard["peerId"], heard["sessionDescription"]) == (cid.peer_id, offers(2)[number])
        await client.ask("relay-ice", {"peerId": cid.peer_id, "icecandidate": None})
        assert [event for event, _ in signals(client)][-2:] == ["add-peer", "session-description"]
    await rosters_agree(room_id, ann, bob, cid)


async def test_who_is_away_finds_the_offer_when_it_is_back(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await ann.drop()
    ack = await bob.join(room_id, offers=offers(1))
    assert [(peer["away"], peer["offer"]) for peer in ack["peers"]] == [(True, 0)]
    back = await cast.page(shared_server, ann.person)
    again = await back.join(room_id, resume=ann.resume, offers=offers(1))
    assert [peer["offer"] for peer in again["peers"]] == [None]
    assert (await back.hears("session-description"))["peerId"] == bob.peer_id
    await bob.hears("peer-back")
    assert bob.facts("session-description") == []
    await rosters_agree(room_id, back, bob)


async def test_offers_that_are_too_much_leave_everybody_where_they_are(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    heavy = {"type": "offer", "sdp": "x" * 13_000}
    for pool in (offers(25), [heavy] * 4, [{"type": "answer", "sdp": "v=0"}]):
        ack = await bob.ask("join", {"roomId": room_id, "offers": pool})
        assert (ack["ok"], ack["code"]) == (False, "payload_invalid")
    assert ann.told == []
    await rosters_agree(room_id, ann)
