"""How sending goes: counted, told to the log once for each outage, and to people in one word."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from gethory.kit.clock import Monotonic, monotonic
from gethory.mail.mailers import MailDoubted, MailerRefused, MailFault
from gethory.models import Id, MailState

_log = structlog.get_logger()

DOUBT_S = 300.0
"""A letter that is refused in doubtful words is heard of so long: it is tried more often."""
DOUBTS = 3
"""So many letters that are refused in such words, and none that is taken, are no coincidence."""
ALERT_S = 900.0
"""An outage this long is an error, not a warning; and again each hour."""
_AGAIN_S = 3600.0


@dataclass(slots=True)
class MailNumbers:
    """What became of mails since this process began; for `/metrics`."""

    sent: int = 0
    delayed: int = 0
    """Tries that failed and come again."""
    refused: int = 0
    """Mails given up because nobody will ever take them."""
    expired: int = 0
    """Mails given up because they came too late to be of use."""


class Outage:
    """Begins with the first failure that is not about one mail alone, ends with a success."""

    def __init__(self, ticks: Monotonic = monotonic) -> None:
        self._ticks = ticks
        self._began: float | None = None
        self._alert_at = 0.0
        self._failures = 0
        self._state: MailState | None = None
        self._doubted: dict[Id, float] = {}

    @property
    def state(self) -> MailState | None:
        """What people who wait are told."""
        return self._state or (MailState.DELAYED if self._recent_doubts() else None)

    @property
    def lasted_s(self) -> float:
        """How long it has been going on; 0 when there is none."""
        return 0.0 if self._began is None else self._ticks() - self._began

    def judged(self, fault: MailFault, letter: Id) -> MailFault:
        """The fault, or what it is: words that are said of one letter after the other mean us."""
        if not isinstance(fault, MailDoubted):
            return fault
        recent = self._recent_doubts()
        if letter not in recent:
            _log.warning("mail_doubted", mail=letter, reason=fault.reason)
        self._doubted = {**recent, letter: self._ticks()}
        return fault if len(self._doubted) < DOUBTS else MailerRefused(fault.reason)

    def _recent_doubts(self) -> dict[Id, float]:
        now = self._ticks()
        return {letter: at for letter, at in self._doubted.items() if now - at < DOUBT_S}

    def failed(self, fault: MailFault, waiting: int | None) -> None:
        """One more failure, with so many mails waiting, as far as that is known."""
        now = self._ticks()
        self._failures += 1
        if self._began is None:
            self._began, self._alert_at, self._failures = now, now + ALERT_S, 1
        if self._state is None:
            self._state = MailState.DELAYED
            _log.warning("mail_delayed", reason=fault.reason, waiting=waiting)
        if isinstance(fault, MailerRefused) and self._state is not MailState.FAILING:
            self._state = MailState.FAILING
            _log.error("mail_failing", reason=fault.reason, waiting=waiting)
        if now >= self._alert_at:
            self._alert_at = now + _AGAIN_S
            _log.error(
                "mail_outage",
                reason=fault.reason,
                lasted_s=round(now - self._began),
                failures=self._failures,
                waiting=waiting,
            )

    def over(self) -> None:
        """A mail went through."""
        self._doubted = {}
        if self._began is None:
            return
        lasted_s = round(self._ticks() - self._began)
        _log.info("mail_recovered", lasted_s=lasted_s, failures=self._failures)
        self._began, self._state = None, None
