"""Stories that have to end the same way when nginx is in front: joining, relaying, restarts."""

from __future__ import annotations

import aiohttp
import pytest
import socketio

from scenarios.behind_nginx.conftest import CastInFront
from scenarios.client import rosters_agree
from scenarios.server import Server
from scenarios.test_blips import (
    test_a_closed_tab_keeps_its_seat_for_a_reload,
    test_a_lost_network_is_no_leave_and_the_return_no_join,
)
from scenarios.test_drain import test_everybody_is_asked_back_and_finds_the_room_as_it_was
from scenarios.test_restart import test_eight_people_return_after_a_kill_but_one
from scenarios.test_together import (
    test_muting_is_told_to_everybody_and_leaving_to_the_others,
    test_signals_arrive_in_order_and_at_their_target_only,
    test_the_rest_base_as_namespace_meets_the_others,
    test_three_people_meet_and_the_newcomer_offers,
)

pytestmark = pytest.mark.anyio

__all__ = [
    "test_a_closed_tab_keeps_its_seat_for_a_reload",
    "test_a_lost_network_is_no_leave_and_the_return_no_join",
    "test_eight_people_return_after_a_kill_but_one",
    "test_everybody_is_asked_back_and_finds_the_room_as_it_was",
    "test_muting_is_told_to_everybody_and_leaving_to_the_others",
    "test_signals_arrive_in_order_and_at_their_target_only",
    "test_the_rest_base_as_namespace_meets_the_others",
    "test_three_people_meet_and_the_newcomer_offers",
]


@pytest.mark.parametrize("transports", [["polling"], ["polling", "websocket"]])
async def test_polling_reaches_the_server_and_moves_to_a_websocket_where_it_may(
    shared_server: Server, cast: CastInFront, transports: list[str]
) -> None:
    bob = await cast.page(shared_server, "bob")
    room_id = await bob.person.room()
    await bob.join(room_id)
    ann = await cast.person(shared_server, "ann")
    jar = aiohttp.CookieJar(unsafe=True)  # an address has cookies too
    jar.update_cookies(dict(ann.rest.cookies))
    session = aiohttp.ClientSession(cookie_jar=jar)
    io = socketio.AsyncClient(reconnection=False, ssl_verify=False, http_session=session)
    await io.connect(cast.front(shared_server).url, transports=transports, wait_timeout=5)
    try:
        ack = await io.call("join", {"roomId": room_id}, timeout=10)
        assert (await bob.hears("add-peer"))["peerId"] == ack["you"]["peerId"]
        await io.call("relay-ice", {"peerId": bob.peer_id, "icecandidate": None}, timeout=10)
        assert (await bob.hears("ice-candidate"))["icecandidate"] is None
        assert io.transport() == transports[-1]
    finally:
        await io.disconnect()
        await session.close()
    await bob.hears("remove-peer")
    await rosters_agree(room_id, bob)
