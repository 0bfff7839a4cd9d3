"""What the numbers are read from, and what has to be asked for at that moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sized
from dataclasses import dataclass

from gethory.kit.lag import LoopLag
from gethory.live.numbers import LiveNumbers
from gethory.live.presence import Presence, Seat
from gethory.mail.outage import MailNumbers


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that counts, put together by `app.py`."""

    live: LiveNumbers
    presence: Presence
    sockets: Callable[[], Sized]
    mails: MailNumbers
    mails_waiting: Callable[[], Awaitable[int | None]]
    """None when the store does not answer."""
    mail_outage_s: Callable[[], float]
    ready: Callable[[], Awaitable[bool]]
    notices: Mapping[str, int]
    answers: Mapping[str, int]
    lag: LoopLag


@dataclass(frozen=True, slots=True)
class Moment:
    """What is true while somebody asks."""

    ready: bool
    mails_waiting: int | None
    rooms: int
    peers: Mapping[str, int]


async def moment_of(sources: Sources) -> Moment:
    """Ask everything that is not a count."""
    presence = sources.presence
    rooms = presence.live_room_ids()
    seats = Counter(dict.fromkeys(map(str, Seat), 0))
    seats.update(peer.seat.value for room_id in rooms for peer in presence.peers(room_id))
    return Moment(
        ready=await sources.ready(),
        mails_waiting=await sources.mails_waiting(),
        rooms=len(rooms),
        peers=seats,
    )
