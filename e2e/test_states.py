"""Every state of the gallery, in both themes and three widths: seen, checked, nothing cut off.

The pictures lie in `artifacts/states`, for people to look at.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, Error, Page

from harness.people import Browsers, Theme
from harness.pictures import STILL
from harness.server import ROOT
from harness.vite import developing

pytestmark = pytest.mark.silent

WIDTHS = {320: 640, 768: 1024, 1280: 800}
"""Of the window, with its height."""

_DOCUMENTS = {"landing": "/landing.html", "offline": "/offline.html"}
"""Pages without React, which the gallery cannot show; the server gives them other addresses."""

_FORCED = (
    "door-people",
    "room-talking",
    "room-trouble-with-some",
    "room-settings",
    "room-invite",
    "lobby-in-a-call",
    "register",
)
"""Seen in forced colours as well: each kind of control is in one of them."""

_AXE_AT = {(320, "dark"), (320, "light"), (1280, "light")}
"""Both sets of colours, and both arrangements: between them nothing is there that neither has."""

_EVERY_LOOK: tuple[tuple[int, Theme], ...] = tuple(product(WIDTHS, get_args(Theme)))

FOLDER = Path(__file__).parent / "artifacts" / "states"
_AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

_OTHER_LANGUAGES = {"ar": "rtl", "de": "ltr"}
"""The one that turns everything round, and the one with the longest words."""
_LOOKS: dict[str, tuple[tuple[int, Theme], ...]] = {
    "ar": ((320, "light"), (1280, "dark")),
    "de": ((320, "dark"),),
}
_SAMPLE = (
    "lobby",
    "create",
    "sign-in-refused",
    "profile",
    "settings",
    "account-menu",
    "door-people",
    "room-five",
    "room-people-list",
    "room-reconnecting",
)
"""A page of each kind; their arrangement is the same in every state."""

_CHECK = """
async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await axe.run({
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
}
"""

_OVERFLOW = """
() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? scrollWidth - clientWidth : 0;
}
"""

_OPEN = """
(id) => { delete document.documentElement.dataset.fault; location.hash = id; }
"""
_SHOWN = """
(id) => {
  const { state, fault } = document.documentElement.dataset;
  if (fault !== undefined) throw new Error(fault);
  return state === id;
}
"""
"""The state says so itself; then two frames, so that it is painted."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the gallery is."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with developing(tmp_path_factory.mktemp("vite") / "vite.log") as origin:
        yield origin


@pytest.fixture(scope="module")
def page(browsers: Browsers, origin: str) -> Iterator[Page]:
    """The gallery, with axe in it."""
    page = _opened(browsers.together(), origin)
    yield page
    page.context.close()


def _opened(browser: Browser, origin: str, language: str = "en") -> Page:
    context = browser.new_context(base_url=origin, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    page.goto(f"/__states?language={language}")
    page.locator("[data-state-link]").first.wait_for()
    page.add_script_tag(path=_AXE)
    return page


class _Walk:
    """Looks at one state after the other and keeps what is wrong."""

    def __init__(self, page: Page, language: str = "") -> None:
        """`language` stands in the names of the pictures."""
        self.faults: list[str] = []
        self._page = page
        self._language = language and f"-{language}"

    def look_at(self, state: str, looks: Iterable[tuple[int, Theme]] = _EVERY_LOOK) -> None:
        """Each theme at its width: a picture, axe, and whether anything sticks out."""
        page = self._page
        # A room that is opened wide has its list of people open, which covers it when narrow.
        page.set_viewport_size({"width": 320, "height": WIDTHS[320]})
        try:
            page.evaluate(_OPEN, state)
            page.wait_for_function(_SHOWN, arg=state, timeout=15_000)
        except Error as fault:
            self.faults.append(f"{state}: {str(fault).splitlines()[0]}")
            return
        if state in _FORCED and not self._language:
            self._force_colours(state)
        self._judge_all(state, looks)

    def read(self, document: str, address: str) -> None:
        """The same of a page of its own."""
        self._page.goto(address)
        self._page.add_script_tag(path=_AXE)
        self._judge_all(document, _EVERY_LOOK)

    def _force_colours(self, state: str) -> None:
        """As high contrast shows it; only a picture, as axe does not look at those colours."""
        self._page.emulate_media(forced_colors="active")
        self._photograph(f"{state}-320-forced")
        self._page.emulate_media(forced_colors="none")

    def _judge_all(self, state: str, looks: Iterable[tuple[int, Theme]]) -> None:
        for width, theme in looks:
            self._judge(state, width, theme)

    def _judge(self, state: str, width: int, theme: Theme) -> None:
        name, page = f"{state}-{width}-{theme}{self._language}", self._page
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        self._photograph(name)
        if over := page.evaluate(_OVERFLOW):
            self.faults.append(f"{name}: sticks out by {over} px")
        # For assistive technology the pages differ in their words alone.
        if not self._language and (width, theme) in _AXE_AT:
            self.faults += [f"{name}: {fault}" for fault in page.evaluate(_CHECK)]

    def _photograph(self, name: str) -> None:
        self._page.evaluate(STILL)
        path = FOLDER / f"{name}.jpg"
        self._page.screenshot(path=path, type="jpeg", quality=80, animations="disabled")


@pytest.mark.timeout(600)
def test_every_state_is_accessible_and_fits_in_both_themes_at_three_widths(page: Page) -> None:
    links = page.locator("[data-state-link]").all_text_contents()
    walk = _Walk(page)
    for state in links:
        walk.look_at(state)
    for document, address in _DOCUMENTS.items():
        walk.read(document, address)
    assert len(links) > 80
    assert set(links) >= set(_FORCED)
    assert not walk.faults, "\n".join(walk.faults)


@pytest.mark.parametrize("language", _OTHER_LANGUAGES)
def test_a_page_of_each_kind_fits_in_another_language(
    browsers: Browsers, origin: str, language: str
) -> None:
    page = _opened(browsers.together(), origin, language)
    assert page.locator("html").get_attribute("dir") == _OTHER_LANGUAGES[language]
    walk = _Walk(page, language)
    for state in _SAMPLE:
        walk.look_at(state, _LOOKS[language])
    page.context.close()
    assert not walk.faults, "\n".join(walk.faults)
