"""The page that looks for what is wrong with calls."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from harness.people import Person


class DiagnosticsScreen:
    """A row for each part of a call."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    def open(self) -> None:
        """By its address; waits until everything was tried."""
        self.page.goto("/diagnostics")
        self.is_done()

    def again(self) -> None:
        """By the button."""
        self.page.get_by_role("button", name="Check again").click()
        self.is_done()

    def is_done(self) -> None:
        """Wait until nothing is being tried any more."""
        expect(self.page.get_by_role("button", name="Check again")).to_be_visible()

    def row(self, name: str) -> Locator:
        """What stands about one part."""
        heading = self.page.get_by_role("heading", name=re.compile(rf"^{re.escape(name)}"))
        return self.page.get_by_role("listitem").filter(has=heading)

    def says(self, name: str, *words: str) -> None:
        """Wait until the row has all of these in it."""
        for each in words:
            expect(self.row(name)).to_contain_text(each)

    def call_log(self, folder: Path) -> str:
        """What the button downloads."""
        with self.page.expect_download() as downloading:
            self.page.get_by_role("button", name="Download call log").click()
        file = folder / "call-log.txt"
        downloading.value.save_as(file)
        return file.read_text(encoding="utf-8")
