"""At the door of a room, and inside."""

from __future__ import annotations

import re
from typing import Self

from playwright.sync_api import Locator, expect

from harness.eventually import eventually
from harness.people import Person
from harness.pictures import shows

_NAMES = "seats => seats.map((seat) => seat.getAttribute('aria-label') ?? '')"


def _who(seat: str) -> str:
    """Whose seat it is: "Bob" of "Bob, muted", "you" of one's own."""
    name = seat.rpartition(", ")[0]
    return "you" if name.endswith(" (you)") else name


class RoomScreen:
    """Pre-join and room: the same address, two screens."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page

    @classmethod
    def walk_in(cls, person: Person, room_id: str) -> Self:
        """Straight to the room by its link, and in."""
        room = cls(person)
        room.open(room_id)
        room.join()
        return room

    def open(self, room_id: str) -> None:
        """By its address."""
        self.page.goto(f"/r/{room_id}")

    def at_door(self, topic: str) -> None:
        """Wait for the pre-join screen."""
        expect(self.page.get_by_role("heading", name=topic)).to_be_visible()
        expect(self.page.get_by_role("button", name="Join", exact=True)).to_be_enabled()

    def join(self) -> None:
        """Through the door, with a microphone; one comes in muted."""
        self.page.get_by_role("button", name="Join", exact=True).click()
        self.is_muted()

    def listen(self) -> None:
        """Through the door without a microphone; nothing is asked for."""
        self.page.get_by_role("button", name="Join as listener").click()
        self.is_muted()

    def unmute(self) -> None:
        """By the large button; waits until it says that the microphone is on."""
        self._microphone("Unmute").click()
        expect(self._microphone("Mute")).to_be_visible()

    def mute(self) -> None:
        """By the large button; waits until it says so."""
        self._microphone("Mute").click()
        self.is_muted()

    def is_muted(self) -> None:
        """Wait until the microphone button offers to unmute."""
        expect(self._microphone("Unmute")).to_be_visible()

    def leave(self) -> None:
        """By the button in the bar."""
        self.page.get_by_role("button", name="Leave", exact=True).click()

    def choose_device(self, kind: str, name: str) -> None:
        """In the menu at the microphone; closes it again."""
        self._device(kind, name).click()
        self.page.keyboard.press("Escape")

    def shows_device(self, kind: str, name: str) -> None:
        """Wait until the menu says that this one is used."""
        expect(self._device(kind, name)).to_be_checked()
        self.page.keyboard.press("Escape")

    def _device(self, kind: str, name: str) -> Locator:
        self.page.get_by_role("button", name="Microphone and loudspeaker").click()
        group = self.page.get_by_role("group", name=kind, exact=True)
        return group.get_by_role("menuitemradio", name=name)

    def mute_for_me(self, name: str) -> None:
        """By the card that opens on somebody's seat."""
        self.tile(name).get_by_role("button").click()
        self.page.get_by_role("button", name="Mute for me").click()
        self.page.keyboard.press("Escape")

    def walk_on_to_lobby(self) -> None:
        """By the arrow; the call goes on."""
        self.page.get_by_role("button", name="Back to rooms, keep listening").click()
        expect(self.page.get_by_role("heading", name="Rooms")).to_be_visible()

    def small_bar(self) -> Locator:
        """The call at the foot of another page."""
        return self.page.get_by_role("region", name="Your call")

    def come_back(self) -> None:
        """By the button on the page that says one left."""
        self.page.get_by_role("button", name="Rejoin").click()
        self.is_muted()

    def tile(self, name: str, says: str = "") -> Locator:
        """Somebody's seat, by what it is called: "Bob, muted"; `says` narrows what they do."""
        called = re.compile(rf"^{re.escape(name)}, ({says or '.*'})$")
        return self._stage().get_by_role("listitem", name=called)

    def shows_people(self, *names: str, within_s: float = 20.0) -> float:
        """Wait until exactly these are there, besides oneself; the seconds it took."""
        expected = sorted(["you", *names])
        return eventually(lambda: self._wrong_roster(expected), within_s=within_s)

    def _wrong_roster(self, expected: list[str]) -> str:
        called = self._stage().get_by_role("listitem", name=re.compile(", ")).evaluate_all(_NAMES)
        seen = sorted(_who(name) for name in called)
        return "" if seen == expected else f"{self.person.name} sees {seen}, not {expected}"

    def _stage(self) -> Locator:
        return self.page.get_by_role("list", name="People in this room")

    def shows_muted(self, name: str) -> None:
        """Wait until somebody's seat says that they are muted."""
        expect(self.tile(name, "muted")).to_be_visible()

    def shows_talking(self, name: str) -> None:
        """Wait until somebody's seat says that they can be heard."""
        expect(self.tile(name, "microphone on|speaking")).to_be_visible()

    def shows_reconnecting(self) -> None:
        """Wait until the room says that the server is gone."""
        expect(self._notice()).to_be_visible()

    def shows_connected(self) -> None:
        """Wait until it no longer says so."""
        expect(self._notice()).to_have_count(0)

    def _notice(self) -> Locator:
        return self.page.get_by_text("You can go on talking meanwhile.")

    def shows_picture_of(self, other: Person) -> None:
        """Wait until the photo on somebody's tile has loaded and is theirs."""
        picture = self.tile(other.name).locator("img")
        expect(picture).to_have_count(1)
        missing = f"{self.person.name} does not see the picture of {other.name}"
        eventually(lambda: "" if shows(picture, other.colour) else missing)

    def _microphone(self, does: str) -> Locator:
        return self.page.get_by_role("button", name=re.compile(rf"^{does}, "))
