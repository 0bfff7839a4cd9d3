"""A friend comes into a private room by a link, and somebody who is removed is out of it."""

from __future__ import annotations

import pytest

from scenarios.client import Client, rosters_agree
from scenarios.conftest import Cast
from scenarios.people import Person, ask
from scenarios.server import Server

pytestmark = pytest.mark.anyio


async def invited(person: Person, room_id: str, **body: object) -> str:
    """The token of a new invite to the person's room."""
    answer = await ask(person.rest, "POST", f"/api/room/{room_id}/invites", body)
    url = str(answer["invite"]["url"])
    assert url.partition("#i=")[0].endswith(f"/r/{room_id}")
    return url.partition("#i=")[2]


async def accept(person: Person, room_id: str, token: str) -> None:
    await ask(person.rest, "POST", f"/api/room/{room_id}/accept", {"token": token})


async def remove(owner: Person, room_id: str, user_id: str) -> None:
    await ask(owner.rest, "DELETE", f"/api/room/{room_id}/members/{user_id}")


async def three_in_a_circle(server: Server, cast: Cast) -> tuple[Client, Client, Client, str, str]:
    """Ann's group room with two friends in it, and the token they came by."""
    ann, bob, cid = await cast.pages(server, "ann", "bob", "cid")
    room_id = await ann.person.room("Circle", "group")
    token = await invited(ann.person, room_id)
    await ann.join(room_id)
    for friend in (bob, cid):
        await accept(friend.person, room_id, token)
        await friend.join(room_id)
    await rosters_agree(room_id, ann, bob, cid)
    for client in (ann, bob, cid):
        client.told.clear()
    return ann, bob, cid, room_id, token


@pytest.mark.parametrize("room_type", ["private", "group"])
async def test_a_friend_comes_in_by_the_link_and_they_reach_each_other(
    shared_server: Server, cast: Cast, room_type: str
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    room_id = await ann.person.room("Secret", room_type)
    await ann.join(room_id)
    assert (await bob.ask("join", {"roomId": room_id}))["code"] == "room_not_found"
    token = await invited(ann.person, room_id, uses=1)
    await accept(bob.person, room_id, token)
    ack = await bob.join(room_id)
    assert ack["you"]["role"] == "speaker"
    assert [(peer["peerId"], peer["role"]) for peer in ack["peers"]] == [(ann.peer_id, "owner")]
    assert (await ann.hears("add-peer"))["peerId"] == bob.peer_id
    await bob.ask("relay-ice", {"peerId": ann.peer_id, "icecandidate": None})
    assert (await ann.hears("ice-candidate"))["peerId"] == bob.peer_id
    await rosters_agree(room_id, ann, bob)


async def test_who_is_removed_is_out_within_two_seconds_and_cannot_come_back(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob, cid, room_id, token = await three_in_a_circle(shared_server, cast)
    await remove(ann.person, room_id, bob.person.id)
    kicked = await bob.hears("removed", within_s=2)
    assert kicked == {"reason": "kicked", "roomId": room_id}
    for client in (ann, cid):
        assert (await client.hears("remove-peer", within_s=2))["peerId"] == bob.peer_id
    assert bob.disconnected is None
    refused = await bob.ask("relay-ice", {"peerId": ann.peer_id, "icecandidate": None})
    assert refused["code"] == "peer_not_found"

    other_tab = await cast.page(shared_server, bob.person)
    nowhere = await bob.ask("join", {"roomId": "f" * 24})
    for client in (bob, other_tab):
        for more in ({}, {"resume": bob.resume}):
            assert await client.ask("join", {"roomId": room_id, **more}) == nowhere
    again = await bob.person.rest.post(f"/api/room/{room_id}/accept", json={"token": token})
    assert (again.status_code, again.json()["code"]) == (404, "room_not_found")
    await rosters_agree(room_id, ann, cid)
    assert ann.facts("add-peer") == cid.facts("add-peer") == ann.facts("ice-candidate") == []


async def test_who_is_removed_while_away_does_not_resume(shared_server: Server, cast: Cast) -> None:
    ann, bob, cid, room_id, _ = await three_in_a_circle(shared_server, cast)
    await bob.drop()
    await ann.hears("peer-away")
    await remove(ann.person, room_id, bob.person.id)
    assert (await ann.hears("remove-peer", within_s=2))["peerId"] == bob.peer_id
    back = await cast.page(shared_server, bob.person)
    ack = await back.ask("join", {"roomId": room_id, "resume": bob.resume})
    assert ack["code"] == "room_not_found"
    await rosters_agree(room_id, ann, cid)


async def test_who_is_removed_does_not_return_to_a_restarted_server(
    own_server: Server, cast: Cast
) -> None:
    ann, bob, cid, room_id, token = await three_in_a_circle(own_server, cast)
    await remove(ann.person, room_id, bob.person.id)
    own_server.kill()
    await own_server.start()
    back = await cast.page(own_server, cid.person)
    await back.join(room_id, resume=cid.resume)
    assert back.peer_id == cid.peer_id
    expelled = await cast.page(own_server, bob.person)
    ack = await expelled.ask("join", {"roomId": room_id, "resume": bob.resume})
    assert ack["code"] == "room_not_found"
    again = await bob.person.rest.post(f"/api/room/{room_id}/accept", json={"token": token})
    assert again.status_code == 404
    assert token not in own_server.output()
