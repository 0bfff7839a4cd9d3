"""Private and group rooms: whom a link lets in, whom it does not, and how one parts again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from harness.accounts import invite_link, move_in, start_room
from harness.outbox import link_for
from harness.people import PHONE, Company
from harness.server import Server
from screens.account import AccountScreens
from screens.album import Album
from screens.circle import CircleScreen
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

TOPIC = "Family only"


def _finds_no_room(page: Page, link: str) -> None:
    """The page of a room that is not there, with a word about links that end."""
    page.goto(link)
    expect(page.get_by_role("heading", name="There is no such room")).to_be_visible()
    expect(page.get_by_text("ask for a new one")).to_be_visible()


def test_a_friend_without_an_account_comes_by_the_link_and_both_hear_each_other(
    company: Company, server: Server
) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    ada.page.goto("/rooms")
    room_id = LobbyScreen(ada).start_room(TOPIC, "Private")
    circle = CircleScreen(ada)
    circle.open_invites()
    link = circle.make_link(uses="1")
    ada.context.grant_permissions(["microphone", "clipboard-read", "clipboard-write"])
    circle.copy_link()
    assert ada.page.evaluate("navigator.clipboard.readText()") == link
    circle.close_invites()
    room_of_ada = RoomScreen(ada)
    room_of_ada.join()

    bob = company.welcome("Bob", 1000, size=PHONE)
    account, token = AccountScreens(bob), link.partition("#i=")[2]
    bob.page.goto(link)
    account.at_sign_in()
    assert token
    assert token not in bob.page.url
    account.register_here()
    bob.page.reload()
    account.type_code()
    account.set_profile()
    room_of_bob = RoomScreen(bob)
    room_of_bob.at_door(TOPIC)
    assert bob.page.url.endswith(f"/r/{room_id}")
    room_of_bob.join()

    room_of_ada.shows_people("Bob")
    room_of_ada.unmute()
    room_of_bob.unmute()
    ada.ears.hear(1000, but_not=(440,))
    bob.ears.hear(440, but_not=(1000,))
    room_of_bob.leave()
    bob.page.get_by_role("link", name="Back to rooms").click()
    LobbyScreen(bob).shows(TOPIC, people=1)
    assert token not in server.log.read_text(encoding="utf-8")


def test_a_link_for_one_is_two_taps_from_talking_and_then_used_up(company: Company) -> None:
    ada, bob, eve = (company.welcome(*who) for who in (("Ada", 440), ("Bob", 1000), ("Eve", 1700)))
    for person in (ada, bob, eve):
        move_in(person)
    room_of_ada = RoomScreen.walk_in(ada, start_room(ada, TOPIC, "group"))
    circle = CircleScreen(ada)
    circle.open_invites()
    link = circle.make_link(uses="1", life="1 hour")
    expect(circle.live_links()).to_have_count(1)
    circle.close_invites()

    bob.page.goto(link)
    room_of_bob = RoomScreen(bob)
    room_of_bob.join()
    room_of_bob.unmute()
    room_of_ada.shows_people("Bob")
    ada.ears.hear(1000)

    _finds_no_room(eve.page, link)
    circle.open_invites()
    expect(circle.live_links()).to_have_count(0)
    bob.page.goto(link)
    room_of_bob.at_door(TOPIC)


def test_an_invite_pasted_on_the_first_page_leads_through_sign_in_to_the_room(
    company: Company,
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    bob.context.clear_cookies()
    link = invite_link(ada, start_room(ada, TOPIC, "private"))

    bob.page.goto("/")
    bob.page.get_by_role("textbox", name="Room link").fill(link)
    bob.page.get_by_role("button", name="Join").click()
    AccountScreens(bob).sign_in()

    RoomScreen(bob).at_door(TOPIC)
    assert "#" not in bob.page.url


def test_who_confirms_their_address_in_another_tab_comes_to_the_room_in_the_first(
    company: Company,
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    account = AccountScreens(bob)
    bob.page.goto(invite_link(ada, start_room(ada, TOPIC, "private")))
    account.at_sign_in()
    account.register_here()

    other_tab = company.second_tab(bob)
    other_tab.page.goto(link_for(bob.email, bob.context.request, "/verify"))
    other_tab.page.get_by_role("button", name="Confirm").click()
    AccountScreens(other_tab).at_profile()

    bob.page.evaluate("window.dispatchEvent(new Event('focus'))")
    account.at_profile()
    account.set_profile()
    RoomScreen(bob).at_door(TOPIC)


def test_a_revoked_link_lets_nobody_in(company: Company) -> None:
    ada, eve = company.welcome("Ada", 440), company.welcome("Eve", 1000)
    move_in(ada)
    move_in(eve)
    ada.page.goto(f"/r/{start_room(ada, TOPIC, 'private')}")
    circle = CircleScreen(ada)
    circle.open_invites()
    link = circle.make_link()
    circle.revoke_first()
    expect(circle.live_links()).to_have_count(0)

    _finds_no_room(eve.page, link)


def test_who_is_removed_is_out_at_once_and_comes_back_only_by_a_newer_link(
    company: Company,
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, TOPIC, "group")
    link = invite_link(ada, room_id)
    bob.page.goto(link)
    room_of_bob, room_of_ada = RoomScreen(bob), RoomScreen.walk_in(ada, room_id)
    room_of_bob.join()
    room_of_ada.shows_people("Bob")
    CircleScreen(bob).may_not_invite(host="Ada")

    CircleScreen(ada).remove_from_panel("Bob")

    expect(bob.page.get_by_role("heading", name="You were removed")).to_be_visible()
    room_of_ada.shows_people()
    _finds_no_room(bob.page, link)
    bob.page.goto(invite_link(ada, room_id))
    room_of_bob.at_door(TOPIC)


def test_a_member_can_leave_for_good(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, TOPIC, "group")
    bob.page.goto(invite_link(ada, room_id))
    RoomScreen(bob).at_door(TOPIC)

    CircleScreen(bob).open_members(2)
    CircleScreen(bob).leave_for_good()

    LobbyScreen(bob).at_lobby()
    expect(LobbyScreen(bob).card(TOPIC)).to_have_count(0)
    ada.page.goto(f"/r/{room_id}")
    RoomScreen(ada).at_door(TOPIC)
    expect(ada.page.get_by_role("button", name="Invite people")).to_be_visible()


def test_every_screen_of_inviting_fits_phone_and_desktop_in_both_themes(
    company: Company, artefacts: Path
) -> None:
    ada, bob = company.welcome("Ada Lovelace", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, TOPIC, "group")
    album, circle, room = Album(ada, artefacts), CircleScreen(ada), RoomScreen(ada)
    room.open(room_id)
    room.at_door(TOPIC)
    album.take("door-of-one")
    circle.open_invites()
    album.take("invite")
    bob.page.goto(circle.make_link(uses="5"))
    RoomScreen(bob).at_door(TOPIC)
    album.take("invite-link")

    ada.page.reload()
    circle.open_members(2)
    album.take("members")
    ada.page.get_by_role("button", name="Remove Bob").click()
    expect(ada.page.get_by_role("alertdialog", name="Remove Bob?")).to_be_visible()
    album.take("remove")
    room.open(room_id)
    room.join()
    expect(ada.page.get_by_role("heading", name="Not here now")).to_be_visible()
    album.take("people-of-a-circle")
    assert not album.cut_off
