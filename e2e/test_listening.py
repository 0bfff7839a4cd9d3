"""Being in a room without a microphone: by choice, or because the browser was told no."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from harness.accounts import move_in, start_room
from harness.people import Company, Person
from screens.room import RoomScreen

_COUNT_QUESTIONS = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.questions = 0;
navigator.mediaDevices.getUserMedia = (wish) => { window.questions += 1; return ask(wish); };
"""


def _forbid_microphones(route: Route) -> None:
    """As a proxy does that adds a header of its own."""
    answer = route.fetch()
    headers = {**answer.headers, "permissions-policy": "microphone=()"}
    route.fulfill(response=answer, headers=headers)


def _talker(company: Company) -> tuple[RoomScreen, str]:
    """Ada, who talks in a room of hers, and its id."""
    ada = company.welcome("Ada", 440)
    move_in(ada)
    room_id = start_room(ada, "Tea")
    room = RoomScreen.walk_in(ada, room_id)
    room.unmute()
    return room, room_id


def _comes_to_the_door(person: Person, room_id: str) -> RoomScreen:
    person.page.add_init_script(_COUNT_QUESTIONS)
    move_in(person)
    room = RoomScreen(person)
    room.open(room_id)
    room.at_door("Tea")
    return room


def _questions(person: Person) -> int:
    """How often the page has asked the browser for a microphone."""
    return int(person.page.evaluate("window.questions"))


def test_a_listener_hears_is_asked_nothing_and_may_speak_later(company: Company) -> None:
    room_of_ada, room_id = _talker(company)
    bob = company.welcome("Bob", 1000)
    room_of_bob = _comes_to_the_door(bob, room_id)

    room_of_bob.listen()
    bob.ears.hear(440)
    room_of_ada.shows_muted("Bob")
    assert _questions(bob) == 0

    room_of_bob.unmute()
    room_of_ada.shows_talking("Bob")
    room_of_ada.person.ears.hear(1000)
    assert _questions(bob) == 1


def test_who_blocks_the_microphone_is_told_and_hears_all_the_same(company: Company) -> None:
    room_of_ada, room_id = _talker(company)
    bob = company.welcome("Bob", 1000, microphone=False)
    room_of_bob = _comes_to_the_door(bob, room_id)

    room_of_bob.join()

    expect(bob.page.get_by_text("Microphone is blocked").first).to_be_visible()
    bob.ears.hear(440)
    room_of_ada.shows_muted("Bob")
    room_of_ada.shows_people("Bob")

    bob.context.grant_permissions(["microphone"])
    expect(bob.page.get_by_text("Microphone is blocked")).to_have_count(0)


def test_a_microphone_that_ends_while_one_talks_says_so_and_can_be_used_again(
    company: Company,
) -> None:
    room_of_ada, room_id = _talker(company)
    bob = company.welcome("Bob", 1000, microphone=None)
    bob.context.grant_permissions(["microphone"])
    move_in(bob)
    room_of_bob = RoomScreen.walk_in(bob, room_id)
    room_of_bob.unmute()
    room_of_ada.person.ears.hear(1000)

    # No test can pull a plug; the track of a permission that is taken away ends just so.
    bob.context.clear_permissions()
    expect(bob.page.get_by_text("Microphone disconnected").first).to_be_visible()
    room_of_ada.shows_muted("Bob")

    bob.context.grant_permissions(["microphone"])
    bob.page.get_by_role("button", name="Use another microphone").click()
    room_of_bob.unmute()
    room_of_ada.person.ears.hear(1000)


def test_a_server_that_forbids_microphones_is_named_and_one_may_listen(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    room_id = start_room(ada, "Tea")
    ada.page.route(f"**/r/{room_id}", _forbid_microphones)
    room = RoomScreen(ada)
    room.open(room_id)

    ada.page.get_by_role("button", name="Check microphone").click()
    expect(ada.page.get_by_text("The server forbids microphones")).to_be_visible()
    expect(ada.page.get_by_role("button", name="Copy for the admin")).to_be_visible()
    expect(ada.page.get_by_role("button", name="Join as listener")).to_be_enabled()
