"""Pictures of the screens for people to look at: both themes, desktop and phone."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

from harness.people import DESKTOP, PHONE, Person, Theme

_SIZES = {"desktop": DESKTOP, "phone": PHONE}
_SMALLEST = (320, 568)

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Album:
    """Takes pictures of one person's page and puts it back as it was."""

    def __init__(self, person: Person, folder: Path) -> None:
        self._person = person
        self._folder = folder

    def take(self, screen: str) -> None:
        """Four pictures of what is shown now, which must also fit the smallest phone."""
        page = self._person.page
        for (device, size), theme in product(_SIZES.items(), get_args(Theme)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.screenshot(path=self._folder / f"{screen}-{device}-{theme}.png")
        page.set_viewport_size({"width": _SMALLEST[0], "height": _SMALLEST[1]})
        page.screenshot(path=self._folder / f"{screen}-smallest.png")
        wide = page.evaluate(_OVERFLOW)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        assert wide <= 0, f"{screen} is {wide} px too wide for {_SMALLEST[0]} px"
