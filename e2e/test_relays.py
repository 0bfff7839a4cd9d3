"""Walls between people: the relay carries their voices, or both are told what is missing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.accounts import move_in, start_room
from harness.ears import HEARD_DB
from harness.eventually import eventually
from harness.network import Host, network
from harness.people import Browsers, Company, Person
from harness.relay import Relay, relay
from harness.server import Server
from screens.album import Album
from screens.diagnostics import DiagnosticsScreen
from screens.room import RoomScreen

SECRET = "a secret that only the relay and Gethory know"
UDP = "meta l4proto udp"

WALLS: dict[str, Callable[[Host], list[str]]] = {
    "between_them": lambda other: [f"ip daddr {other.address} {UDP}"],
    "for_all_udp": lambda _: [UDP],
    "for_all_but_tls": lambda _: [UDP, "tcp dport 3478"],
}


@dataclass
class Street:
    """Two houses, a relay, and three servers that say different things of it."""

    houses: tuple[Host, Host]
    relay: Relay
    relayed: Server
    plain: Server
    mistaken: Server


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, browsers: Browsers) -> Iterator[Street]:
    folder = tmp_path_factory.mktemp("street")
    with ExitStack() as end:
        net = end.enter_context(network())
        hosts = [net.host(name) for name in ("relay", "ada", "bob")]
        running = end.enter_context(relay(hosts[0], SECRET, folder))
        address = running.host.address
        servers = {
            "relayed": _server(folder, "relayed", TURN_URL=address, TURN_SECRET=SECRET),
            "plain": _server(folder, "plain"),
            "mistaken": _server(folder, "mistaken", TURN_URL=address, TURN_SECRET=SECRET[::-1]),
        }
        for server in servers.values():
            server.start()
            end.callback(server.end)
            for host in hosts[1:]:
                net.forward(host, server.port)
        for host in hosts[1:]:
            end.callback(browsers.leave, host)
        yield Street((hosts[1], hosts[2]), running, **servers)


def _server(folder: Path, name: str, **settings: str) -> Server:
    return Server(folder / name, folder / f"{name}.log", None, **settings)


@pytest.fixture(autouse=True)
def open_street(street: Street) -> Iterator[None]:
    yield
    for house in street.houses:
        house.unblock()


@pytest.fixture
def company(browsers: Browsers, street: Street, artefacts: Path) -> Iterator[Company]:
    """At the server that has the relay, unless somebody says otherwise."""
    company = Company(browsers, street.relayed.url, artefacts)
    yield company
    company.go_home()


def _neighbours(company: Company, street: Street, server: Server) -> tuple[Person, Person, str]:
    """Ada and Bob, each at home, and the id of a room."""
    ada, bob = (
        company.welcome(name, hz, host=house, base_url=server.url)
        for name, hz, house in zip(("Ada", "Bob"), (440, 1000), street.houses, strict=True)
    )
    for person in (ada, bob):
        move_in(person)
    return ada, bob, start_room(ada, "Tea")


def _meet(ada: Person, bob: Person, room_id: str) -> tuple[RoomScreen, RoomScreen, float]:
    """Both are inside, Ada with an open microphone; the moment of Bob's click."""
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    room_of_ada.unmute()
    room_of_bob = RoomScreen(bob)
    room_of_bob.open(room_id)
    room_of_bob.at_door("Tea")
    clicked = time.monotonic()
    room_of_bob.join()
    return room_of_ada, room_of_bob, clicked


def _hear_each_other(ada: Person, bob: Person, room_of_bob: RoomScreen, clicked: float) -> float:
    """Seconds from the click to the first sound."""
    bob.ears.hear(440, within_s=30)
    took = time.monotonic() - clicked
    room_of_bob.unmute()
    ada.ears.hear(1000)
    return took


def _not_relayed(person: Person) -> str:
    calls = str(person.page.evaluate("localStorage.getItem('gethory.calls')"))
    paths = re.findall(r"path (\w+)", calls)
    return "" if paths[-1:] == ["relay"] else f"{person.name} does not use the relay:\n{calls}"


@pytest.mark.parametrize("wall", WALLS)
def test_the_relay_carries_their_voices_through_the_wall(
    company: Company, street: Street, artefacts: Path, wall: str
) -> None:
    ada, bob, room_id = _neighbours(company, street, street.relayed)
    _wall(street, wall)

    _, room_of_bob, clicked = _meet(ada, bob, room_id)
    took = _hear_each_other(ada, bob, room_of_bob, clicked)

    _note(artefacts, f"{wall}: the relay carried sound after {took:.1f} s")
    for person in (ada, bob):
        eventually(partial(_not_relayed, person))


