"""Who may open a socket, and what ends one."""

from __future__ import annotations

import httpx2
import pytest
import socketio

from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.people import ask, verify
from scenarios.server import Server

pytestmark = pytest.mark.anyio
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
PATH = "/socket.io/?EIO=4&transport=websocket"


async def upgrade(server: Server, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(base_url=server.url) as program:
        return await program.get(PATH, headers={**UPGRADE, **headers})


async def test_without_a_session_the_upgrade_is_401_as_rest_says_it(shared_server: Server) -> None:
    for headers in ({}, {"Cookie": "accessToken=x.y.z"}, {"Authorization": "Bearer x.y.z"}):
        answer = await upgrade(shared_server, **headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "session_required"


async def test_a_pending_session_opens_no_socket(shared_server: Server, cast: Cast) -> None:
    person = await cast.registered(shared_server, "ann")
    answer = await upgrade(shared_server, Cookie=person.cookie)
    assert (answer.status_code, answer.json()["code"]) == (401, "session_required")


async def test_a_foreign_origin_opens_no_socket_whatever_its_cookies(
    shared_server: Server, cast: Cast
) -> None:
    person = await cast.person(shared_server, "ann")
    for origin in ("https://evil.example", "null"):
        answer = await upgrade(shared_server, Cookie=person.cookie, Origin=origin)
        assert (answer.status_code, answer.json()["code"]) == (403, "origin_forbidden")


async def test_a_bearer_token_opens_a_socket_and_wins_over_a_cookie(
    shared_server: Server, cast: Cast
) -> None:
    person = await cast.person(shared_server, "ann")
    bad = await upgrade(shared_server, Cookie=person.cookie, Authorization="Bearer x.y.z")
    assert bad.status_code == 401
    token = person.rest.cookies["accessToken"]
    program = socketio.AsyncClient(reconnection=False)
    await program.connect(
        shared_server.url,
        headers={"Authorization": f"Bearer {token}"},
        transports=["websocket"],
    )
    await program.disconnect()


async def test_signing_out_ends_the_sockets_of_the_session_and_no_other(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    other = await cast.page(shared_server, await cast.other_browser(ann.person))
    room_id = await bob.person.room()
    await bob.join(room_id)
    await ann.join(room_id)
    await ask(ann.person.rest, "POST", "/api/auth/logout")
    assert await ann.hears("removed", within_s=5) == {
        "reason": "session_ended",
        "roomId": room_id,
    }
    await ann.sees(lambda: ann.disconnected is not None, "its DISCONNECT", within_s=5)
    assert (await bob.hears("remove-peer"))["peerId"] == ann.peer_id
    assert (await other.ask("leave"))["ok"] is True
    assert other.disconnected is None


async def test_without_a_profile_one_joins_no_room(shared_server: Server, cast: Cast) -> None:
    bob = await cast.page(shared_server, "bob")
    room_id = await bob.person.room()
    person = await cast.registered(shared_server, "ann")
    await verify(person)
    ann = await cast.page(shared_server, person)
    assert (await ann.ask("join", {"roomId": room_id}))["code"] == "profile_incomplete"
    profile = {"name": "Ann", "username": person.email.partition("@")[0]}
    await ask(person.rest, "PUT", "/api/user/update_profile", profile)
    assert (await ann.join(room_id))["ok"] is True


async def test_a_private_room_answers_like_one_that_does_not_exist(
    shared_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(shared_server, "ann", "bob")
    private = await ann.person.room("Secret", "private")
    await ann.join(private)
    answers = [
        await bob.ask("join", {"roomId": room_id})
        for room_id in (private, "f" * 24, ann.peer_id, "nonsense", "__proto__")
    ]
    assert answers == [answers[0]] * 5
    assert answers[0]["code"] == "room_not_found"
    assert ann.told == []


async def test_an_unknown_namespace_is_a_connect_error(shared_server: Server, cast: Cast) -> None:
    client = Client(shared_server, await cast.person(shared_server, "ann"), "/admin")
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect()
    await client.close()
