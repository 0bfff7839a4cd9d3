"""What one socket may send: token buckets, and the patience with who ignores them."""

from __future__ import annotations

from collections import deque
from enum import Enum, auto

from gethory.kit.clock import Monotonic

PATIENCE_S = 10.0
"""How long a socket may be over its rate, and the window of its malformed events."""
PAUSE_S = 2.0
"""A spell of being over the rate ends with this long without a refusal."""
RELAYS, RELAYS_PER_S = 600, 60
OTHERS, OTHERS_PER_S = 60, 20
CANDIDATES_PER_OFFER = 256
MALFORMED_MAX = 20


class Kind(Enum):
    """Relays come in bursts of candidates, everything else at the pace of a hand."""

    RELAY = auto()
    OTHER = auto()


class Verdict(Enum):
    """What becomes of one event."""

    PASS = auto()
    REFUSE = auto()
    CUT = auto()
    """Refuse, and disconnect: this has gone on for too long. After it patience begins anew."""


_RELAY, _PASS = Kind.RELAY, Verdict.PASS  # names of the module are found faster than members


class Bucket:
    """A token bucket: `burst` at once, then `per_s`."""

    __slots__ = ("_at", "_burst", "_left", "_per_s")

    def __init__(self, burst: float, per_s: float, now: float) -> None:
        self._burst = burst
        self._per_s = per_s
        self._left = burst
        self._at = now

    def take(self, now: float) -> bool:
        """Whether there was a token to take."""
        left, burst = self._left + (now - self._at) * self._per_s, self._burst
        left = left if left < burst else burst  # `min` costs more than all the rest
        self._at = now
        if left < 1:
            self._left = left
            return False
        self._left = left - 1
        return True

    def charge(self, tokens: float) -> None:
        """Take these as well, though they were not there: they are missed later."""
        self._left -= tokens


class SocketRates:
    """The rates of one socket (contract, "Rates per socket"); `scale` multiplies them all."""

    __slots__ = (
        "_candidates",
        "_candidates_most",
        "_clock",
        "_malformed",
        "_others",
        "_over_last",
        "_over_since",
        "_relays",
        "_scale",
    )

    def __init__(self, clock: Monotonic, scale: float) -> None:
        now = clock()
        self._clock = clock
        self._scale = scale
        self._relays = Bucket(RELAYS * scale, RELAYS_PER_S * scale, now)
        self._others = Bucket(OTHERS * scale, OTHERS_PER_S * scale, now)
        self._over_since = self._over_last = now - PAUSE_S
        self._candidates_most = CANDIDATES_PER_OFFER * scale
        self._candidates: dict[str, int] | None = None
        self._malformed: deque[float] | None = None

    def take(self, kind: Kind) -> Verdict:
        """Count one event."""
        now = self._clock()
        bucket = self._relays if kind is _RELAY else self._others
        if bucket.take(now):
            return _PASS
        if now - self._over_last >= PAUSE_S:
            self._over_since = now
        self._over_last = now
        if now - self._over_since < PATIENCE_S:
            return Verdict.REFUSE
        self._over_since = now
        return Verdict.CUT

    def charge(self, events: int) -> None:
        """The event that just passed is as much work as so many more of its kind."""
        self._others.charge(events)

    def malformed(self) -> Verdict:
        """Count one refusal of malformed input."""
        now = self._clock()
        most = max(1, int(MALFORMED_MAX * self._scale))
        if self._malformed is None:
            self._malformed = deque(maxlen=most)
        self._malformed.append(now)
        if len(self._malformed) < most or now - self._malformed[0] > PATIENCE_S:
            return Verdict.REFUSE
        self._malformed = None
        return Verdict.CUT

    def take_candidate(self, peer_id: str) -> bool:
        """Whether one more candidate may go to this peer since the last offer between the two."""
        candidates = self._candidates
        if candidates is None:
            candidates = self._candidates = {}
        sent = candidates.get(peer_id, 0)
        if sent >= self._candidates_most:
            return False
        candidates[peer_id] = sent + 1
        return True

    def forget_candidates(self, peer_id: str) -> None:
        """Begin anew with this peer: an offer went between the two, or it is gone."""
        if self._candidates:
            self._candidates.pop(peer_id, None)
