"""Takes mails out of the store and has them carried, until each is sent or of no use any more.

A mail is delivered at least once: a crash between handing it over and forgetting it repeats it,
once its claim is over. Nothing is lost that the store has kept.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from gethory.kit.clock import Monotonic, Now, SetBack, monotonic, now
from gethory.mail.mailers import SEND_S, MailDelayed, Mailer, MailFault, MailRefused, hand_over
from gethory.mail.outage import MailNumbers, Outage
from gethory.models import Id, Mail, MailState
from gethory.store.base import ClaimedMail, Store, StoreUnavailable

_log = structlog.get_logger()

CLAIM = timedelta(seconds=45)
"""How long a mail is ours. Longer than a try takes, and than telling the store how it ended."""
BACK_OFF_S = (5, 30, *[120] * 7, *[600] * 6, 3600)
"""How long a mail waits after its first, second, ... failure: ten tries for a code, which is of
use for a quarter of an hour."""
SLOW_S = 5.0
"""A try that takes longer is told to people who wait."""
_AT_ONCE = 4
_LOOK_S = 30.0
"""Other nodes put mails too, and crash: look at least this often."""
_STORE_AWAY_S = 1.0
_SETTLE_TRIES = 8
_IN_A_ROW = 20
_PROBE_S = 5.0
"""After so many failures in a row there is a pause behind each: thousands of mails that wait for a
server which is away, or refuses our key, are no flood of tries."""
_STUCK_S = 120.0
"""A look at the outbox takes no longer, whatever the mail server does: a try has its time limit."""


class Postman:
    """Runs beside the requests; `wake` tells it that there is a new mail."""

    def __init__(
        self,
        store: Store,
        mailer: Mailer,
        *,
        instead: MailState | None = None,
        clock: Now = now,
        ticks: Monotonic = monotonic,
        within_s: float = SEND_S,
    ) -> None:
        """`instead` is what people are told in place of how sending goes."""
        self._store = store
        self._mailer = mailer
        self._instead = instead
        self._now = clock
        self._ticks = ticks
        self._within_s = within_s
        self._outage = Outage(ticks)
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._carried: dict[Id, float] = {}
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._looked_at: float | None = None
        self._set_back = SetBack(clock, ticks)
        self._running, self._late = False, False
        self._moved_at = 0.0
        self._failures = 0
        self._pause_until = 0.0
        self.numbers = MailNumbers()

    def wake(self) -> None:
        """There may be something to do."""
        self._idle.clear()
        self._woken.set()

    async def idle(self) -> None:
        """Wait until everything that was due has been tried."""
        await self._idle.wait()

    @property
    def state(self) -> MailState | None:
        """Why mail does not come as usual, if so."""
        slow = any(self._ticks() - began > SLOW_S for began in self._carried.values())
        return self._instead or self._outage.state or (MailState.DELAYED if slow else None)

    @property
    def outage_s(self) -> float:
        """For how long no mail has gone out that should."""
        return self._outage.lasted_s

    @property
    def works(self) -> bool:
        """Whether mails are taken out of the outbox, be it that nobody wants them."""
        return self._running and self._ticks() - self._moved_at < _STUCK_S

    async def waiting(self) -> int:
        """How many mails wait."""
        return await self._store.count_mails(self._now())

    async def run(self) -> None:
        """Deliver until cancelled."""
        self._running, self._moved_at = True, self._ticks()
        try:
            async with asyncio.TaskGroup() as tries:
                await self._deliver(tries)
        finally:
            self._running = False

    async def _deliver(self, tries: asyncio.TaskGroup) -> None:
        while True:
            self._woken.clear()
            rest_s = await self._round(tries)
            self._moved_at = self._ticks()
            if not self._carried and not self._woken.is_set():
                self._idle.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(rest_s):
                    await self._woken.wait()

    async def finish(self, within_s: float) -> None:
        """Begin nothing more, and let what is being tried come to its end, if it is quick."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                for _ in range(_AT_ONCE):
                    await self._slots.acquire()

    async def _round(self, tries: asyncio.TaskGroup) -> float:
        """Begin a try of each mail that is due; in how many seconds to look again."""
        try:
            await self._mind_the_clock()
            await self._drop_expired()
            while self._pause_s <= 0 and (claimed := await self._claimed()):
                self._moved_at = self._ticks()
                tries.create_task(self._carry(claimed))
            return self._pause_s if self._pause_s > 0 else await self._until_next()
        except StoreUnavailable:
            return _STORE_AWAY_S
        except Exception:  # a mistake of ours ends no delivery for good
            _log.exception("postman_failed")
            return _LOOK_S

    async def _mind_the_clock(self) -> None:
        """Set back by an hour, it would have mails wait for an hour."""
        self._late |= self._set_back.since_last()
        if self._late:
            await self._store.hasten_mails(self._now() + CLAIM)
            self._late = False

    @property
    def _pause_s(self) -> float:
        return self._pause_until - self._ticks()

    async def _claimed(self) -> ClaimedMail | None:
        """The next mail that is due, once there is a hand free for it."""
        await self._slots.acquire()
        claimed = None
        try:
            at = self._now()
            claimed = await self._store.claim_mail(at, at + CLAIM)
        finally:
            if claimed is None:
                self._slots.release()
        if claimed is not None:
            self._carried[claimed.mail.id] = self._ticks()
        return claimed

    async def _until_next(self) -> float:
        next_at = await self._store.next_mail_at()
        if next_at is None:
            return _LOOK_S
        wait_s = (next_at - self._now()).total_seconds()
        return min(wait_s, _LOOK_S) if wait_s > 0 else _STORE_AWAY_S

    async def _drop_expired(self) -> None:
        """Give up what came too late; what is being tried right now has its time."""
        if self._looked_at is not None and self._ticks() - self._looked_at < _LOOK_S:
            return
        while expired := await self._store.expire_mails(self._now() - CLAIM):
            self.numbers.expired += len(expired)
            for mail_id in expired:
                _log.error("mail_given_up", mail=mail_id, reason="expired")
        self._looked_at = self._ticks()

    async def _carry(self, claimed: ClaimedMail) -> None:
        try:
            await self._try(claimed)
        except StoreUnavailable:
            pass  # the claim ends by itself
        except Exception:
            _log.exception("postman_failed")
        finally:
            self._carried.pop(claimed.mail.id, None)
            self._slots.release()
            self.wake()

    async def _try(self, claimed: ClaimedMail) -> None:
        try:
            await hand_over(self._mailer, claimed.mail, self._within_s)
        except MailFault as fault:
            await self._failed(claimed, fault)
        else:
            await self._sent(claimed.mail)

    async def _sent(self, mail: Mail) -> None:
        """What the mail carries lives from now on as long as it would have from writing it."""
        self._outage.over()
        self._failures, self._pause_until = 0, 0.0
        self.numbers.sent += 1
        for _ in range(_SETTLE_TRIES):
            with suppress(StoreUnavailable):
                await self._store.settle_mail(mail, self._now() + (mail.expires_at - mail.at))
                return
            await asyncio.sleep(_STORE_AWAY_S)
        _log.warning("mail_may_repeat", mail=mail.id)

    async def _failed(self, claimed: ClaimedMail, fault: MailFault) -> None:
        fault = self._outage.judged(fault, claimed.mail.id)
        if isinstance(fault, MailRefused):
            await self._give_up(claimed, fault)
            return
        self.numbers.delayed += 1
        if isinstance(fault, MailDelayed) and fault.this_one:
            _log.info("mail_postponed", mail=claimed.mail.id, reason=fault.reason)
        else:
            self._outage.failed(fault, await self._waiting_if_known())
            self._failures += 1
            if self._failures >= _IN_A_ROW:
                self._pause_until = self._ticks() + _PROBE_S
        until = self._now() + timedelta(seconds=_back_off_s(claimed.tries, fault))
        await self._store.delay_mail(claimed.mail.id, claimed.tries, until)

    async def _waiting_if_known(self) -> int | None:
        with suppress(StoreUnavailable):
            return await self.waiting()
        return None

    async def _give_up(self, claimed: ClaimedMail, fault: MailRefused) -> None:
        self.numbers.refused += 1
        _log.error("mail_given_up", mail=claimed.mail.id, reason=fault.reason, tries=claimed.tries)
        await self._store.drop_mail(claimed.mail.id)


def _back_off_s(tries: int, fault: MailFault) -> float:
    asked_s = fault.retry_after_s if isinstance(fault, MailDelayed) else 0.0
    return max(asked_s, BACK_OFF_S[min(tries, len(BACK_OFF_S)) - 1])
