"""The story of the product: from nothing to a conversation, by the screens alone."""

from __future__ import annotations

import time

from harness.eventually import eventually
from harness.people import Company, Person
from harness.server import Server
from screens.account import AccountScreens
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

TOPIC = "Evening round"


def _arrive(person: Person) -> LobbyScreen:
    """From the first page to the lobby, by the screens."""
    account = AccountScreens(person)
    account.register()
    account.type_code()
    account.set_profile()
    lobby = LobbyScreen(person)
    lobby.at_lobby()
    return lobby


def test_two_people_find_each_other_and_talk_and_a_third_comes_in(
    company: Company, server: Server
) -> None:
    ada, bob = company.welcome("Ada Lovelace", 440), company.welcome("Bob", 1000)
    lobby_of_ada, lobby_of_bob = _arrive(ada), _arrive(bob)
    room_of_ada, room_of_bob = RoomScreen(ada), RoomScreen(bob)

    lobby_of_ada.start_room(TOPIC)
    room_of_ada.at_door(TOPIC)
    room_of_ada.join()
    lobby_of_bob.shows(TOPIC, people=1)
    lobby_of_bob.card(TOPIC).click()
    room_of_bob.at_door(TOPIC)
    room_of_bob.join()

    room_of_ada.shows_people("Bob")
    room_of_bob.shows_people("Ada Lovelace")
    room_of_ada.shows_picture_of(bob)
    room_of_bob.shows_picture_of(ada)
    room_of_ada.shows_muted("Bob")

    room_of_ada.unmute()
    room_of_bob.unmute()
    ada.ears.hear(1000, but_not=(440,))
    bob.ears.hear(440, but_not=(1000,))
    room_of_ada.shows_talking("Bob")
    room_of_bob.shows_talking("Ada Lovelace")

    eventually(lambda: _not_counted(server))

    _mute_and_unmute(room_of_ada, room_of_bob)
    _leave(room_of_bob, room_of_ada)
    _a_third_comes(company, staying=room_of_ada, returning=room_of_bob)


def _not_counted(server: Server) -> str:
    """Each end told of the connection, and how soon the other was heard."""
    counted = [
        server.number('gethory_connections_total{path="host",protocol="udp"}'),
        server.number('gethory_first_sound_seconds_count{who="newcomer"}'),
        server.number('gethory_first_sound_seconds_count{who="member"}'),
    ]
    return "" if counted == [2, 1, 1] else f"the server counts {counted}"


def _mute_and_unmute(muting: RoomScreen, other: RoomScreen) -> None:
    """Mute is silence, and is seen; unmute brings the voice back."""
    name, voice = muting.person.name, muting.person.voice_hz
    muting.mute()
    other.shows_muted(name)
    other.person.ears.hear(but_not=(voice,))
    muting.unmute()
    other.shows_talking(name)
    other.person.ears.hear(voice)


def _leave(leaving: RoomScreen, other: RoomScreen) -> None:
    """The tile of who leaves is gone within a second, and so is the voice."""
    leaving.leave()
    began = time.monotonic()
    other.shows_people(within_s=5)
    took = time.monotonic() - began
    assert took < 1, f"the tile stayed for {took:.2f} s"
    other.person.ears.hear(but_not=(leaving.person.voice_hz,))


def _a_third_comes(company: Company, staying: RoomScreen, returning: RoomScreen) -> None:
    """Who left comes back, a third comes in, and all three hear the other two."""
    cleo = company.welcome("Cleo", 1700)
    lobby = _arrive(cleo)
    lobby.shows(TOPIC, people=1)
    lobby.card(TOPIC).click()
    room_of_cleo = RoomScreen(cleo)
    room_of_cleo.join()
    returning.come_back()
    everybody = (staying, returning, room_of_cleo)
    for room in (returning, room_of_cleo):
        room.unmute()

    for room in everybody:
        others = [other.person for other in everybody if other is not room]
        room.shows_people(*(other.name for other in others))
        voices = [other.voice_hz for other in others]
        room.person.ears.hear(*voices, but_not=(room.person.voice_hz,))
        for other in others:
            room.shows_picture_of(other)
            room.shows_talking(other.name)
