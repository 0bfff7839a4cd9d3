"""Eight people talk while the server restarts and while it is killed; one is lost on the way.

A page costs a tenth of a core and each of its connections a fortieth: eight pages that talk need
more than two cores. On a smaller machine five people play the same story.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from harness.accounts import move_in, people_inside, start_room
from harness.eventually import eventually
from harness.people import Company, Person
from harness.server import Server
from screens.room import RoomScreen

_EPOCH_S = 30
"""So long a restarted server's roster may lack people who are there, so nobody is dropped."""
_GAP_MS = 1_000
"""So many pages keep a small machine busy, and that is heard. A connection that is made again is
seen elsewhere: it is counted."""
_NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eva", "Fay", "Gus", "Hal")
_PEOPLE = 8 if (os.cpu_count() or 1) >= 4 else 5
_VOICES = {name: 400 + 300 * number for number, name in enumerate(_NAMES[:_PEOPLE])}


@pytest.mark.timeout(240)
def test_eight_people_talk_through_a_restart_and_a_crash(
    company: Company, server: Server, artefacts: Path
) -> None:
    for name, voice in _VOICES.items():
        move_in(company.welcome(name, voice, size=(500, 700), together=True))
    room_id = start_room(company.people[0], "Round table")
    rooms = [RoomScreen.walk_in(person, room_id) for person in company.people]
    for room in rooms:
        room.unmute()
    _each_hears_all_others(company.people)

    _listen(company.people)
    began = time.monotonic()
    assert server.stop(signal.SIGTERM) == 0
    assert time.monotonic() - began < 5
    server.start()
    _all_agree(room_id, rooms)
    _nothing_happened(company.people, artefacts / "restart.txt")

    lost = company.people[-1]
    stay = company.people[:-1]
    _listen(stay)
    server.kill()
    lost.page.close()
    server.start()
    for room in rooms[:-1]:
        room.shows_connected()
    _nothing_happened(stay, artefacts / "crash.txt")
    _all_agree(room_id, rooms[:-1], within_s=_EPOCH_S + 15)
    _each_hears_all_others(stay)


def _each_hears_all_others(people: list[Person]) -> None:
    for person in people:
        person.ears.hear(*_voices_but(person, people), within_s=40)


def _listen(people: list[Person]) -> None:
    for person in people:
        person.page.evaluate("window.__connections = 0")
        person.ears.start_recording(*_voices_but(person, people))


def _nothing_happened(people: list[Person], notes: Path) -> None:
    """Nobody made a connection again, and nobody was silent for anybody."""
    for person in people:
        recording = person.ears.stop_recording()
        made = person.page.evaluate("window.__connections")
        with notes.open("a", encoding="utf-8") as log:
            log.write(f"{person.name}: {made} connections, {recording}\n")
        assert made == 0, f"{person.name} made {made} connections"
        assert max(recording.gap_ms.values()) < _GAP_MS, f"{person.name} heard a gap: {recording}"


def _voices_but(person: Person, people: list[Person]) -> list[int]:
    return [other.voice_hz for other in people if other is not person]


def _all_agree(room_id: str, rooms: list[RoomScreen], within_s: float = 20.0) -> None:
    """Every client's roster and the server's are the same again."""
    names = [room.person.name for room in rooms]
    for room in rooms:
        room.shows_connected()
        room.shows_people(*(name for name in names if name != room.person.name), within_s=within_s)

    def missing() -> str:
        inside = people_inside(rooms[0].person, room_id)
        return "" if inside == len(rooms) else f"the server counts {inside} of {len(rooms)}"

    eventually(missing)
