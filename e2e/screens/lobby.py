"""The list of rooms, and starting one."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from harness.people import Person


class LobbyScreen:
    """Rooms as cards; one link each."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

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
