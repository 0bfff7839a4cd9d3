"""The postman on a real store: what becomes of mails when carrying them fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from auth.desk import Clock
from gethory.kit.ids import hashed, new_id
from gethory.kit.tasks import Tasks
from gethory.mail.mailers import (
    MailDelayed,
    MailDoubted,
    MailerRefused,
    MailFault,
    MailRefused,
)
from gethory.mail.outage import DOUBT_S
from gethory.mail.postman import BACK_OFF_S, CLAIM, SLOW_S, Postman
from gethory.models import Code, Mail, MailState, User
from gethory.store.base import StoreUnavailable
from gethory.store.sqlite import SqliteStore
from mail.letters import a_code, a_letter

pytestmark = pytest.mark.anyio

DOWN = MailDelayed("connection_failed")
GONE = timedelta(minutes=15)


class Carrier:
    """Fails as told, carries otherwise."""

    def __init__(self) -> None:
        self.fails: list[Exception] = []
        self.sent: list[Mail] = []
        self.tries = 0
        self.begun = asyncio.Event()
        self.hold: asyncio.Event | None = None

    async def send(self, mail: Mail) -> None:
        self.tries += 1
        self.begun.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(mail)

    async def close(self) -> None:
        """Nothing is held open."""


class Failing(SqliteStore):
    """Does not answer as often as told."""

    away = 0

    async def settle_mail(self, mail: Mail, code_until: object) -> None:
        if self.away:
            self.away -= 1
            raise StoreUnavailable("deadline")
        await super().settle_mail(mail, code_until)  # type: ignore[arg-type] # a datetime


@dataclass
class Office:
    """A postman at work, and the store and carrier it works with."""

    store: Failing
    carrier: Carrier = field(default_factory=Carrier)
    clock: Clock = field(default_factory=Clock)
    within_s: float = 15.0

    def __post_init__(self) -> None:
        self.postman = self.another()

    def another(self, carrier: Carrier | None = None) -> Postman:
        return Postman(
            self.store,
            carrier or self.carrier,
            clock=self.clock,
            ticks=self.clock.ticks,
            within_s=self.within_s,
        )

    async def put(self, to: str = "ada@example.org") -> tuple[Mail, Code]:
        """A new letter with a new code, of an account of its own."""
        user = _user(to, self.clock)
        await self.store.add_user(user)
        code = a_code(user.id, self.clock())
        mail = a_letter(to, code)
        await self.store.put_code(code, mail)
        return mail, code

    async def work(self) -> None:
        """Until all that is due was tried."""
        self.postman.wake()
        await self.postman.idle()

    async def later(self, **amount: float) -> None:
        self.clock.on(**amount)
        await self.work()

    async def waits_s(self) -> float | None:
        """In how many seconds the next mail is due."""
        due = await self.store.next_mail_at()
        return None if due is None else (due - self.clock()).total_seconds()


def _user(email: str, clock: Clock) -> User:
    return User(new_id(), email, "hash", clock(), clock())


@asynccontextmanager
async def _at_work(postman: Postman) -> AsyncIterator[None]:
    tasks = Tasks()
    tasks.start(postman.run(), "mail")
    try:
        yield
    finally:
        await tasks.stop()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Failing]:
    store = Failing(tmp_path / "gethory.db", timeout_s=20)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def office(store: Failing) -> AsyncIterator[Office]:
    office = Office(store)
    async with _at_work(office.postman):
        await office.postman.idle()
        yield office


async def _failed(office: Office, *faults: MailFault) -> list[EventDict]:
    """What the log says of a mail that is tried once for each of these."""
    office.carrier.fails += faults
    with capture_logs() as logs:
        await office.work()
        for _ in faults[1:]:
            await office.later(seconds=await office.waits_s() or 0)
    return logs


async def test_a_mail_is_carried_once_and_forgotten(office: Office) -> None:
    mail, _ = await office.put()
    await office.work()
    assert office.carrier.sent == [mail]
    assert await office.waits_s() is None
    await office.later(hours=1)
    assert office.carrier.sent == [mail]
    assert office.postman.numbers.sent == 1


async def test_what_waited_before_the_start_is_carried_at_the_start(store: Failing) -> None:
    office = Office(store)
    mail, _ = await office.put()
    async with _at_work(office.postman):
        await office.postman.idle()
    assert office.carrier.sent == [mail]


async def test_a_code_counts_from_sending(office: Office) -> None:
    _, code = await office.put()
    await _failed(office, DOWN, DOWN, DOWN)
    await office.later(minutes=10)
    found = await office.store.code_by_token(code.token_hash)
    assert found is not None
    assert found.expires_at == office.clock() + GONE


async def test_failures_are_tried_again_later_and_later(office: Office) -> None:
    mail, _ = await office.put()
    waits = []
    for _ in range(8):
        await _failed(office, DOWN)
        waits.append(await office.waits_s())
        office.clock.on(seconds=waits[-1] or 0)
    assert waits == list(BACK_OFF_S[:8])
    await office.work()
    assert office.carrier.sent == [mail]
    assert office.postman.numbers.delayed == 8


async def test_a_later_time_that_the_provider_asked_for_is_kept(office: Office) -> None:
    await office.put()
    await _failed(office, MailDelayed("http_429", retry_after_s=77))
    assert await office.waits_s() == 77


@pytest.mark.parametrize("fault", [DOWN, MailerRefused("http_401")])
async def test_a_mail_that_is_of_no_use_any_more_is_given_up_aloud(
    office: Office, fault: MailFault
) -> None:
    mail, code = await office.put()
    office.carrier.fails += [fault] * 100
    with capture_logs() as logs:
        for _ in range(40):
            await office.later(seconds=30)
    assert office.carrier.sent == []
    assert await office.waits_s() is None
    assert 5 < office.carrier.tries < 15
    assert [entry for entry in logs if entry["event"] == "mail_given_up"] == [
        {"event": "mail_given_up", "mail": mail.id, "reason": "expired", "log_level": "error"}
    ]
    assert office.postman.numbers.expired == 1
    found = await office.store.code_by_token(code.token_hash)
    assert found is not None
    assert found.expires_at == code.expires_at


async def test_a_mail_that_nobody_takes_is_given_up_at_once(office: Office) -> None:
    mail, _ = await office.put()
    office.clock.on(seconds=1)
    other, _ = await office.put("ben@example.org")
    logs = await _failed(office, MailRefused("smtp_550"))
    assert [entry for entry in logs if entry["log_level"] != "info"] == [
        {
            "event": "mail_given_up",
            "mail": mail.id,
            "reason": "smtp_550",
            "tries": 1,
            "log_level": "error",
        }
    ]
    assert office.carrier.sent == [other]
    assert await office.waits_s() is None
    assert office.postman.state is None
    assert office.postman.numbers.refused == 1


async def test_an_outage_is_one_line_with_counts_and_its_end_another(office: Office) -> None:
    for number in range(3):
        await office.put(f"person{number}@example.org")
    assert office.postman.state is None
    office.carrier.fails += [DOWN] * 6
    with capture_logs() as logs:
        await office.work()
        await office.later(seconds=5)
    assert logs == [
        {
            "event": "mail_delayed",
            "reason": "connection_failed",
            "waiting": 3,
            "log_level": "warning",
        }
    ]
    assert office.postman.state is MailState.DELAYED
    with capture_logs() as logs:
        await office.later(minutes=2)
    assert [entry["event"] for entry in logs] == ["mail_recovered"]
    assert logs[0]["failures"] == 6
    assert office.postman.state is None
    assert len(office.carrier.sent) == 3


async def test_many_that_wait_for_a_dead_mail_server_are_no_flood_of_tries(office: Office) -> None:
    office.carrier.fails += [DOWN] * 1000
    for number in range(60):
        await office.put(f"person{number}@example.org")
    await office.work()
    assert 20 <= office.carrier.tries <= 25
    before = office.carrier.tries
    await office.later(seconds=4)
    assert office.carrier.tries == before
    await office.later(seconds=2)
    assert 1 <= office.carrier.tries - before <= 6
    office.carrier.fails.clear()
    await office.later(minutes=3)
    assert len(office.carrier.sent) == 60


async def test_a_quarter_of_an_hour_is_an_error_and_then_each_hour(office: Office) -> None:
    office.carrier.fails += [DOWN] * 1000
    with capture_logs() as logs:
        for number in range(25):
            await office.put(f"person{number}@example.org")
            await office.later(minutes=5)
    alerts = [entry for entry in logs if entry["event"] == "mail_outage"]
    assert [entry["lasted_s"] // 60 for entry in alerts] == [15, 75]
    assert [entry["log_level"] for entry in alerts] == ["error", "error"]
    assert alerts[0]["waiting"] > 0


async def test_a_refused_key_is_an_error_that_people_hear_of_too(office: Office) -> None:
    mail, _ = await office.put()
    logs = await _failed(office, DOWN, MailerRefused("http_401"), DOWN)
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("mail_delayed", "warning"),
        ("mail_failing", "error"),
    ]
    assert office.postman.state is MailState.FAILING
    await office.later(minutes=2)
    assert office.carrier.sent == [mail]
    assert office.postman.state is None


async def test_a_mailbox_that_is_not_ready_is_no_outage(office: Office) -> None:
    await office.put()
    logs = await _failed(office, MailDelayed("smtp_450", this_one=True))
    assert [entry["event"] for entry in logs] == ["mail_postponed"]
    assert office.postman.state is None
    assert await office.waits_s() == 5


async def test_doubtful_words_about_one_letter_are_told_for_a_while_and_it_is_tried_again(
    office: Office,
) -> None:
    mail, _ = await office.put()
    logs = await _failed(office, MailDoubted("smtp_550"), MailDoubted("smtp_550"))
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("mail_doubted", "warning"),
        ("mail_postponed", "info"),
        ("mail_postponed", "info"),
    ]
    assert office.postman.state is MailState.DELAYED
    assert office.postman.outage_s == 0
    office.clock.on(seconds=DOUBT_S)
    assert office.postman.state is None
    await office.later(seconds=30)
    assert office.carrier.sent == [mail]
    assert office.postman.state is None


async def test_doubtful_words_about_one_letter_after_the_other_are_about_us(
    office: Office,
) -> None:
    for number in range(3):
        await office.put(f"person{number}@example.org")
    office.carrier.fails += [MailDoubted("smtp_550")] * 3
    with capture_logs() as logs:
        await office.work()
    failing = [entry for entry in logs if entry["event"] == "mail_failing"]
    assert [entry["reason"] for entry in failing] == ["smtp_550"]
    assert office.postman.state is MailState.FAILING
    assert office.postman.numbers.refused == 0
    await office.later(seconds=5)
    assert len(office.carrier.sent) == 3
    assert office.postman.state is None


async def test_a_clock_that_is_set_back_delays_no_mail(office: Office) -> None:
    mail, _ = await office.put()
    await _failed(office, DOWN)
    office.clock.back(hours=6)
    await office.work()
    assert await office.waits_s() == CLAIM.total_seconds()
    await office.later(seconds=CLAIM.total_seconds())
    assert office.carrier.sent == [mail]


async def test_a_mail_that_is_being_carried_while_the_clock_is_set_back_goes_once(
    office: Office,
) -> None:
    office.carrier.hold = asyncio.Event()
    mail, _ = await office.put()
    office.postman.wake()
    await office.carrier.begun.wait()
    office.clock.back(hours=6)
    await office.put("bob@example.org")
    office.carrier.hold.set()
    await office.work()
    assert [sent.to for sent in office.carrier.sent].count(mail.to) == 1


async def test_any_other_mistake_is_for_later_and_shows_nothing(office: Office) -> None:
    await office.put()
    office.carrier.fails.append(KeyError("ada@example.org"))
    with capture_logs() as logs:
        await office.work()
    assert "ada" not in str(logs)
    assert logs[0]["reason"] == "unexpected_KeyError"
    assert await office.waits_s() == 5


async def test_a_mistake_of_ours_ends_no_delivery(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_mail_id: str, _tries: int, _until: object) -> None:
        raise ValueError

    mail, _ = await office.put()
    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(office.store, "delay_mail", broken)
        office.carrier.fails.append(DOWN)
        await office.work()
    assert [entry["event"] for entry in logs] == ["mail_delayed", "postman_failed"]
    await office.later(seconds=CLAIM.total_seconds())
    assert office.carrier.sent == [mail]


async def test_people_hear_that_a_try_takes_long(office: Office) -> None:
    office.carrier.hold = asyncio.Event()
    await office.put()
    office.postman.wake()
    await office.carrier.begun.wait()
    assert office.postman.state is None
    office.clock.on(seconds=SLOW_S + 1)
    assert office.postman.state is MailState.DELAYED
    office.carrier.hold.set()
    await office.postman.idle()
    assert office.postman.state is None


async def test_one_that_hangs_does_not_hold_up_the_others(store: Failing) -> None:
    office = Office(store, within_s=0.2)
    office.carrier.hold = asyncio.Event()
    for number in range(6):
        await office.put(f"person{number}@example.org")
    async with _at_work(office.postman):
        await office.work()
        assert office.carrier.tries == 6
        office.carrier.hold.set()
        await office.later(seconds=5)
    assert len(office.carrier.sent) == 6


async def test_a_crash_while_sending_loses_nothing_and_repeats_once_the_claim_is_over(
    store: Failing,
) -> None:
    office = Office(store)
    mail, _ = await office.put()
    stuck = Carrier()
    stuck.hold = asyncio.Event()
    async with _at_work(office.another(stuck)):
        await stuck.begun.wait()
    async with _at_work(office.postman):
        await office.work()
        assert office.carrier.sent == []
        await office.later(seconds=CLAIM.total_seconds())
    assert office.carrier.sent == [mail]
    assert await office.waits_s() is None


async def test_at_the_end_what_was_begun_is_finished_and_nothing_begins(office: Office) -> None:
    office.carrier.hold = asyncio.Event()
    begun, _ = await office.put()
    office.postman.wake()
    await office.carrier.begun.wait()
    finish = asyncio.create_task(office.postman.finish(5))
    await asyncio.sleep(0)
    office.carrier.hold.set()
    await finish
    later, _ = await office.put("ben@example.org")
    office.postman.wake()
    assert office.carrier.sent == [begun]
    assert await office.store.waiting_mails(office.clock()) == (later,)


async def test_the_end_does_not_wait_for_what_hangs(office: Office) -> None:
    office.carrier.hold = asyncio.Event()
    await office.put()
    office.postman.wake()
    await office.carrier.begun.wait()
    await office.postman.finish(0.01)
    assert office.carrier.sent == []


async def test_two_postmen_on_one_store_carry_each_mail_once(store: Failing) -> None:
    office = Office(store)
    mails = [(await office.put(f"person{number}@example.org"))[0] for number in range(20)]
    other = office.another()
    async with _at_work(office.postman), _at_work(other):
        await office.work()
        await other.idle()
        await office.work()
    assert sorted(mail.id for mail in office.carrier.sent) == sorted(mail.id for mail in mails)


async def test_a_sent_mail_is_forgotten_when_the_store_answers_again(office: Office) -> None:
    office.store.away = 1
    mail, _ = await office.put()
    await office.work()
    assert office.carrier.sent == [mail]
    assert await office.waits_s() is None


async def test_a_new_code_takes_the_place_of_the_letter_that_still_waits(office: Office) -> None:
    _, code = await office.put()
    await _failed(office, DOWN)
    newer = a_code(code.user_id, office.clock())
    letter = a_letter("ada@example.org", newer)
    await office.store.put_code(newer, letter)
    await office.later(minutes=3)
    assert office.carrier.sent == [letter]


async def test_nothing_of_a_letter_is_in_the_log(office: Office) -> None:
    mail, code = await office.put()
    logs = await _failed(office, DOWN, MailerRefused("http_403"), MailRefused("http_400"))
    told = str(logs)
    for secret in (mail.to, mail.code, mail.link, mail.subject, code.code_hash, hashed("012345")):
        assert str(secret) not in told


async def test_what_is_told_instead_outranks_how_sending_goes(store: Failing) -> None:
    postman = Postman(store, Carrier(), instead=MailState.CONSOLE)
    assert postman.state is MailState.CONSOLE


# whether it works at all -----------------------------------------------------------------


async def test_it_works_also_while_nobody_takes_mails(office: Office) -> None:
    office.carrier.fails = [DOWN] * 3
    await office.put()
    await office.work()
    assert office.postman.works
    assert office.postman.outage_s == 0
    await office.later(seconds=60)
    assert office.postman.works
    assert office.postman.outage_s == 60
    await office.later(seconds=300)
    await office.later(seconds=300)
    assert office.carrier.sent
    assert office.postman.outage_s == 0


async def test_who_stands_still_or_has_gone_does_not_work(store: Failing) -> None:
    office = Office(store)
    assert not office.postman.works
    async with _at_work(office.postman):
        await office.work()
        assert office.postman.works
        office.clock.on(minutes=3)
        assert not office.postman.works
        await office.work()
        assert office.postman.works
    assert not office.postman.works
