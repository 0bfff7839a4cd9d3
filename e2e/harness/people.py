"""People: each one is a Chromium process of their own with a tone for a voice."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from harness.ears import EARS_JS, Ears
from harness.pictures import Colour
from harness.tones import tone_file
from harness.troubles import REPORT_CSP, Troubles

PATIENCE_MS = 20_000
"""How long a page may take over one step: longer than the pause between two reconnects."""

DESKTOP = (1280, 800)
PHONE = (390, 844)
Theme = Literal["dark", "light"]

_COLOURS = (Colour(180, 60, 50), Colour(50, 110, 190), Colour(60, 150, 80), Colour(150, 90, 170))

_FLAGS = (
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)


@dataclass
class Person:
    """Somebody at a browser: `voice_hz` is what they say all the time, if they are let."""

    name: str
    voice_hz: int
    colour: Colour
    page: Page
    ears: Ears
    troubles: Troubles

    @property
    def context(self) -> BrowserContext:
        """Their browser's cookies and permissions."""
        return self.page.context

    @property
    def email(self) -> str:
        """Their address."""
        return f"{self.username}@example.org"

    @property
    def username(self) -> str:
        """Their name in one word."""
        return self.name.split()[0].lower()


@dataclass
class Company:
    """Everybody in one test, and the folder where it leaves its traces."""

    playwright: Playwright
    base_url: str
    artefacts: Path
    tones: Path
    people: list[Person] = field(default_factory=list)
    _browsers: list[Browser] = field(default_factory=list)

    def welcome(
        self,
        name: str,
        voice_hz: int,
        *,
        size: tuple[int, int] = DESKTOP,
        theme: Theme = "dark",
        base_url: str | None = None,
        microphone: bool = True,
    ) -> Person:
        """Start a browser for one more person; the page is still blank.

        `microphone` is how they answer when their browser asks for it.
        """
        colour = _COLOURS[len(self.people) % len(_COLOURS)]
        context = self._browser(voice_hz, microphone).new_context(
            base_url=base_url or self.base_url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(path=EARS_JS)
        context.add_init_script(REPORT_CSP)
        return self._at_a_new_page(name, voice_hz, colour, context)

    def second_tab(self, person: Person) -> Person:
        """The same person at one more page of the same browser."""
        return self._at_a_new_page(person.name, person.voice_hz, person.colour, person.context)

    def _at_a_new_page(
        self, name: str, voice_hz: int, colour: Colour, context: BrowserContext
    ) -> Person:
        page = context.new_page()
        person = Person(name, voice_hz, colour, page, Ears(page, name), self._listen(page, name))
        self.people.append(person)
        return person

    def _browser(self, voice_hz: int, microphone: bool) -> Browser:
        tone = tone_file(self.tones, voice_hz)
        answer = "--use-fake-ui-for-media-stream" + ("" if microphone else "=deny")
        browser = self.playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=[*_FLAGS, answer, f"--use-file-for-fake-audio-capture={tone}"],
        )
        self._browsers.append(browser)
        return browser

    def _listen(self, page: Page, name: str) -> Troubles:
        return Troubles(page, self.artefacts / f"{_slug(name)}.console.txt")

    def complain(self) -> None:
        """Raise when any page had trouble that the story itself did not notice."""
        troubles = [
            f"{person.name}: {it}" for person in self.people for it in person.troubles.found
        ]
        assert not troubles, "\n".join(troubles)

    def photograph(self, why: str) -> None:
        """A picture of every page, for whoever looks into a failure."""
        for person in self.people:
            if not person.page.is_closed():
                person.page.screenshot(path=self.artefacts / f"{_slug(person.name)}-{why}.png")

    def go_home(self) -> None:
        """Close every browser."""
        for browser in self._browsers:
            browser.close()


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())
