"""Signing out elsewhere: a session that ends takes its sockets along, and nobody else's."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from gethory.models import ROTATIONS_KEPT
from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.people import Person, ask
from scenarios.server import Server

pytestmark = pytest.mark.anyio

SOON_S = 5.0
NEW_PASSWORD = "a louder room at noon"


async def own_session(person: Person) -> str:
    sessions: list[dict[str, Any]] = (await ask(person.rest, "GET", "/api/sessions"))["sessions"]
    [current] = [session for session in sessions if session["currentSession"]]
    return str(current["_id"])


async def is_put_out(client: Client) -> None:
    """It is told why, then the server says goodbye."""
    removal = await client.hears("removed", within_s=SOON_S)
    assert removal["reason"] == "session_ended"
    await client.sees(lambda: client.disconnected is not None, "the goodbye", SOON_S)
    assert client.told[-1][0] == "removed"


async def test_a_session_revoked_from_another_browser_leaves_its_room_within_seconds(
    shared_server: Server, cast: Cast
) -> None:
    ada, ben = await cast.pages(shared_server, "ada", "ben")
    room_id = await ben.person.room()
    await ben.join(room_id)
    await ada.join(room_id)
    elsewhere = await cast.other_browser(ada.person)
    lobby = await cast.page(shared_server, elsewhere)
    await ask(elsewhere.rest, "DELETE", f"/api/sessions/{await own_session(ada.person)}")
    await is_put_out(ada)
    gone = await ben.hears("remove-peer", within_s=SOON_S)
    assert gone["peerId"] == ada.peer_id
    assert (await lobby.join(room_id))["room"]["count"] == 2
    answer = await ada.person.rest.get("/api/user")
    assert answer.status_code == 401


async def test_who_revokes_the_session_at_hand_is_signed_out_here(
    shared_server: Server, cast: Cast
) -> None:
    ada = await cast.page(shared_server, "ada")
    await ask(ada.person.rest, "DELETE", f"/api/sessions/{await own_session(ada.person)}")
    await is_put_out(ada)
    assert "accessToken" not in ada.person.rest.cookies
    assert "refreshToken" not in ada.person.rest.cookies


async def test_a_new_password_closes_every_socket_of_the_account(
    shared_server: Server, cast: Cast
) -> None:
    ada, ben = await cast.pages(shared_server, "ada", "ben")
    room_id = await ben.person.room()
    await ben.join(room_id)
    await ada.join(room_id)
    lobby = await cast.page(shared_server, await cast.other_browser(ada.person))
    rest = ada.person.rest
    await ask(rest, "POST", "/api/auth/password/forgot", {"email": ada.person.email})
    mails = await ask(rest, "GET", "/__outbox?format=json")
    token = next(m["link"] for m in mails if m["to"] == ada.person.email).partition("#")[2]
    body = {"code": token, "password": NEW_PASSWORD}
    await ask(rest, "POST", "/api/auth/password/reset", body)
    for page in (ada, lobby):
        await is_put_out(page)
    assert (await ben.hears("remove-peer", within_s=SOON_S))["peerId"] == ada.peer_id
    assert ben.disconnected is None


async def test_a_refresh_token_of_the_past_ends_the_session_and_its_sockets(
    shared_server: Server, cast: Cast
) -> None:
    ada = await cast.page(shared_server, "ada")
    rest = ada.person.rest
    stolen = rest.cookies["refreshToken"]
    for _ in range(ROTATIONS_KEPT + 2):
        await ask(rest, "POST", "/api/auth/refresh")
    async with httpx2.AsyncClient(base_url=shared_server.url) as thief:
        answer = await thief.get("/api/auth/refresh", headers={"cookie": f"refreshToken={stolen}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "refresh_invalid")
    await is_put_out(ada)
    assert (await rest.get("/api/user")).status_code == 401
