"""People close tabs, open the room twice, and come back: everybody's roster stays right."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.accounts import move_in, people_inside, start_room
from harness.eventually import eventually
from harness.people import Company
from screens.room import RoomScreen


def test_who_closes_the_tab_is_gone_soon(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Tea")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    room_of_bob = RoomScreen.walk_in(bob, room_id)
    room_of_bob.unmute()
    ada.ears.hear(1000)

    bob.page.close()

    room_of_ada.shows_people()
    ada.ears.hear(but_not=(1000,))
    assert people_inside(ada, room_id) == 1


def test_who_reloads_comes_back_as_one_person(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Tea")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    room_of_bob = RoomScreen.walk_in(bob, room_id)
    room_of_bob.unmute()

    bob.page.reload()
    room_of_bob.join()

    room_of_ada.shows_people("Bob")
    room_of_ada.shows_muted("Bob")
    room_of_bob.unmute()
    ada.ears.hear(1000)
    assert ada.ears.sources() == 1


def test_a_second_tab_takes_over_and_the_first_one_says_so(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Tea")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    first = RoomScreen.walk_in(bob, room_id)
    first.unmute()
    ada.ears.hear(1000)

    second = RoomScreen(company.second_tab(bob))
    second.open(room_id)
    expect(second.page.get_by_text("You are in this room in another tab.")).to_be_visible()
    second.join()

    expect(first.page.get_by_role("heading", name="in another tab")).to_be_visible()
    room_of_ada.shows_people("Bob")
    room_of_ada.shows_muted("Bob")
    second.unmute()
    ada.ears.hear(1000)
    eventually(lambda: "" if ada.ears.sources() == 1 else "two sounds of one person")
    assert people_inside(ada, room_id) == 2
