"""Every screen once, photographed in both themes at phone and desktop size."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.accounts import move_in, start_room
from harness.people import Company
from screens.account import AccountScreens
from screens.album import Album
from screens.lobby import LobbyScreen
from screens.room import RoomScreen
from screens.settings import SettingsScreen

pytestmark = pytest.mark.silent


def test_every_screen_fits_phone_and_desktop_in_both_themes(
    company: Company, artefacts: Path
) -> None:
    ada = company.welcome("Ada Lovelace", 440)
    album, account, lobby = Album(ada, artefacts), AccountScreens(ada), LobbyScreen(ada)
    for path, heading in (
        ("/", "Pull up"),
        ("/register", "Create account"),
        ("/signin", "Sign in"),
        ("/forgot", "Choose a new password"),
        ("/reset", "This link no longer works"),
    ):
        ada.page.goto(path)
        expect(ada.page.get_by_role("heading", name=heading).first).to_be_visible()
        album.take(heading.lower().replace(" ", "-"))
    account.register()
    album.take("code")
    account.type_code()
    album.take("welcome")
    account.set_profile()
    lobby.at_lobby()
    album.take("lobby-empty")
    SettingsScreen(ada).open()
    album.take("account")
    ada.page.goto("/rooms")

    bob = company.welcome("Bob", 1000)
    move_in(bob)
    RoomScreen.walk_in(bob, start_room(bob, "Evening round")).unmute()
    start_room(bob, "A topic long enough that it needs a second line on every card and in the room")
    ada.page.reload()
    lobby.shows("Evening round", people=1)
    album.take("lobby")
    ada.page.goto("/rooms/new")
    expect(ada.page.get_by_role("dialog")).to_be_visible()
    album.take("create")

    room = RoomScreen(ada)
    ada.page.goto("/rooms")
    lobby.card("Evening round").click()
    room.at_door("Evening round")
    album.take("pre-join")
    room.join()
    room.shows_people("Bob")
    ada.ears.hear(1000)
    album.take("room-with-people")
    ada.page.get_by_role("button", name="Close people").click()
    album.take("room")
    room.walk_on_to_lobby()
    album.take("lobby-in-a-call")
    ada.page.keyboard.press(",")
    expect(ada.page.get_by_role("heading", name="Settings")).to_be_visible()
    album.take("settings-in-a-call")
    room.small_bar().get_by_role("link").click()
    room.leave()
    expect(ada.page.get_by_role("heading", name="You left")).to_be_visible()
    album.take("left")
    ada.page.goto(f"/r/{'6' * 24}")
    expect(ada.page.get_by_role("heading", name="There is no such room")).to_be_visible()
    album.take("no-such-room")
    assert not album.cut_off
