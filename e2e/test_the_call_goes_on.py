"""A call goes on while one changes devices, looks at other pages, and comes back."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.accounts import move_in, start_room
from harness.people import Company, Person
from screens.room import RoomScreen

_MOST_MS = 500
"""The longest silence that is still no drop, on two slow cores."""


def _change_language_twice(person: Person) -> None:
    """Over the room, and back on a page of its own."""
    page = person.page
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Settings").click()
    page.get_by_role("button", name="Language").click()
    page.get_by_role("option", name="Deutsch").click()
    page.get_by_role("button", name="Zurück zu den Räumen").click()
    page.get_by_role("button", name="Dein Konto").click()
    page.get_by_role("menuitem", name="Einstellungen").click()
    expect(page.get_by_role("region", name="Dein Gespräch")).to_contain_text("Tea")
    expect(page.locator("html[lang=de]")).to_be_visible()
    page.get_by_role("button", name="Sprache").click()
    page.get_by_role("option", name="English").click()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Language")).to_be_focused()


def test_devices_change_and_pages_turn_while_the_others_go_on_hearing(company: Company) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Tea")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    RoomScreen.walk_in(bob, room_id).unmute()
    room_of_ada.unmute()
    ada.ears.hear(1000)
    bob.ears.hear(440)
    bob.ears.start_recording(440)
    ada.ears.start_recording(1000)

    room_of_ada.choose_device("Microphone", "Fake Audio Input 2")
    room_of_ada.choose_device("Loudspeaker", "Fake Audio Output 2")
    _change_language_twice(ada)
    bar = room_of_ada.small_bar()
    expect(bar).to_contain_text("Tea")
    expect(bar.get_by_role("button", name="Mute, microphone is on")).to_be_visible()
    bar.get_by_role("link", name="Back to Tea").click()
    room_of_ada.shows_people("Bob")

    at_bob, at_ada = bob.ears.stop_recording(), ada.ears.stop_recording()
    assert at_bob.gap_ms[440] < _MOST_MS, at_bob
    assert at_ada.gap_ms[1000] < _MOST_MS, at_ada
    assert (at_bob.streams, at_ada.streams) == (1, 1)


def test_what_is_chosen_stays_with_the_account_and_the_bar_mutes_and_leaves(
    company: Company,
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "Tea")
    room_of_ada = RoomScreen.walk_in(ada, room_id)
    room_of_bob = RoomScreen.walk_in(bob, room_id)
    room_of_bob.unmute()
    room_of_ada.unmute()
    bob.ears.hear(440)

    room_of_ada.choose_device("Microphone", "Fake Audio Input 1")
    room_of_ada.mute_for_me("Bob")
    ada.ears.hear(but_not=(1000,))
    room_of_ada.walk_on_to_lobby()
    bar = room_of_ada.small_bar()
    bar.get_by_role("button", name="Mute, microphone is on").click()
    bob.ears.hear(but_not=(440,))
    bar.get_by_role("button", name="Leave Tea").click()
    room_of_bob.shows_people()

    ada.page.goto(f"/r/{room_id}")
    room_of_ada.join()
    room_of_ada.shows_people("Bob")
    expect(room_of_ada.tile("Bob", "muted for you")).to_be_visible()
    room_of_ada.unmute()
    bob.ears.hear(440)
    room_of_ada.shows_device("Microphone", "Fake Audio Input 1")
