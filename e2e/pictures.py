"""Takes the pictures of the README from the running product: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import get_args

from playwright.sync_api import expect, sync_playwright

from harness.accounts import move_in, start_room
from harness.people import Browsers, Company, Person, Theme
from harness.pictures import STILL
from harness.server import ROOT, Server
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

FOLDER = ROOT / "docs" / "images"

_NAMES = (
    "Dana Eden",
    "Eli Stone",
    "Hana Sol",
    "Mika Dorn",
    "Jonas Sand",
    "Vera Salt",
    "Noor Dane",
    "Omar Elm",
)
_TOPIC = "Breakfast in five languages"
_WITH_COMPANY = "Release call"
_OTHERS = (("Quiet corner", "public"), ("Only us two", "private"), ("Choir practice", "group"))


def _take(person: Person, name: str) -> None:
    """What the person sees now, in both themes."""
    page = person.page
    page.mouse.move(0, 0)
    for theme in get_args(Theme):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(STILL)
        page.screenshot(path=FOLDER / f"{name}-{theme}.png", animations="disabled")


def _gather(company: Company) -> Person:
    """Eight people: four at breakfast, two at work, one who looks on, and rooms of hers."""
    people = [company.welcome(name, 300 + 90 * at, together=True) for at, name in enumerate(_NAMES)]
    for person in people:
        move_in(person, picture=False)
    ada, dana, eli, *_ = people
    for topic, kind in _OTHERS:
        start_room(ada, topic, kind)
    breakfast, work = start_room(dana, _TOPIC), start_room(eli, _WITH_COMPANY)
    for person in people[1:5]:
        RoomScreen.walk_in(person, breakfast)
    for person in people[5:7]:
        RoomScreen.walk_in(person, work)
    RoomScreen(people[2]).unmute()
    return ada


def _photograph(company: Company) -> None:
    ada = _gather(company)
    lobby, room = LobbyScreen(ada), RoomScreen(ada)
    ada.page.goto("/")
    expect(ada.page.get_by_role("heading", name="Pull up")).to_be_visible()
    ada.page.wait_for_load_state("networkidle")
    _take(ada, "landing")
    lobby.open()
    lobby.shows(_TOPIC, people=4)
    lobby.shows(_WITH_COMPANY, people=2)
    _take(ada, "lobby")
    lobby.card(_TOPIC).click()
    room.at_door(_TOPIC)
    room.join()
    expect(room.tile("Hana Sol", "speaking")).to_be_visible()
    _take(ada, "room")


def main() -> int:
    """0 when every picture is taken."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        server = Server(folder / "data", folder / "server.log")
        browsers = Browsers(playwright, folder)
        try:
            server.start()
            _photograph(Company(browsers, server.url, folder))
        finally:
            browsers.close()
            server.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
