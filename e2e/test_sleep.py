"""A laptop is closed in the middle of a talk: its browser does not run, and wakes up later."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from harness.accounts import move_in, people_inside, start_room
from harness.eventually import eventually
from harness.people import Company
from harness.processes import sleep_until, stopped
from harness.server import Server
from screens.room import RoomScreen

_SLEEP_S = 33.0
"""More than a seat is ever kept, and more than an access token lives here."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One whose access tokens end while a browser sleeps for half a minute."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(
        folder / "data",
        folder / "server.log",
        ACCESS_TOKEN_EXPIRY="30s",
        SEAT_KEPT_S="6",
        PING_INTERVAL_MS="2000",
        PING_TIMEOUT_MS="2000",
    )
    try:
        server.start()
        yield server
    finally:
        server.end()


def test_a_laptop_wakes_up_signed_in_and_back_in_its_room_muted(
    company: Company, server: Server
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Late")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    room_of_bob = RoomScreen.walk_in(bob, room_id)
    room_of_bob.unmute()
    room_of_ada.unmute()
    ada.ears.hear(1000)

    laptop = company.browsers.processes_of(1000)
    assert len(laptop) > 3, "the browser's processes were not found"
    with stopped(laptop):
        began = time.monotonic()
        room_of_ada.shows_people()
        sleep_until(began + _SLEEP_S)

    room_of_bob.shows_connected()
    room_of_bob.is_muted()
    room_of_ada.shows_people("Bob")
    room_of_ada.shows_muted("Bob")
    room_of_bob.shows_people("Ada")
    bob.ears.hear(440)
    ada.ears.hear(but_not=(1000,))
    eventually(lambda: "" if people_inside(ada, room_id) == 2 else "the server counts otherwise")
    room_of_bob.unmute()
    ada.ears.hear(1000)


def test_a_short_nap_is_no_leave(company: Company, server: Server) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Nap")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    room_of_bob = RoomScreen.walk_in(bob, room_id)
    room_of_bob.unmute()
    ada.ears.hear(1000)

    ada.ears.start_recording(1000)
    with stopped(company.browsers.processes_of(1000)):
        sleep_until(time.monotonic() + 3)

    ada.ears.hear(1000)
    room_of_bob.shows_connected()
    room_of_ada.shows_people("Bob")
    room_of_ada.shows_talking("Bob")
    assert ada.ears.stop_recording().streams == 1, "the connection was made again"
