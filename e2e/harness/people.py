"""People: each one sits at a Chromium of their own with a tone for a voice."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from harness.ears import EARS_JS, Ears
from harness.network import Host
from harness.pictures import Colour
from harness.processes import family_of
from harness.tones import tone_file
from harness.troubles import REPORT_CSP, Troubles

PATIENCE_MS = 30_000
"""How long a page may take over one step: longer than the pause between two reconnects."""

DESKTOP = (1280, 800)
PHONE = (390, 844)
Theme = Literal["dark", "light"]

_COLOURS = (Colour(180, 60, 50), Colour(50, 110, 190), Colour(60, 150, 80), Colour(150, 90, 170))

_CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

VOICE_JS = Path(__file__).with_name("voice.js")

_FLAGS = (
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)


_ANSWERS = {
    True: "--use-fake-ui-for-media-stream",
    False: "--use-fake-ui-for-media-stream=deny",
}


class Browsers:
    """The Chromium processes of a whole run: one for each voice, as each has one microphone."""

    def __init__(self, playwright: Playwright, tones: Path) -> None:
        self._playwright = playwright
        self._tones = tones
        self._running: dict[tuple[int, bool | None, Host | None], Browser] = {}

    def speaking(self, voice_hz: int, *, allowed: bool | None, host: Host | None = None) -> Browser:
        """The browser whose microphone hears that tone; `allowed`: it may be used by pages, and
        None: by those that the story permits it, as long as it does.
        On a `host` of its own it takes any certificate for good."""
        which = (voice_hz, allowed, host)
        if which not in self._running:
            self._running[which] = self._launch(*which)
        return self._running[which]

    def _launch(self, voice_hz: int, allowed: bool | None, host: Host | None) -> Browser:
        tone = tone_file(self._tones, voice_hz)
        answers = [] if allowed is None else [_ANSWERS[allowed]]
        there = [] if host is None else ["--ignore-certificate-errors"]
        return self._playwright.chromium.launch(
            executable_path=_CHROMIUM if host is None else self._starter(host),
            args=[*_FLAGS, *there, *answers, f"--use-file-for-fake-audio-capture={tone}"],
        )

    def _starter(self, host: Host) -> Path:
        """A program that starts the browser on that host."""
        starter = self._tones / f"chromium-{host.namespace}"
        starter.write_text(f'#!/bin/sh\nexec {" ".join(host.inside([_CHROMIUM]))} "$@"\n')
        starter.chmod(0o755)
        return starter

    def leave(self, host: Host) -> None:
        """End the browsers on a host that will not be there any more."""
        for which in [each for each in self._running if each[2] == host]:
            self._running.pop(which).close()

    def together(self) -> Browser:
        """The browser of those who share one: each page makes its own tone."""
        return self.speaking(0, allowed=True)

    def processes_of(self, voice_hz: int) -> list[int]:
        """The process ids of the browser that speaks so, its children among them."""
        return family_of(f"--use-file-for-fake-audio-capture={tone_file(self._tones, voice_hz)}")

    def close(self) -> None:
        """End every process."""
        for browser in self._running.values():
            browser.close()


@dataclass(frozen=True)
class Person:
    """Somebody at a browser: `voice_hz` is what they say all the time, if they are let."""

    name: str
    username: str
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


@dataclass
class Company:
    """Everybody in one test, and the folder where it leaves its traces."""

    browsers: Browsers
    base_url: str
    artefacts: Path
    people: list[Person] = field(default_factory=list)
    _circle: str = field(default_factory=lambda: secrets.token_hex(3))

    def welcome(
        self,
        name: str,
        voice_hz: int,
        *,
        size: tuple[int, int] = DESKTOP,
        theme: Theme = "dark",
        base_url: str | None = None,
        microphone: bool | None = True,
        together: bool = False,
        host: Host | None = None,
        keeps_pages: bool = False,
    ) -> Person:
        """Start a browser for one more person; the page is still blank.

        `microphone` is how they answer when their browser asks for it; None: the story permits it
        and takes it away. Those `together` share one
        browser: many of them fit on a small machine. A `host` is the machine they sit at. Who
        `keeps_pages` has a service worker; without one a story may answer requests itself.
        """
        if together:
            browser = self.browsers.together()
        else:
            browser = self.browsers.speaking(voice_hz, allowed=microphone, host=host)
        page = self._page(browser, size, theme, base_url or self.base_url, keeps_pages)
        if together:
            page.add_init_script(f"window.__pitch = {voice_hz};\n{VOICE_JS.read_text()}")
        person = Person(
            name=name,
            username=f"{name.split(maxsplit=1)[0].lower()}_{self._circle}",
            voice_hz=voice_hz,
            colour=_COLOURS[len(self.people) % len(_COLOURS)],
            page=page,
            ears=Ears(page, name),
            troubles=self._listen(page, name),
        )
        self.people.append(person)
        return person

    def second_tab(self, person: Person) -> Person:
        """The same person at one more page of the same browser."""
        page = person.context.new_page()
        ears, troubles = Ears(page, person.name), self._listen(page, person.name)
        self.people.append(replace(person, page=page, ears=ears, troubles=troubles))
        return self.people[-1]

    def _page(
        self,
        browser: Browser,
        size: tuple[int, int],
        theme: Theme,
        base_url: str,
        keeps_pages: bool,
    ) -> Page:
        context = browser.new_context(
            base_url=base_url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale="en-GB",
            service_workers="allow" if keeps_pages else "block",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(path=EARS_JS)
        context.add_init_script(REPORT_CSP)
        return context.new_page()

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
        """Close everybody's pages and forget their cookies."""
        for person in self.people:
            person.context.close()


def visitor(name: str, page: Page, folder: Path) -> Person:
    """Somebody outside a test, at a page of a browser that is there already; mute."""
    username = f"{name.split(maxsplit=1)[0].lower()}_{secrets.token_hex(3)}"
    troubles = Troubles(page, folder / f"{_slug(name)}.console.txt")
    return Person(name, username, 0, _COLOURS[0], page, Ears(page, name), troubles)


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())
