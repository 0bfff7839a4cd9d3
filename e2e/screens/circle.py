"""Who belongs to a room: inviting people, and parting with them."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Locator, expect

from harness.people import Person

Life = Literal["1 hour", "1 day", "7 days", "30 days"]
Uses = Literal["No limit", "1", "5", "20"]


class CircleScreen:
    """The dialogs over the door of a room and over the room itself."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    def open_invites(self) -> None:
        """By the button of the page: "Invite", or "Invite people" while nobody else belongs."""
        button = self.page.get_by_role("button", name="Invite").first
        button.click()
        expect(self._invites()).to_be_visible()

    def make_link(self, uses: Uses = "No limit", life: Life = "7 days") -> str:
        """A new link; what stands in its field."""
        dialog = self._invites()
        dialog.get_by_role("radio", name=life, exact=True).check(force=True)
        dialog.get_by_role("radio", name=uses, exact=True).check(force=True)
        dialog.get_by_role("button", name="Make a link").click()
        field = dialog.get_by_role("textbox", name="Invite link")
        expect(field).to_be_visible()
        return field.input_value()

    def copy_link(self) -> None:
        """Wait until the button says that it is in the clipboard."""
        self._invites().get_by_role("button", name="Copy link").click()
        expect(self._invites().get_by_role("button", name="Copied")).to_be_visible()

    def live_links(self) -> Locator:
        """The links that still let people in."""
        links = self._invites().get_by_role("region", name="Links that work now")
        return links.get_by_role("listitem")

    def revoke_first(self) -> None:
        """End the newest link."""
        self.live_links().first.get_by_role("button", name="Revoke").click()

    def close_invites(self) -> None:
        """By the cross."""
        self._invites().get_by_role("button", name="Close").click()
        expect(self._invites()).to_have_count(0)

    def may_not_invite(self, host: str) -> None:
        """Wait until the page says whom to ask instead."""
        expect(self.page.get_by_text(f"ask the host, {host}").first).to_be_visible()
        expect(self.page.get_by_role("button", name="Invite")).to_have_count(0)

    def open_members(self, count: int) -> Locator:
        """At the door, by the button that counts them."""
        self.page.get_by_role("button", name=f"{count} member").click()
        dialog = self.page.get_by_role("dialog", name=f"{count} member")
        expect(dialog.get_by_role("listitem")).to_have_count(count)
        return dialog

    def remove_from_panel(self, name: str) -> None:
        """In the room, by the list of people; the question names whom."""
        self.page.get_by_role("button", name=f"More about {name}").click()
        self.page.get_by_role("button", name="Remove from this room").click()
        self._answer(f"Remove {name}?", "Remove")

    def leave_for_good(self) -> None:
        """From an open list of members."""
        self.page.get_by_role("button", name="Leave for good").click()
        self._answer("Leave this room for good?", "Leave for good")

    def _answer(self, question: str, deed: str) -> None:
        asked = self.page.get_by_role("alertdialog", name=question)
        asked.get_by_role("button", name=deed, exact=True).click()
        expect(asked).to_have_count(0)

    def _invites(self) -> Locator:
        return self.page.get_by_role("dialog", name="Invite people")
