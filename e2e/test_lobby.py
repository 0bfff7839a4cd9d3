"""Somebody stays in the lobby: rooms fill and empty before their eyes, and nothing is reloaded."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from harness.accounts import move_in, start_room
from harness.eventually import eventually
from harness.people import Company
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

SOON_S = 2.0
"""What happens in a room is seen in the lobby by then."""


def _soon(began: float, what: str) -> None:
    took = time.monotonic() - began
    assert took < SOON_S, f"{what} after {took:.1f} s"


def test_a_head_count_and_a_face_appear_and_go_without_a_reload(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    for person in (ada, bob):
        move_in(person)
    room_id = start_room(bob, "Evening round")
    start_room(bob, "Quiet corner")
    lobby = LobbyScreen(ada)
    lobby.open()
    lobby.shows("Evening round", people=0)
    ada.page.evaluate("window.neverReloaded = true")
    before = lobby.topics()
    room = RoomScreen(bob)
    room.open(room_id)
    room.at_door("Evening round")

    room.join()
    began = time.monotonic()
    lobby.shows("Evening round", people=1)
    lobby.shows_face("Evening round", bob)
    _soon(began, "a face")
    lobby.shows("Quiet corner", people=0)
    assert lobby.topics() == before

    room.leave()
    began = time.monotonic()
    lobby.shows("Evening round", people=0)
    _soon(began, "an empty room")
    assert ada.page.evaluate("window.neverReloaded")


def test_at_the_door_one_sees_who_comes_in(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    for person in (ada, bob):
        move_in(person)
    room_id = start_room(bob, "Morning round")
    door, inside = RoomScreen(ada), RoomScreen(bob)
    door.open(room_id)
    door.at_door("Morning round")
    inside.open(room_id)
    inside.at_door("Morning round")
    expect(ada.page.get_by_role("heading", name="Nobody is inside yet")).to_be_visible()

    inside.join()
    began = time.monotonic()
    expect(ada.page.get_by_role("heading", name="1 person is inside")).to_be_visible()
    expect(ada.page.get_by_role("listitem").filter(has_text="Bob")).to_be_visible()
    _soon(began, "a face at the door")


def test_without_the_socket_the_lobby_asks_as_before(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    for person in (ada, bob):
        move_in(person)
    room_id = start_room(bob, "Night round")
    ada.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    lobby = LobbyScreen(ada)
    ada.page.goto("/rooms")
    lobby.shows("Night round", people=0)
    RoomScreen.walk_in(bob, room_id)
    took = eventually(
        lambda: "" if "1 here" in (lobby.card("Night round").text_content() or "") else "nobody"
    )
    assert took < 10


def test_a_new_room_is_offered_and_comes_when_it_is_asked_for(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    for person in (ada, bob):
        move_in(person)
    start_room(bob, "First light")
    lobby = LobbyScreen(ada)
    lobby.open()
    lobby.shows("First light", people=0)

    start_room(bob, "Second breakfast")
    new = ada.page.get_by_role("button", name="1 new room")
    expect(new).to_be_visible()
    expect(lobby.card("Second breakfast")).to_have_count(0)

    new.click()
    expect(lobby.card("Second breakfast")).to_be_visible()
    expect(new).to_have_count(0)


def test_a_filter_shows_one_kind_of_rooms(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    start_room(ada, "Open tea")
    start_room(ada, "Secret tea", "private")
    lobby = LobbyScreen(ada)
    lobby.open()
    expect(lobby.card("Secret tea")).to_be_visible()

    ada.page.get_by_role("radio", name="Private").check(force=True)
    expect(lobby.card("Open tea")).to_have_count(0)
    expect(lobby.card("Secret tea")).to_be_visible()

    ada.page.get_by_role("radio", name="Group").check(force=True)
    expect(ada.page.get_by_role("heading", name="No group rooms")).to_be_visible()
    ada.page.get_by_role("button", name="Show all rooms").click()
    expect(lobby.card("Open tea")).to_be_visible()


def test_one_press_copies_the_way_into_a_room_and_shows_it_as_a_code(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    ada.context.grant_permissions(["clipboard-read", "clipboard-write"])
    public, private = start_room(ada, "Shared tea"), start_room(ada, "Guarded tea", "private")
    lobby = LobbyScreen(ada)
    lobby.open()

    assert lobby.copy_invite("Shared tea") == f"{company.base_url}/r/{public}"
    invite = lobby.copy_invite("Guarded tea")
    assert invite.startswith(f"{company.base_url}/r/{private}#i=")
