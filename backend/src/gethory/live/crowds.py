"""Whose turn it is to hear of rooms: at most once a second each, and never too many at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from gethory.kit.clock import Monotonic
from gethory.live.lines import Line
from gethory.live.seats import Later, Timer
from gethory.models import Id

PERIOD_S = 1.0
"""Nobody hears more often."""
GATHER_S = 0.1
"""After a quiet time: what happens together is told together."""
CROWD_MAX = 50
PACE_S = 0.01
"""Between two crowds. With more than a hundred of them everybody hears less often: whoever
watches, no more than 5000 updates leave in a second, and the packets of calls go between them."""
UPDATE_MAX = 32
"""Rooms in one update; more wait for the next one, the longest first."""


class Watched:
    """A room that somebody watches."""

    __slots__ = ("id", "watchers", "words")

    def __init__(self, room_id: Id) -> None:
        self.id = room_id
        self.watchers = 0
        self.words: bytes | None = None
        """What is said of it now, encoded for everybody; None when it has to be asked for."""


class Watcher:
    """Somebody who watches rooms."""

    __slots__ = ("crowd", "late", "line", "rooms")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.rooms: tuple[Watched, ...] = ()
        self.late: tuple[Watched, ...] = ()
        """Changed rooms that did not go into the last update."""
        self.crowd: Crowd | None = None

    def news(self, changed: set[Watched]) -> tuple[Watched, ...]:
        """The rooms for one update; what is too much for it is late."""
        news = tuple(changed.intersection(self.rooms))
        if self.late or len(news) > UPDATE_MAX:
            waiting = tuple(dict.fromkeys((*self.late, *news)))
            news, self.late = waiting[:UPDATE_MAX], waiting[UPDATE_MAX:]
        return news


class Crowd:
    """Those who have their turn together."""

    __slots__ = ("changed", "free_at", "late", "watchers")

    def __init__(self) -> None:
        self.watchers: set[Watcher] = set()
        self.changed: set[Watched] = set()
        """Rooms that nobody in it has heard of yet."""
        self.late = False
        """Whether something is late for anybody in it."""
        self.free_at = 0.0
        """When its next turn may be."""

    @property
    def waits(self) -> bool:
        """Whether there may be something to tell."""
        return self.late or bool(self.changed)


class Crowds:
    """Gives the crowds their turns. There is one timer for all, and none while nothing changes."""

    def __init__(
        self,
        tell: Callable[[Watcher, Iterable[Watched]], None],
        later: Later,
        monotonic: Monotonic,
    ) -> None:
        self._tell = tell
        self._later = later
        self._monotonic = monotonic
        self._crowds: deque[Crowd] = deque()
        """Whose turn was longest ago first."""
        self._changed: set[Watched] = set()
        self._timer: Timer | None = None

    def add(self, watcher: Watcher) -> None:
        """Give the watcher a place in a crowd."""
        crowd = next((one for one in self._crowds if len(one.watchers) < CROWD_MAX), None)
        if crowd is None:
            crowd = Crowd()
            self._crowds.appendleft(crowd)
        crowd.watchers.add(watcher)
        watcher.crowd = crowd

    def remove(self, watcher: Watcher) -> None:
        """The watcher hears nothing more."""
        crowd, watcher.crowd = watcher.crowd, None
        if crowd is not None:
            crowd.watchers.remove(watcher)
            if not crowd.watchers:
                self._crowds.remove(crowd)

    def note(self, room: Watched) -> None:
        """The room has changed: everybody who watches it hears of it when it is their turn."""
        room.words = None
        self._changed.add(room)
        if self._timer is None:
            self._timer = self._later(GATHER_S, self._turn)

    def _turn(self) -> None:
        self._timer = None
        for each in self._crowds:
            each.changed |= self._changed
        self._changed.clear()
        now = self._monotonic()
        crowd = self._next()
        if crowd is not None and crowd.free_at <= now:
            self._crowds.remove(crowd)
            self._crowds.append(crowd)
            crowd.free_at = now + PERIOD_S
            self._tell_all(crowd)
            crowd = self._next()
        if crowd is not None:
            self._timer = self._later(max(PACE_S, crowd.free_at - now), self._turn)

    def _next(self) -> Crowd | None:
        return next((crowd for crowd in self._crowds if crowd.waits), None)

    def _tell_all(self, crowd: Crowd) -> None:
        changed, crowd.changed, crowd.late = crowd.changed, set(), False
        for watcher in crowd.watchers:
            news = watcher.news(changed)
            if news:
                self._tell(watcher, news)
            if watcher.late:
                crowd.late = True
