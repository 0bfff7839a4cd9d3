"""The relay that we ship, asked from outside: for whom, how much, and where it sends nothing."""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gethory.kit.ids import new_id
from gethory.live.ice import ACCOUNT_S, IceServers
from gethory.models import Id
from live.stage import settings
from turn.client import Account
from turn.relay import ROOT, SECRET, Relay, two_hosts

UNAUTHORIZED, FORBIDDEN, QUOTA = 401, 403, 486
ALLOWED = ("8.8.8.8", "2606:4700::1111")
DENIED = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.5", "10.255.255.255", "100.64.0.1", "100.127.255.255"),
    *("127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8"),
    *("192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.1"),
    *("198.51.100.7", "203.0.113.9", "224.0.0.251", "239.255.255.250", "240.0.0.1"),
    *(
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::7f00:1",
        "::a00:0",
        "::1:0",
        "::10.0.0.5",
        "::8.8.8.8",
    ),
    *("::ffff:10.0.0.5", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8"),
    *("::ffff:0:10.0.0.5", "64:ff9b::10.0.0.5", "64:ff9b::808:808", "64:ff9b:1::a00:5"),
    *("100::1", "2001::1", "2001:1ff::1", "2001:db8::1", "2002:a00:5::1", "fc00::1"),
    *("fd12:3456:789a::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::101"),
)


def account(
    secret: str = SECRET, *, ago: timedelta = timedelta(), user_id: Id | None = None
) -> Account:
    """As a join gets it that long ago, of somebody new unless it says who."""
    made = settings(turn_url="turn.example.org", turn_secret=secret)
    servers = IceServers(made, lambda: datetime.now(UTC) - ago).for_user(user_id or new_id())
    [relay] = [server for server in servers if server.username]
    assert relay.username is not None
    assert relay.credential is not None
    return Account(relay.username, relay.credential)


# for whom ------------------------------------------------------------------------------------


def test_who_has_an_account_of_ours_gets_a_place(relay: Relay) -> None:
    with relay.turn() as turn:
        assert turn.allocate(account()) == 0


def test_without_an_account_there_is_none(relay: Relay) -> None:
    with relay.turn() as turn:
        assert turn.allocate(None) == UNAUTHORIZED


def test_an_account_is_over_after_ten_minutes(relay: Relay) -> None:
    with relay.turn() as turn:
        assert turn.allocate(account(ago=timedelta(seconds=ACCOUNT_S + 5))) == UNAUTHORIZED
    with relay.turn() as turn:
        assert turn.allocate(account(ago=timedelta(seconds=ACCOUNT_S - 60))) == 0


def test_an_account_that_was_altered_is_none(relay: Relay) -> None:
    expiry, _, user = account().username.partition(":")
    good = account()
    later = f"{int(expiry) + 3600}:{user}"
    for altered in (
        Account(later, good.credential),
        Account(f"{expiry}:{'0' * 24}", good.credential),
        Account(good.username, good.credential[::-1]),
        Account(good.username, ""),
        Account("gethory", "gethory"),
    ):
        with relay.turn() as turn:
            assert turn.allocate(altered) == UNAUTHORIZED, altered


def test_an_account_of_another_secret_is_none(relay: Relay) -> None:
    with relay.turn() as turn:
        assert turn.allocate(account("another secret of thirty-two bytes")) == UNAUTHORIZED


def test_the_password_is_the_hash_that_the_relay_wants() -> None:
    made = account()
    digest = hmac.digest(SECRET.encode(), made.username.encode(), "sha1")
    assert made.credential == b64encode(digest).decode()


def test_a_permission_is_not_given_to_another_account(relay: Relay) -> None:
    with relay.turn() as turn:
        assert turn.allocate(account()) == 0
        assert turn.permit("8.8.8.8", account("another secret of thirty-two bytes")) >= 400


