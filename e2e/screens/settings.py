"""One's account: how one signs in, and where one is signed in."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from harness.people import Person


class SettingsScreen:
    """The account page, by the menu."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    def open(self) -> None:
        """From any page with the menu in its header."""
        self.page.get_by_role("button", name=re.compile("^Your account")).click()
        self.page.get_by_role("menuitem", name="Account", exact=True).click()
        self.at_account()

    def at_account(self) -> None:
        """Wait for the page and its list."""
        expect(self.page.get_by_role("heading", name="Account", exact=True)).to_be_visible()
        expect(self.here()).to_have_count(1)

    def sessions(self) -> Locator:
        """Everywhere one is signed in, one row each."""
        section = self.page.get_by_role("heading", name="Where you are signed in").locator("..")
        return section.get_by_role("listitem")

    def here(self) -> Locator:
        """The row of this very browser."""
        return self.sessions().filter(has_text="This device")

    def elsewhere(self) -> Locator:
        """The other rows."""
        return self.sessions().filter(has_text="Last seen")

    def sign_out(self, row: Locator) -> None:
        """End one session."""
        row.get_by_role("button", name="Sign out").click()

    def sign_out_everywhere_else(self) -> None:
        """End all sessions but this one."""
        self.page.get_by_role("button", name="Sign out everywhere else").click()
