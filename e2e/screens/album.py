"""Pictures of the screens for people to look at: both themes, desktop and phone."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

from harness.people import DESKTOP, PHONE, Person, Theme

_SIZES = {"desktop": DESKTOP, "phone": PHONE}
_SMALLEST = (320, 568)

_CUT_OFF = """
() => [...document.querySelectorAll("a, button, input, textarea, h1, h2, p, label, li")]
  .filter((part) => part.checkVisibility() && !part.closest("[aria-hidden=true], [data-scrolls]"))
  .filter((part) => {
    const { left, right, width } = part.getBoundingClientRect();
    return width > 1 && (left < -4 || right > document.documentElement.clientWidth + 4);
  })
  .map((part) => `${part.tagName.toLowerCase()} "${part.innerText || part.name}"`)
"""
"""What a person would have to scroll sideways for, or could not reach at all."""


class Album:
    """Takes pictures of one person's page and puts it back as it was.

    `cut_off` lists what does not fit the smallest phone, by screen.
    """

    def __init__(self, person: Person, folder: Path) -> None:
        self.cut_off: list[str] = []
        self._person = person
        self._folder = folder

    def take(self, screen: str) -> None:
        """Four pictures of what is shown now; notes what the smallest phone would cut off."""
        page = self._person.page
        for (device, size), theme in product(_SIZES.items(), get_args(Theme)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": size[0], "height": size[1]})
            self._picture(f"{screen}-{device}-{theme}")
        page.set_viewport_size({"width": _SMALLEST[0], "height": _SMALLEST[1]})
        self._picture(f"{screen}-smallest")
        self.cut_off += [f"{screen}: {part}" for part in page.evaluate(_CUT_OFF)]
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})

    def _picture(self, name: str) -> None:
        self._person.page.screenshot(path=self._folder / f"{name}.png", animations="disabled")
