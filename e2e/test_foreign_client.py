"""A client that others wrote, knowing only the specification's words, from another port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.accounts import PASSWORD, move_in, people_inside
from harness.eventually import eventually
from harness.outbox import code_for
from harness.people import Company, Person
from harness.pictures import data_url, heavy_photo
from harness.server import ROOT, Server
from harness.static import serving
from screens.room import RoomScreen

_SOURCE = Path(__file__).parent / "foreign"
_SOCKET_IO = ROOT / "frontend/node_modules/socket.io-client/dist/socket.io.min.js"


@dataclass(frozen=True)
class Foreigner:
    """Somebody who uses the other client."""

    person: Person
    server: Server

    def do(self, what: str, *given: Any) -> Any:
        """Call a function of the page, with what it returns."""
        call = "([what, given]) => window.foreign[what](...given)"
        return self.person.page.evaluate(call, [what, list(given)])

    def see(self, field: str) -> Any:
        """A field of the page's state."""
        return self.person.page.evaluate("field => window.foreign[field]", field)

    def arrive(self) -> None:
        """Everything up to the list of rooms, as that client does it."""
        person = self.person
        person.page.goto(f"/?server={self.server.url}")
        self.do("signUp", {"email": person.email, "password": PASSWORD})
        assert self.see("user")["verified"] is False
        self.do("verify", code_for(person.email, person.context.request, self.server.url))
        picture = data_url(heavy_photo())
        profile = {"name": person.name, "username": person.username, "avatar": picture}
        self.do("setProfile", profile)
        assert self.see("user")["profileCompleted"] is True

    def shows(self, *lines: str) -> None:
        """Wait until its list of people reads like this, in any order."""
        shown = self.person.page.get_by_role("list", name="People").get_by_role("listitem")

        def missing() -> str:
            read = sorted(shown.all_inner_texts())
            return "" if read == sorted(lines) else f"{self.person.name} reads {read}"

        eventually(missing)

    def unmute(self) -> None:
        """Ask to be heard, and wait for the server to say so."""
        self.do("setMuted", False)
        eventually(lambda: f"{self.person.name} heard no echo" if self.see("muted") else "")


@pytest.fixture
def foreigner(server: Server, company: Company) -> Iterator[Callable[[str, int], Foreigner]]:
    """Brings people who use the other client, at the list of rooms."""
    with serving(_SOURCE, **{"socket.io": _SOCKET_IO}) as origin:

        def bring(name: str, voice_hz: int) -> Foreigner:
            person = company.welcome(name, voice_hz, base_url=origin)
            foreigner = Foreigner(person, server)
            foreigner.arrive()
            return foreigner

        yield bring


def test_two_copies_of_it_hear_each_other(foreigner: Callable[[str, int], Foreigner]) -> None:
    fay, gil = foreigner("Fay", 440), foreigner("Gil", 1000)
    room = fay.do("createRoom", "From elsewhere", "public")
    assert {"id": room, "topic": "From elsewhere", "author": "Fay"} in gil.do("listRooms")

    fay.do("join", room)
    gil.do("join", room)
    fay.shows("Gil, muted")
    gil.shows("Fay, muted")
    fay.unmute()
    gil.unmute()

    fay.person.ears.hear(1000, but_not=(440,))
    gil.person.ears.hear(440, but_not=(1000,))
    fay.shows("Gil, talking")
    assert fay.person.ears.sources() == 1, "joining twice made a second sound"

    gil.do("leave")
    fay.shows()
    assert gil.do("refresh") is not None


def test_it_goes_from_room_to_room_on_one_socket(
    foreigner: Callable[[str, int], Foreigner],
) -> None:
    fay, gil = foreigner("Fay", 440), foreigner("Gil", 1000)
    first = fay.do("createRoom", "First", "public")
    second = fay.do("createRoom", "Second", "public")
    for room in (first, second):
        fay.do("join", room)
        gil.do("join", room)
        fay.shows("Gil, muted")
        fay.unmute()
        gil.person.ears.hear(440)
        gil.do("leave")
        fay.do("leave")
        gil.shows()


def test_it_and_our_client_hear_each_other_both_ways(
    foreigner: Callable[[str, int], Foreigner], company: Company
) -> None:
    fay = foreigner("Fay", 440)
    room = fay.do("createRoom", "Mixed", "public")
    fay.do("join", room)
    ana = company.welcome("Ana", 1700)
    move_in(ana)
    ours = RoomScreen.walk_in(ana, room)
    gil = foreigner("Gil", 1000)
    gil.do("join", room)

    ours.shows_people("Fay", "Gil")
    fay.shows("Ana, muted", "Gil, muted")
    gil.shows("Ana, muted", "Fay, muted")
    ours.unmute()
    fay.unmute()
    gil.unmute()
    ana.ears.hear(440, 1000, but_not=(1700,))
    fay.person.ears.hear(1000, 1700, but_not=(440,))
    gil.person.ears.hear(440, 1700, but_not=(1000,))

    fay.do("setMuted", True)
    ours.shows_muted("Fay")
    ours.mute()
    gil.shows("Ana, muted", "Fay, muted")
    gil.person.ears.hear(but_not=(440, 1700))
    fay.do("leave")
    ours.shows_people("Gil")
    assert people_inside(ana, room) == 2
