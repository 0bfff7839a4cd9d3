"""The lobby: who watches which rooms from outside, and what they hear of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from gethory.kit.clock import Monotonic
from gethory.live.crowds import Crowds, Watched, Watcher
from gethory.live.facts import encoded
from gethory.live.lines import Line
from gethory.live.schemas import RoomsChanged
from gethory.live.seats import Later
from gethory.models import Id
from gethory.rooms.schemas import RoomNow


class Question:
    """Rooms that somebody asked to watch, while it is found out which of them they may see."""

    __slots__ = ("hidden", "user_id")

    def __init__(self, user_id: Id) -> None:
        self.user_id = user_id
        self.hidden: set[Id] = set()
        """Rooms that were taken from them since they asked."""


class Lobby:
    """Remembers watchers only: who watches nothing costs nothing."""

    def __init__(
        self, now_in: Callable[[Id], RoomNow], *, later: Later, monotonic: Monotonic
    ) -> None:
        self._now_in = now_in
        self._rooms: dict[Id, Watched] = {}
        self._watchers: dict[Line, Watcher] = {}
        self._questions: set[Question] = set()
        self._crowds = Crowds(self._tell, later, monotonic)

    @contextmanager
    def question(self, user_id: Id) -> Iterator[Question]:
        """The question is on its way while the block runs."""
        question = Question(user_id)
        self._questions.add(question)
        try:
            yield question
        finally:
            self._questions.discard(question)

    def watch(self, line: Line, room_ids: Iterable[Id]) -> bytes:
        """Watch these rooms, each named once, in place of those before. Returns the ack: how
        they are now."""
        watcher = self._watchers.get(line) or Watcher(line)
        self._give(watcher, tuple(self._watched(room_id) for room_id in room_ids))
        rooms = b",".join(map(self._words, watcher.rooms))
        return b'{"ok":true,"rooms":[%b]}' % rooms

    def leave(self, line: Line) -> None:
        """The line watches nothing any more."""
        watcher = self._watchers.get(line)
        if watcher is not None:
            self._give(watcher, ())

    def hide(self, room_id: Id, user_id: Id, lines: Iterable[Line]) -> None:
        """The user, whose lines these are, may not see the room any more."""
        for question in self._questions:
            if question.user_id == user_id:
                question.hidden.add(room_id)
        room = self._rooms.get(room_id)
        for line in lines if room is not None else ():
            watcher = self._watchers.get(line)
            if watcher is not None and room in watcher.rooms:
                self._give(watcher, tuple(one for one in watcher.rooms if one is not room))
                line.outlet.emit("rooms-changed", encoded(RoomsChanged(rooms=[], gone=[room_id])))

    def changed(self, room_id: Id) -> None:
        """Other people are in the room now."""
        room = self._rooms.get(room_id)
        if room is not None:
            self._crowds.note(room)

    def _watched(self, room_id: Id) -> Watched:
        return self._rooms.get(room_id) or self._rooms.setdefault(room_id, Watched(room_id))

    def _give(self, watcher: Watcher, rooms: tuple[Watched, ...]) -> None:
        """These rooms to watch, in place of those before."""
        before, watcher.rooms = watcher.rooms, rooms
        watcher.late = tuple(room for room in watcher.late if room in rooms)
        for room in rooms:
            room.watchers += 1
        for room in before:
            room.watchers -= 1
            if room.watchers == 0:
                del self._rooms[room.id]
        if rooms and watcher.crowd is None:
            self._watchers[watcher.line] = watcher
            self._crowds.add(watcher)
        elif not rooms and watcher.crowd is not None:
            del self._watchers[watcher.line]
            self._crowds.remove(watcher)

    def _tell(self, watcher: Watcher, rooms: Iterable[Watched]) -> None:
        news = b'{"rooms":[%b],"gone":[]}' % b",".join(map(self._words, rooms))
        watcher.line.outlet.emit("rooms-changed", news)

    def _words(self, room: Watched) -> bytes:
        if room.words is None:
            room.words = encoded(self._now_in(room.id))
        return room.words
