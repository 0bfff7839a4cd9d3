"""Signing in: who is let in, what is counted, and what it costs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import bcrypt
import pytest

from auth.desk import ADA, PASSWORD, STRANGER, VISITOR, Desk
from gethory.auth.passwords import Passwords
from gethory.auth.registration import Proof
from gethory.auth.signing_in import StillUnverified, Visitor
from gethory.errors import CredentialsInvalid, EmailUnverified, RateLimited
from gethory.kit.ids import new_id
from gethory.models import SessionKind, User

pytestmark = pytest.mark.anyio

LONG = "é" * 60


async def fail(desk: Desk, email: str = ADA, visitor: Visitor = STRANGER) -> None:
    with pytest.raises(CredentialsInvalid):
        await desk.login(email, "a wrong password", visitor)


def from_address(number: int) -> Visitor:
    return Visitor(f"198.51.100.{number}")


async def test_each_sign_in_is_a_session_of_its_own(desk: Desk) -> None:
    await desk.sign_up()
    first, second = await desk.login(), await desk.login(email=ADA.upper())
    assert first.caller.session.id != second.caller.session.id
    assert first.caller.session.kind is SessionKind.FULL
    assert first.caller.session.user_agent == "a browser"


async def test_the_right_password_of_an_unverified_address_opens_the_code_page(
    desk: Desk,
) -> None:
    registered = await desk.register()
    mails = len(desk.mails)
    desk.clock.on(days=1)
    with pytest.raises(StillUnverified) as refusal:
        await desk.login()
    pending = refusal.value.signed_in
    assert len(desk.mails) == mails
    assert pending.refresh is None
    assert (await desk.auth.caller(pending.access)).user.id == registered.user.id
    with pytest.raises(EmailUnverified):
        await desk.auth.full_caller(pending.access)
    await desk.auth.resend(ADA, pending.access)
    assert (await desk.auth.verify(Proof(desk.code), pending.access, VISITOR)).user.verified


async def test_however_many_registrations_there_are_each_password_finds_its_own(
    desk: Desk,
) -> None:
    mine = await desk.register()
    for number in range(8):
        await desk.register(password=f"planted {number}")
    with pytest.raises(StillUnverified) as refusal:
        await desk.login()
    assert refusal.value.signed_in.user.id == mine.user.id


async def test_an_account_of_the_earlier_server_signs_in_and_gets_a_better_hash(
    desk: Desk,
) -> None:
    at = desk.clock()
    kept = bcrypt.hashpw(LONG.encode()[:72], bcrypt.gensalt(4)).decode()
    await desk.store.add_user(User(new_id(), ADA, kept, at, at, verified=True))
    await desk.login(password=LONG)
    user = await desk.store.verified_user(ADA)
    assert user is not None
    assert user.password_hash.startswith("$argon2id$")
    await desk.login(password=LONG)
    with pytest.raises(CredentialsInvalid):
        await desk.login(password=LONG[:-1] + "x")


@pytest.mark.parametrize("state", ["unknown", "unverified", "many", "verified", "both"])
async def test_a_wrong_password_costs_the_same_whoever_it_is(
    desk: Desk, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if state in ("verified", "both"):
        await desk.sign_up()
    for _ in range({"unverified": 1, "many": 5, "both": 5}.get(state, 0)):
        await desk.register(password="another password")
    hashes = counted(monkeypatch)
    await fail(desk)
    assert hashes() == 2


def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Counts Argon2 from here on."""
    from argon2 import PasswordHasher

    calls: list[str] = []

    def counting(name: str) -> None:
        real: Any = getattr(PasswordHasher, name)

        def call(*given: Any, **named: Any) -> Any:
            calls.append(name)
            return real(*given, **named)

        monkeypatch.setattr(PasswordHasher, name, call)

    counting("hash")
    counting("verify")
    return lambda: len(calls)


async def test_ten_failures_from_ten_addresses_close_an_account(strict_desk: Desk) -> None:
    desk = strict_desk
    await desk.sign_up()
    for number in range(10):
        await fail(desk, visitor=from_address(number))
    with pytest.raises(RateLimited) as refused:
        await desk.login(visitor=from_address(11))
    assert refused.value.retry_after_s == 900
    desk.clock.on(minutes=15, seconds=1)
    await desk.login(visitor=from_address(11))


async def test_an_unknown_address_closes_just_the_same(strict_desk: Desk) -> None:
    for number in range(10):
        await fail(strict_desk, "nobody@example.org", from_address(number))
    with pytest.raises(RateLimited):
        await strict_desk.login("nobody@example.org", visitor=from_address(11))


async def test_thirty_failures_close_a_source_for_all_accounts(strict_desk: Desk) -> None:
    desk = strict_desk
    await desk.sign_up()
    for number in range(30):
        await fail(desk, f"{number}@example.org")
    with pytest.raises(RateLimited):
        await desk.login(visitor=STRANGER)
    await desk.login(visitor=VISITOR)


async def test_signing_in_rightly_is_never_limited(strict_desk: Desk) -> None:
    await strict_desk.sign_up()
    for _ in range(40):
        await strict_desk.login()


async def test_many_guesses_at_once_are_no_more_than_ten(strict_desk: Desk) -> None:
    desk = strict_desk
    await desk.sign_up()
    outcomes = await asyncio.gather(
        *(desk.login(password="guess", visitor=from_address(n)) for n in range(40)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, CredentialsInvalid) for outcome in outcomes) == 10
    assert sum(isinstance(outcome, RateLimited) for outcome in outcomes) == 30


async def test_a_browser_that_signed_in_before_is_heard_when_strangers_used_up_the_tries(
    strict_desk: Desk,
) -> None:
    desk = strict_desk
    signed_in = await desk.sign_up()
    known = replace(VISITOR, device=desk.auth.device_token(signed_in.user, VISITOR))
    for number in range(10):
        await fail(desk, visitor=from_address(number))
    await desk.login(visitor=known)
    for _ in range(10):
        await fail(desk, visitor=known)
    with pytest.raises(RateLimited):
        await desk.login(visitor=known)


@pytest.mark.parametrize("device", ["", "x", "forged", "of another account"])
async def test_any_other_browser_is_not(strict_desk: Desk, device: str) -> None:
    desk = strict_desk
    signed_in = await desk.sign_up()
    if device == "of another account":
        other = await desk.sign_up("ben@example.org")
        device = desk.auth.device_token(other.user, VISITOR)
    elif device == "forged":
        device = signed_in.access
    for number in range(10):
        await fail(desk, visitor=from_address(number))
    with pytest.raises(RateLimited):
        await desk.login(visitor=replace(VISITOR, device=device))


async def test_a_browser_remembers_its_last_five_accounts(desk: Desk) -> None:
    visitor = VISITOR
    for number in range(6):
        signed_in = await desk.sign_up(f"{number}@example.org")
        token = desk.auth.device_token(signed_in.user, visitor)
        visitor = replace(visitor, device=token)
    claims = desk.tokens.read_device(visitor.device or "")
    assert len(claims.known) == 5


async def test_the_default_passwords_are_slow_enough() -> None:
    """The desk's are not: that only the tests are cheap is worth a test."""
    assert "m=19456,t=2" in await Passwords().hash(PASSWORD)
