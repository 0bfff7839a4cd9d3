"""A forgotten password, and sessions that are ended from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from harness.accounts import PASSWORD, move_in, start_room
from harness.people import Company, Person
from screens.account import AccountScreens
from screens.lobby import LobbyScreen
from screens.room import RoomScreen
from screens.settings import SettingsScreen

pytestmark = pytest.mark.silent

_NEW_PASSWORD = "another quiet room"
_CLOSED_S = 5.0
"""How soon the contract closes the socket of a session that was ended."""
_ASKED_S = 8.0
"""How soon a list that asks every five seconds hears of it."""


def _signed_in_again(company: Company, place: str = "/rooms") -> Person:
    """Ada once more, at another browser."""
    again = company.welcome("Ada elsewhere", 1000)
    again.page.goto(place)
    AccountScreens(again).sign_in()
    return again


def _address(page: Page) -> str:
    return str(page.evaluate("location.pathname + location.search + location.hash"))


def test_a_forgotten_password_is_chosen_anew_and_signs_out_everywhere(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    elsewhere = company.welcome("Ada elsewhere", 1000)
    elsewhere.page.goto("/signin")
    account = AccountScreens(elsewhere)
    link = account.ask_for_link()
    ada.page.goto("/rooms")
    LobbyScreen(ada).at_lobby()

    elsewhere.page.goto(link)
    expect(elsewhere.page.get_by_role("textbox", name="New password")).to_be_visible()
    assert _address(elsewhere.page) == "/reset"
    elsewhere.page.reload()
    account.choose_password("short")
    expect(elsewhere.page.get_by_text("Use at least 8 characters.")).to_be_visible()
    account.choose_password(_NEW_PASSWORD)
    account.at_sign_in()
    expect(elsewhere.page.get_by_text("Your password is changed.")).to_be_visible()

    AccountScreens(ada).was_signed_out(within_s=_ASKED_S)
    account.sign_in(PASSWORD)
    expect(elsewhere.page.get_by_text("Address or password is not right.")).to_be_visible()
    account.sign_in(_NEW_PASSWORD)
    LobbyScreen(elsewhere).at_lobby()


def test_a_link_works_once_and_the_page_behind_an_old_one_offers_a_new_one(
    company: Company,
) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    ada.context.clear_cookies()
    ada.page.goto("/signin")
    account = AccountScreens(ada)
    link = account.ask_for_link()
    ada.page.reload()
    account.at_link_sent()
    ada.page.goto(link)
    account.choose_password(_NEW_PASSWORD)
    account.at_sign_in()

    ada.page.goto(link)
    account.choose_password(_NEW_PASSWORD)
    account.at_old_link()
    ada.page.get_by_role("link", name="Send a new link").click()
    expect(ada.page.get_by_role("button", name="Send link")).to_be_visible()
    ada.page.goto("/reset")
    account.at_old_link()


def test_an_address_without_an_account_is_answered_like_any_other(company: Company) -> None:
    nobody = company.welcome("Nobody", 440)
    nobody.page.goto("/forgot")
    nobody.page.get_by_role("textbox", name="E-mail address").fill(nobody.email)
    nobody.page.get_by_role("button", name="Send link").click()
    AccountScreens(nobody).at_link_sent()


def test_whoever_is_signed_in_changes_the_password_by_a_mailed_link(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    ada.page.goto("/settings/account")
    SettingsScreen(ada).at_account()
    ada.page.get_by_role("link", name="Change password").click()
    account = AccountScreens(ada)
    ada.page.get_by_role("button", name="Send link").click()
    account.at_link_sent()

    ada.page.goto(account.mailed_link())
    account.choose_password(_NEW_PASSWORD)
    expect(ada.page.get_by_text("Your password is changed.")).to_be_visible()
    account.sign_in(_NEW_PASSWORD)
    LobbyScreen(ada).at_lobby()


def test_a_session_that_is_ended_elsewhere_says_so_in_a_room_within_five_seconds(
    company: Company,
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 600)
    move_in(ada)
    move_in(bob)
    room = start_room(ada, "Tea")
    RoomScreen.walk_in(bob, room)
    elsewhere = _signed_in_again(company)
    LobbyScreen(elsewhere).at_lobby()
    inside = RoomScreen.walk_in(elsewhere, room)
    inside.shows_people("Bob")

    ada.page.goto("/rooms")
    settings = SettingsScreen(ada)
    settings.open()
    expect(settings.sessions()).to_have_count(2)
    expect(settings.here()).to_contain_text("Chrome on Linux")
    settings.sign_out(settings.elsewhere())

    AccountScreens(elsewhere).was_signed_out(within_s=_CLOSED_S)
    expect(ada.page.get_by_text("Chrome on Linux is signed out.")).to_be_visible()
    expect(settings.sessions()).to_have_count(1)
    RoomScreen(bob).shows_people()

    AccountScreens(elsewhere).sign_in()
    RoomScreen(elsewhere).at_door("Tea")


def test_signing_out_everywhere_else_leaves_only_this_browser(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    others = [_signed_in_again(company), _signed_in_again(company, "/settings/account")]
    ada.page.goto("/settings/account")
    settings = SettingsScreen(ada)
    expect(settings.elsewhere()).to_have_count(2)

    settings.sign_out_everywhere_else()
    expect(settings.sessions()).to_have_count(1)
    expect(ada.page.get_by_text("You are signed out everywhere else.")).to_be_visible()
    for other in others:
        AccountScreens(other).was_signed_out(within_s=_ASKED_S)

    settings.sign_out(settings.here())
    expect(ada.page.get_by_role("link", name="Sign in").first).to_be_visible()
