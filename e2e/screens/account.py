"""From the first page to a finished profile, and out again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from harness.accounts import PASSWORD
from harness.outbox import code_for, link_for
from harness.people import Person
from harness.pictures import photo


class AccountScreens:
    """Landing, register, code, sign in, profile, the account menu."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page

    def register(self) -> None:
        """From the first page to the code page."""
        self.page.goto("/")
        self.register_here()

    def register_here(self) -> None:
        """From any page that offers an account to the code page."""
        self.page.get_by_role("link", name="Create account").first.click()
        expect(self.page.get_by_role("heading", name="Create account")).to_be_visible()
        self._credentials()
        self.page.get_by_role("button", name="Create account").click()
        self.at_code()

    def at_code(self) -> None:
        """Wait for the code page."""
        expect(self.page.get_by_role("heading", name="Check your mail")).to_be_visible()

    def type_code(self) -> None:
        """Read the mail and type its code; the last digit sends it."""
        code = code_for(self.person.email, self.person.context.request)
        self.page.get_by_role("textbox", name="Code").fill(code)
        self.at_profile()

    def at_profile(self) -> None:
        """Wait for the profile page of a newcomer."""
        expect(self.page.get_by_role("heading", name="Take your seat")).to_be_visible()

    def set_profile(self) -> None:
        """Name, username and a picture; ends where the person wanted to go."""
        page = self.page
        page.get_by_role("textbox", name="Name", exact=True).fill(self.person.name)
        page.get_by_role("textbox", name="Username").fill(self.person.username)
        with page.expect_file_chooser() as chosen:
            page.get_by_role("button", name="Choose a picture").click()
        picture = photo(self.person.colour)
        chosen.value.set_files({"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture})
        page.get_by_role("dialog").get_by_role("button", name="Use this").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name=re.compile("^That.s me$")).click()

    def sign_in(self, password: str = PASSWORD) -> None:
        """Address and password on the sign-in page."""
        self.at_sign_in()
        self._credentials(password)
        self.page.get_by_role("button", name="Sign in").click()

    def at_sign_in(self) -> None:
        """Wait for the sign-in page."""
        expect(self.page.get_by_role("heading", name="Sign in")).to_be_visible()

    def was_signed_out(self, within_s: float) -> None:
        """Wait for the sign-in page that says that the session ended elsewhere."""
        notice = self.page.get_by_text("You were signed out.")
        expect(notice).to_be_visible(timeout=within_s * 1000)
        self.at_sign_in()

    def ask_for_link(self) -> str:
        """From the sign-in page, with the address typed there, to the mailed link."""
        self.at_sign_in()
        self.page.get_by_role("textbox", name="E-mail address").fill(self.person.email)
        self.page.get_by_role("link", name="Forgot password?").click()
        expect(self.page.get_by_role("heading", name="Choose a new password")).to_be_visible()
        address = self.page.get_by_role("textbox", name="E-mail address")
        expect(address).to_have_value(self.person.email)
        self.page.get_by_role("button", name="Send link").click()
        self.at_link_sent()
        return self.mailed_link()

    def mailed_link(self) -> str:
        """The newest link to a new password."""
        return link_for(self.person.email, self.person.context.request, "/reset")

    def at_link_sent(self) -> None:
        """Wait for the page that sends one to the mailbox."""
        expect(self.page.get_by_role("heading", name="Check your mail")).to_be_visible()
        expect(self.page.get_by_text(self.person.email)).to_be_visible()

    def choose_password(self, password: str) -> None:
        """On the page behind the mailed link."""
        expect(self.page.get_by_role("heading", name="Choose a new password")).to_be_visible()
        self.page.get_by_role("textbox", name="New password").fill(password)
        self.page.get_by_role("button", name="Change password").click()

    def at_old_link(self) -> None:
        """Wait for the page that says that a mailed link is good no more."""
        heading = self.page.get_by_role("heading", name="This link no longer works")
        expect(heading).to_be_visible()

    def sign_out(self) -> None:
        """By the account menu."""
        self.page.get_by_role("button", name=re.compile("^Your account")).click()
        self.page.get_by_role("menuitem", name="Sign out").click()

    def _credentials(self, password: str = PASSWORD) -> None:
        self.page.get_by_role("textbox", name="E-mail address").fill(self.person.email)
        self.page.get_by_role("textbox", name="Password").fill(password)