def test_a_relay_that_starts_again_is_used_again(
    company: Company, street: Street, artefacts: Path
) -> None:
    ada, bob, room_id = _neighbours(company, street, street.relayed)
    _wall(street, "between_them")
    _, room_of_bob, clicked = _meet(ada, bob, room_id)
    _hear_each_other(ada, bob, room_of_bob, clicked)

    street.relay.restart()
    bob.ears.hear(but_not=(440,), within_s=30)
    took = eventually(partial(_unheard, bob, 440), within_s=60)

    _note(artefacts, f"silent for {took:.1f} s after the relay started again")
    ada.ears.hear(1000)


def test_without_a_relay_both_are_told_within_ten_seconds(
    company: Company, street: Street, artefacts: Path
) -> None:
    ada, bob, room_id = _neighbours(company, street, street.plain)
    _wall(street, "between_them")

    room_of_ada, room_of_bob, clicked = _meet(ada, bob, room_id)
    for person, other in ((ada, "Bob"), (bob, "Ada")):
        expect(person.page.get_by_text(_apart(f"You and {other}"))).to_be_visible()
    took = time.monotonic() - clicked

    _note(artefacts, f"both saw that they cannot hear each other after {took:.1f} s")
    assert took < 10
    for room, other in ((room_of_ada, "Bob"), (room_of_bob, "Ada")):
        expect(room.page.get_by_text("this server has no relay").first).to_be_visible()
        expect(room.page.get_by_text("TURN_URL and TURN_SECRET").first).to_be_visible()
        expect(room.tile(other, "no connection")).to_be_visible()
    album = Album(ada, artefacts)
    album.take("apart")
    assert not album.cut_off
    for house in street.houses:
        house.unblock()
    bob.ears.hear(440, within_s=60)
    expect(bob.page.get_by_text(_apart())).to_have_count(0)


def test_a_relay_that_knows_another_secret_is_named(company: Company, street: Street) -> None:
    ada, bob, room_id = _neighbours(company, street, street.mistaken)
    _wall(street, "between_them")

    _meet(ada, bob, room_id)

    for person in (ada, bob):
        expect(person.page.get_by_text("does not know its accounts").first).to_be_visible()


def test_diagnostics_tries_each_way_to_the_relay(
    company: Company, street: Street, artefacts: Path
) -> None:
    ada = company.welcome("Ada", 440, host=street.houses[0])
    screen = DiagnosticsScreen(ada)
    screen.open()
    screen.says("Direct calls (STUN)", "Works")
    for kind in ("UDP", "TCP", "TLS"):
        screen.says(f"Relay by {kind}", "Not checked", "Sign in")

    move_in(ada)
    screen.open()
    for kind in ("UDP", "TCP", "TLS"):
        screen.says(f"Relay by {kind}", "Works", "ms")

    street.houses[0].block(UDP, "tcp dport 5349")
    screen.again()
    screen.says("Direct calls (STUN)", "Does not work")
    screen.says("Relay by UDP", "Does not work", "Your network may block UDP")
    screen.says("Relay by TCP", "Works")
    screen.says("Relay by TLS", "Does not work", "TCP port 5349")
    album = Album(ada, artefacts)
    album.take("behind-a-wall")
    assert not album.cut_off


def test_diagnostics_names_a_wrong_secret(company: Company, street: Street) -> None:
    bob = company.welcome("Bob", 1000, host=street.houses[1], base_url=street.mistaken.url)
    move_in(bob)
    screen = DiagnosticsScreen(bob)
    screen.open()
    screen.says("Direct calls (STUN)", "Works")
    for kind in ("UDP", "TCP", "TLS"):
        screen.says(f"Relay by {kind}", "Does not work", "401", "TURN_SECRET")


def _unheard(person: Person, hz: int) -> str:
    return "" if person.ears.levels(hz)[hz] > HEARD_DB else f"{person.name} hears nothing"


def _wall(street: Street, wall: str) -> None:
    for house, other in (street.houses, street.houses[::-1]):
        house.block(*WALLS[wall](other))


def _apart(names: str = "") -> re.Pattern[str]:
    return re.compile(f"{names}.* can.t hear each other$")


def _note(artefacts: Path, sentence: str) -> None:
    """How long it took, for docs/performance.md."""
    (artefacts / "times.txt").write_text(f"{sentence}\n", encoding="utf-8")
