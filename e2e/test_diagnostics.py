"""Whoever hears nothing finds out why, signed in or not."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from harness.accounts import move_in, start_room
from harness.people import Company
from screens.album import Album
from screens.diagnostics import DiagnosticsScreen
from screens.room import RoomScreen

_SECRETS = re.compile(
    r"candidate|a=|v=0|eyJ|Bearer|\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}:|\.local|[0-9a-f]{24}|@"
)


def test_a_stranger_tries_everything_but_relays(company: Company, artefacts: Path) -> None:
    ada = company.welcome("Ada", 440)
    screen = DiagnosticsScreen(ada)
    screen.open()

    for name in ("This page", "Server", "WebSocket"):
        screen.says(name, "Works")
    screen.says("Relay by UDP", "Not checked", "TURN_URL and TURN_SECRET")

    ada.page.get_by_role("button", name="Check microphone").click()
    screen.says("Microphone", "We can hear you", "Works")
    ada.page.get_by_role("button", name="Stop").click()
    ada.page.get_by_role("button", name="Play a sound").click()
    ada.page.get_by_role("button", name="No", exact=True).click()
    screen.says("Loudspeaker", "Does not work", "Turn up the volume")
    ada.page.get_by_role("button", name="Play a sound").click()
    ada.page.get_by_role("button", name="Yes").click()
    screen.says("Loudspeaker", "You heard it")

    screen.again()
    assert "There was no call" in screen.call_log(artefacts)
    album = Album(ada, artefacts)
    album.take("diagnostics")
    assert not album.cut_off


def test_a_blocked_microphone_is_named_with_what_helps(company: Company) -> None:
    ada = company.welcome("Ada", 440, microphone=False)
    screen = DiagnosticsScreen(ada)
    screen.open()
    ada.page.get_by_role("button", name="Check microphone").click()
    screen.says("Microphone", "Does not work", "Microphone is blocked", "switch the microphone on")


def test_the_log_of_a_call_has_states_and_nothing_secret(company: Company, artefacts: Path) -> None:
    ada, bob = company.welcome("Ada Lovelace", 440), company.welcome("Bob", 1000)
    for person in (ada, bob):
        move_in(person)
    room_id = start_room(ada, "Secret plans")
    room = RoomScreen.walk_in(ada, room_id)
    room.unmute()
    other = RoomScreen.walk_in(bob, room_id)
    bob.ears.hear(440)
    other.leave()
    room.leave()

    ada.page.goto("/rooms")
    ada.page.get_by_role("button", name="Your account").click()
    ada.page.get_by_role("menuitem", name="Check connection").click()
    screen = DiagnosticsScreen(ada)
    screen.is_done()
    log = screen.call_log(artefacts)

    for line in ("room joined", "unmuted", "person 1 connected", "person 1 path direct"):
        assert line in log, log
    assert "WebSocket: Works" in log
    calls = log.partition("\n\n")[2]
    for secret in ("Ada", "Bob", "Secret plans", room_id, ada.username):
        assert secret not in calls
    assert not _SECRETS.search(calls), log


def test_a_server_that_is_gone_is_named(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    screen = DiagnosticsScreen(ada)
    screen.open()
    ada.page.route("**/api/diagnostics", lambda route: route.abort())
    screen.again()
    screen.says("Server", "Does not work", "down or starting again")
    screen.says("Relay by TLS", "Not checked", "answer first")
    expect(ada.page.get_by_role("heading", name="Check your connection")).to_be_visible()
