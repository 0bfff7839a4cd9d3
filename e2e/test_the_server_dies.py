"""The server is killed and comes back while people talk, and nobody hears it."""

from __future__ import annotations

from pathlib import Path

from harness.accounts import move_in, people_inside, start_room
from harness.eventually import eventually
from harness.people import Company, Person
from harness.server import Server
from screens.room import RoomScreen

_EPOCH_S = 30
"""So long a restarted server's roster may lack people who are there, so nobody is dropped."""

_GAP_MS = 400
"""A busy machine makes gaps of a syllable by itself; a connection made again is seen elsewhere."""


def _talk(person: Person, room_id: str) -> RoomScreen:
    room = RoomScreen.walk_in(person, room_id)
    room.unmute()
    return room


def test_nobody_hears_the_server_die_and_come_back(
    company: Company, server: Server, artefacts: Path
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    move_in(ada)
    move_in(bob)
    room_id = start_room(ada, "While it rains")
    room_of_ada, room_of_bob = _talk(ada, room_id), _talk(bob, room_id)
    ada.ears.hear(1000)
    bob.ears.hear(440)

    ada.ears.start_recording(1000)
    bob.ears.start_recording(440)
    server.kill()
    _all_notice(room_of_ada, room_of_bob)
    server.start()
    _all_agree(room_id, room_of_ada, room_of_bob)

    _heard_without_a_gap(ada, 1000, artefacts)
    _heard_without_a_gap(bob, 440, artefacts)
    _still_mute(room_of_ada, room_of_bob)


def test_who_left_while_it_was_down_is_gone_from_every_roster(
    company: Company, server: Server
) -> None:
    ada, bob = company.welcome("Ada", 440), company.welcome("Bob", 1000)
    cleo = company.welcome("Cleo", 1700)
    for person in company.people:
        move_in(person)
    room_id = start_room(ada, "While it rains")
    room_of_ada, room_of_bob = _talk(ada, room_id), _talk(bob, room_id)
    _talk(cleo, room_id)
    ada.ears.hear(1000, 1700)

    server.kill()
    cleo.page.close()
    _all_notice(room_of_ada, room_of_bob)
    server.start()

    _all_agree(room_id, room_of_ada, room_of_bob, within_s=_EPOCH_S + 15)
    ada.ears.hear(1000, but_not=(1700,))


def _heard_without_a_gap(person: Person, voice: int, artefacts: Path) -> None:
    heard = person.ears.stop_recording()
    (artefacts / f"{person.username}.heard.txt").write_text(f"{heard}\n", encoding="utf-8")
    assert heard.blind_s < 0.2 * heard.listened_s, f"{person.name}'s page was too busy: {heard}"
    assert heard.gap_ms[voice] < _GAP_MS, f"{person.name} heard a gap: {heard}"
    assert heard.streams == 1, f"{person.name}'s connection was made again: {heard}"


def _all_notice(*rooms: RoomScreen) -> None:
    """The outage is long enough to be seen on the screens."""
    for room in rooms:
        room.shows_reconnecting()


def _all_agree(room_id: str, *rooms: RoomScreen, within_s: float = 20.0) -> None:
    """Every client's roster and the server's are the same again."""
    names = [room.person.name for room in rooms]
    for room in rooms:
        room.shows_connected()
        room.shows_people(*(name for name in names if name != room.person.name), within_s=within_s)

    def missing() -> str:
        inside = people_inside(rooms[0].person, room_id)
        return "" if inside == len(rooms) else f"the server counts {inside} of {len(rooms)}"

    eventually(missing)


def _still_mute(muting: RoomScreen, other: RoomScreen) -> None:
    """The room works on: mute is seen and heard, unmute too."""
    muting.mute()
    other.shows_muted(muting.person.name)
    other.person.ears.hear(but_not=(muting.person.voice_hz,))
    muting.unmute()
    other.person.ears.hear(muting.person.voice_hz)