def test_the_command_of_the_page_starts_it(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "relays.md").read_text(encoding="utf-8")
    [command] = re.findall(r"```sh\n(export TURN_SECRET=.*?\n)(sh .*?)\n```", page, re.DOTALL)
    secret = tmp_path / "secret"
    with two_hosts() as (home, client):
        if home.namespace is None:
            pytest.skip("this would listen on all addresses of the machine: needs root")
        shell = f'{command[0]}echo -n "$TURN_SECRET" > {secret}\nexec {command[1]}'
        with Relay(home, client, tmp_path).started_by(shell) as relay, relay.turn() as turn:
            mine = account(secret.read_text(encoding="utf-8"))
            assert turn.allocate(mine) == 0
            assert turn.permit("8.8.8.8", mine) == 0
            assert turn.permit("10.0.0.5", mine) == FORBIDDEN


def test_nobody_on_the_machine_reads_the_secret_in_the_list_of_processes(relay: Relay) -> None:
    arguments, surroundings = relay.seen()
    assert "turnserver" in arguments
    assert SECRET not in arguments
    assert SECRET not in surroundings


# where to ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [4, 6])
def test_it_sends_nothing_to_networks_that_are_not_the_open_internet(
    relay: Relay, version: int
) -> None:
    mine = account()
    peers = [peer for peer in DENIED if (6 if ":" in peer else 4) == version]
    with relay.turn() as turn:
        assert turn.allocate(mine, version) == 0
        answers = {peer: turn.permit(peer, mine) for peer in peers}
    wrong = {peer: code for peer, code in answers.items() if code != FORBIDDEN}
    assert not wrong


@pytest.mark.parametrize("peer", ALLOWED)
def test_it_sends_to_the_open_internet(relay: Relay, peer: str) -> None:
    mine = account()
    with relay.turn() as turn:
        assert turn.allocate(mine, 6 if ":" in peer else 4) == 0
        assert turn.permit(peer, mine) == 0


def test_it_sends_nothing_to_its_own_addresses(relay: Relay) -> None:
    mine = account()
    with relay.turn() as turn:
        assert turn.allocate(mine) == 0
        assert turn.permit(relay.address, mine) == FORBIDDEN
        assert turn.permit("127.0.0.1", mine) == FORBIDDEN


def test_two_people_who_both_need_it_reach_each_other_behind_a_nat(tmp_path: Path) -> None:
    mine = account()
    with two_hosts() as (home, client):
        mapped = f"--external-ip=8.8.4.4/{home.address}"
        with Relay(home, client, tmp_path, mapped).running() as relay, relay.turn() as turn:
            assert turn.allocate(mine) == 0
            assert turn.permit("8.8.4.4", mine) == 0
            assert turn.permit(client.address, mine) == FORBIDDEN


# how much ------------------------------------------------------------------------------------


def test_the_thirteenth_place_of_one_person_is_refused_and_nobody_elses(relay: Relay) -> None:
    user_id = new_id()
    turns = [relay.turn() for _ in range(14)]
    moments = [timedelta(seconds=number) for number in range(13)]
    codes = [
        turn.allocate(account(user_id=user_id, ago=ago))
        for turn, ago in zip(turns, moments, strict=False)
    ]
    assert codes == [0] * 12 + [QUOTA]
    assert turns[13].allocate(account()) == 0
    for turn in turns:
        turn.close()


def test_when_all_places_are_taken_a_new_one_is_refused_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    first, second = account(), account()
    with two_hosts() as (home, client):
        small = Relay(home, client, tmp_path, "--total-quota=13")
        with small.running() as relay:
            turns = [relay.turn() for _ in range(14)]
            codes = [turn.allocate(first) for turn in turns[:12]]
            codes += [turn.allocate(second) for turn in turns[12:]]
            assert codes == [0] * 13 + [QUOTA]
            assert turns[0].permit("8.8.8.8", first) == 0
            for turn in turns:
                turn.close()
