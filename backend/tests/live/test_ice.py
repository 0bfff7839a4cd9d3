"""Which servers browsers are told of, and the accounts at relays that come with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from gethory.errors import RoomNotFound, SessionRequired
from gethory.kit.ids import new_id
from gethory.live.ice import ACCOUNT_S, TRIAL_S, IceServers, serves_stun
from live.stage import NOW, Stage, settings

pytestmark = pytest.mark.anyio

SECRET = "a secret that only the relay and Gethory know"
RELAY: dict[str, Any] = {"turn_url": "turn.example.org", "turn_secret": SECRET}


@pytest.mark.parametrize(
    ("given", "urls", "own"),
    [
        ({}, ["stun:voice.example.org:3478"], True),
        ({"stun_port": 3479}, ["stun:voice.example.org:3479"], True),
        ({"stun_port": 0}, [], False),
        ({"backend_url": "http://localhost:3000"}, [], False),
        ({"backend_url": "http://127.0.0.1:3000"}, [], False),
        ({"backend_url": "https://[2001:db8::1]:8443"}, ["stun:[2001:db8::1]:3478"], True),
        (
            {"stun_urls": "stun:a.example:3478, stun:b.example"},
            ["stun:a.example:3478", "stun:b.example"],
            False,
        ),
        (
            {"stun_urls": "stun:a.example", "backend_url": "http://localhost:1"},
            ["stun:a.example"],
            False,
        ),
        (RELAY, ["stun:turn.example.org:3478"], False),
        (RELAY | {"backend_url": "http://localhost:1"}, ["stun:turn.example.org:3478"], False),
        (RELAY | {"stun_urls": "stun:a.example"}, ["stun:a.example"], False),
        (RELAY | {"turn_url": "turns:turn.example.org:443"}, [], False),
    ],
)
def test_browsers_are_told_of_our_own_responder_unless_told_otherwise(
    given: dict[str, Any], urls: list[str], own: bool
) -> None:
    made = settings(**given)
    told = IceServers(made).for_everybody()
    assert [url for server in told for url in server.urls] == urls
    assert serves_stun(made) is own
    assert not any(server.username or server.credential for server in told)


def test_without_relays_nobody_gets_an_account() -> None:
    ice = IceServers(settings())
    assert not ice.relayed
    assert ice.for_user(new_id()) == ice.for_everybody()


def test_an_account_is_one_users_for_a_while_and_says_nothing_about_them() -> None:
    ice, ada, bob = IceServers(settings(**RELAY), lambda: NOW), new_id(), new_id()
    names = [ice.for_user(user)[-1].username or "" for user in (ada, ada, bob)]
    expiry, _, pseudonym = names[0].partition(":")
    assert int(expiry) == int((NOW + timedelta(seconds=ACCOUNT_S)).timestamp())
    assert names[0] == names[1] != names[2]
    assert ada not in names[0]
    assert len(pseudonym) == 24
    trial = ice.for_user(ada, TRIAL_S)[-1].username or ""
    assert trial == f"{int(NOW.timestamp()) + TRIAL_S}:{pseudonym}"


async def test_who_is_let_in_gets_an_account_and_a_new_one_for_every_search() -> None:
    stage = Stage(**RELAY)
    room = stage.room()
    tab = stage.tab("ada")
    joined = await stage.join(tab, room)
    prepared = await stage.service.prepare(tab.line, room.id)
    expected = IceServers(stage.settings, lambda: NOW).for_user(tab.user.id)
    assert [server.username for server in expected] == [
        server["username"] for server in joined["link"]["iceServers"]
    ]
    assert tuple(prepared.link.ice_servers) == expected


async def test_who_is_put_out_while_an_account_is_thought_over_gets_none() -> None:
    stage = Stage(**RELAY)
    room = stage.room()
    ann, ben = stage.tab("ann"), stage.tab("ben")
    stage.rooms.before_answer = lambda: stage.service.sessions_ended((ann.line.session_id,))
    with pytest.raises(SessionRequired):
        await stage.service.prepare(ann.line, room.id)
    stage.rooms.before_answer = lambda: stage.service.put_out(room.id, ben.user.id)
    with pytest.raises(RoomNotFound):
        await stage.service.prepare(ben.line, room.id)


def test_the_log_has_one_line_a_minute_of_who_asks_for_accounts_again_and_again() -> None:
    at = NOW
    ice, ada, bob = IceServers(settings(**RELAY), lambda: at), new_id(), new_id()
    with capture_logs() as lines:
        for user in (ada, ada, bob, ada):
            ice.for_user(user)
        at += timedelta(minutes=1)
        ice.for_user(ada)
    assert [line["user_id"] for line in lines] == [ada, bob, ada]
