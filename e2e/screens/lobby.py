"""The list of rooms, and starting one."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from harness.eventually import eventually
from harness.people import Person
from harness.pictures import shows

_HEADINGS = "headings => headings.map((heading) => heading.textContent)"


class LobbyScreen:
    """Rooms as cards; one link each."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    def open(self) -> None:
        """By its address; waits until the server tells it who is in the rooms."""
        with self.page.expect_websocket() as opened:
            self.page.goto("/rooms")
        opened.value.wait_for_event(
            "framereceived", lambda frame: '"ok":true,"rooms"' in str(frame)
        )
        self.at_lobby()

    def at_lobby(self) -> None:
        """Wait for the list."""
        expect(self.page.get_by_role("heading", name="Rooms", exact=True)).to_be_visible()

    def start_room(self, topic: str, kind: str = "Public") -> str:
        """By the dialog; its id, read from the address the person is led to."""
        self.page.get_by_role("link", name=re.compile("^Start")).first.click()
        dialog = self.page.get_by_role("dialog", name="Start a room")
        dialog.get_by_role("textbox", name="What is it about?").fill(topic)
        dialog.get_by_role("radio", name=re.compile(f"^{kind}")).check(force=True)
        dialog.get_by_role("button", name="Start room").click()
        self.page.wait_for_url(re.compile(r"/r/[0-9a-f]{24}$"))
        return self.page.url.rpartition("/")[2]

    def card(self, topic: str) -> Locator:
        """The card of a room."""
        return self.page.get_by_role("link").filter(
            has=self.page.get_by_role("heading", name=topic)
        )

    def shows(self, topic: str, people: int) -> None:
        """Wait until the card of a room says how many are inside."""
        count = "Nobody here yet" if people == 0 else f"{people} here"
        expect(self.card(topic)).to_contain_text(count)

    def shows_face(self, topic: str, person: Person) -> None:
        """Wait until the only picture on the card of a room is that of somebody."""
        picture = self.card(topic).locator("img")
        expect(picture).to_have_count(1)
        missing = f"the card of {topic} does not show {person.name}"
        eventually(lambda: "" if shows(picture, person.colour) else missing)

    def copy_invite(self, topic: str) -> str:
        """By the button on its card: what is in the clipboard then, and in the code's dialog."""
        self.page.get_by_role("button", name=f"Copy invite to {topic}").click()
        dialog = self.page.get_by_role("dialog", name="Invite people")
        expect(dialog.get_by_text("The link is copied")).to_be_visible()
        expect(dialog.get_by_role("img", name=f"QR code of the link to {topic}")).to_be_visible()
        shown = dialog.get_by_role("textbox", name="Invite link").input_value()
        copied: str = self.page.evaluate("navigator.clipboard.readText()")
        assert shown == copied
        self.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        return copied

    def topics(self) -> list[str]:
        """Of all cards, in their order."""
        topics: list[str] = (
            self.page.get_by_role("main").get_by_role("heading", level=2).evaluate_all(_HEADINGS)
        )
        return topics
