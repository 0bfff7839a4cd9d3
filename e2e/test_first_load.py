"""What a browser fetches before it shows a page: no page grows unseen."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Response, expect

from harness.accounts import move_in, start_room
from harness.people import Company
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

pytestmark = pytest.mark.silent

_LANDING_SCRIPT_KB = 20
_LANDING_KB = 40
"""All code and styles of the first page on the wire."""

_LOBBY_SCRIPT_KB = 230
_ROOM_SCRIPT_MORE_KB = 40


@contextmanager
def _fetching(page: Page) -> Iterator[dict[str, Response]]:
    """What the page fetches meanwhile, by address."""
    fetched: dict[str, Response] = {}

    def note(answer: Response) -> None:
        fetched.setdefault(answer.url, answer)

    page.on("response", note)
    yield fetched
    page.remove_listener("response", note)


def _script_kb(fetched: dict[str, Response]) -> float:
    """Of all scripts, each compressed with gzip."""
    scripts = [answer for url, answer in fetched.items() if url.endswith(".js")]
    return sum(len(gzip.compress(answer.body(), 9)) for answer in scripts) / 1000


def test_the_first_page_is_small_and_compressed_and_has_no_react(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    with _fetching(ada.page) as fetched:
        ada.page.goto("/")
        expect(ada.page.get_by_role("heading", name="Pull up")).to_be_visible()
        ada.page.wait_for_load_state("networkidle")

    code = [answer for url, answer in fetched.items() if url.endswith((".js", ".css"))]
    plain = [
        answer.url
        for answer in code
        if len(answer.body()) > 1024 and answer.headers.get("content-encoding") != "br"
    ]
    assert code
    assert not plain
    assert _script_kb(fetched) < _LANDING_SCRIPT_KB
    assert sum(it.request.sizes()["responseBodySize"] for it in code) < _LANDING_KB * 1000
    assert not any("react" in answer.text() for answer in code)


def test_the_lobby_and_the_room_stay_within_their_budgets(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    move_in(ada)
    room_id = start_room(ada, "Tea")
    lobby, room = LobbyScreen(ada), RoomScreen(ada)
    with _fetching(ada.page) as fetched:
        # At rest the lobby fetches what the next press needs: that counts too.
        with ada.page.expect_response(re.compile("/Dialog-")):
            lobby.open()
            lobby.shows("Tea", people=0)
        for dialog in [url for url in fetched if "/Dialog-" in url]:
            ada.page.evaluate("url => import(url).then(() => undefined)", dialog)
        of_lobby = _script_kb(fetched)
        lobby.card("Tea").click()
        room.at_door("Tea")
        room.join()
        ada.page.wait_for_load_state("networkidle")
        of_room = _script_kb(fetched)
    assert room_id in ada.page.url
    assert of_lobby < _LOBBY_SCRIPT_KB, f"the lobby has {of_lobby:.1f} kB of script"
    more = of_room - of_lobby
    assert more < _ROOM_SCRIPT_MORE_KB, f"the room has {more:.1f} kB more of script"


def test_a_page_whose_words_do_not_come_says_so_and_can_be_tried_again(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    words = re.compile(r"/first-[\w-]+\.js$")
    ada.page.route(words, lambda route: route.abort())
    ada.page.goto("/signin")
    expect(ada.page.get_by_text("Gethory did not load.")).to_be_visible()
    ada.page.unroute(words)
    ada.page.get_by_role("link", name="try again").click()
    expect(ada.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_first_page_says_what_it_is_to_those_who_do_not_run_it(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    page = ada.context.request.get("/").text()
    for part in ('name="description"', 'rel="manifest"', '<html lang="en"', "viewport", "Pull up"):
        assert part in page
