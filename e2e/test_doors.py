"""Who gets in where, and where a reload, a link or a sign-out leads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from harness.accounts import move_in, start_room
from harness.people import Company, Person
from screens.account import AccountScreens
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

pytestmark = pytest.mark.silent

_NO_SUCH_ROOM = "6" * 24


def _what_is_at(page: Page, room_id: str) -> str:
    page.goto(f"/r/{room_id}")
    expect(page.get_by_role("heading", name="There is no such room")).to_be_visible()
    assert room_id not in page.title()
    return page.get_by_role("main").inner_text()


def test_a_private_room_of_somebody_else_looks_like_no_room(company: Company) -> None:
    ada, eve = company.welcome("Ada", 440), company.welcome("Eve", 1000)
    move_in(ada)
    move_in(eve)
    private = start_room(ada, "Family only", "private")
    group = start_room(ada, "Our circle", "group")

    start_room(eve, "Open house")

    unknown = _what_is_at(eve.page, _NO_SUCH_ROOM)
    assert _what_is_at(eve.page, private) == unknown
    assert _what_is_at(eve.page, group) == unknown
    assert _what_is_at(eve.page, "not-an-id") == unknown

    eve.page.goto("/rooms")
    expect(LobbyScreen(eve).card("Open house")).to_be_visible()
    for topic in ("Family only", "Our circle"):
        expect(LobbyScreen(eve).card(topic)).to_have_count(0)
    RoomScreen.walk_in(ada, private)


def test_a_room_link_leads_through_sign_in_to_the_room(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    room = start_room(ada, "Tea")
    ada.context.clear_cookies()

    RoomScreen(ada).open(room)
    AccountScreens(ada).sign_in()

    RoomScreen(ada).at_door("Tea")
    assert ada.page.url.endswith(f"/r/{room}")


def test_a_room_link_leads_a_newcomer_through_everything_to_the_room(company: Company) -> None:
    ada, new = company.welcome("Ada", 440), company.welcome("Newcomer", 1000)
    move_in(ada)
    room = start_room(ada, "Tea")

    account = AccountScreens(new)
    RoomScreen(new).open(room)
    account.at_sign_in()
    account.register_here()
    account.type_code()
    account.set_profile()

    RoomScreen(new).at_door("Tea")


def test_a_pasted_link_on_the_first_page_leads_to_the_room(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    room = start_room(ada, "Tea")
    ada.context.clear_cookies()

    ada.page.goto("/")
    ada.page.get_by_role("textbox", name="Room link").fill(f"{company.base_url}/r/{room}")
    ada.page.get_by_role("button", name="Join").click()
    AccountScreens(ada).sign_in()

    RoomScreen(ada).at_door("Tea")


def test_the_code_page_survives_a_reload_and_a_night(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    account = AccountScreens(ada)
    account.register()
    ada.page.reload()
    account.at_code()

    ada.context.clear_cookies()
    ada.page.goto("/signin")
    account.sign_in()
    account.at_code()
    account.type_code()
    ada.page.reload()
    account.at_profile()
    account.set_profile()
    LobbyScreen(ada).at_lobby()


def test_a_reload_stays_on_the_page(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    for path in ("/", "/register", "/signin", "/forgot", "/reset"):
        _reload_stays(ada, path)
    move_in(ada)
    room = start_room(ada, "Tea")
    settings = ("/settings/profile", "/settings/account")
    for path in ("/rooms", "/rooms/new", f"/r/{room}", *settings, "/nowhere"):
        _reload_stays(ada, path)


def _reload_stays(person: Person, path: str) -> None:
    page = person.page
    page.goto(path)
    heading = page.get_by_role("heading").first
    expect(heading).to_be_visible()
    before = " ".join(heading.inner_text().split())
    page.reload()
    expect(heading).to_have_text(before)
    assert page.url == f"{_origin(page)}{path}"


def _origin(page: Page) -> str:
    return str(page.evaluate("location.origin"))


def test_a_reload_in_a_room_comes_back_to_its_door_muted(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    room = RoomScreen.walk_in(ada, start_room(ada, "Tea"))
    room.unmute()

    ada.page.reload()
    room.at_door("Tea")
    room.join()
    room.shows_people()


@pytest.mark.parametrize("place", ["/rooms", "/settings/profile"])
def test_after_signing_out_the_doors_are_closed(company: Company, place: str) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    ada.page.goto(place)

    AccountScreens(ada).sign_out()
    expect(ada.page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert not [cookie for cookie in ada.context.cookies() if cookie["name"] == "accessToken"]

    ada.page.goto("/rooms")
    AccountScreens(ada).at_sign_in()
