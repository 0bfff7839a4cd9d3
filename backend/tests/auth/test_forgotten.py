"""A forgotten password: whom a link reaches, what it opens, and what it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from auth.desk import ADA, PASSWORD, VISITOR, Desk
from gethory.auth.passwords import Passwords
from gethory.auth.registration import Proof
from gethory.auth.signing_in import StillUnverified
from gethory.errors import CodeInvalid, CredentialsInvalid, RateLimited, SessionRequired
from gethory.kit.ids import new_id
from gethory.models import User

pytestmark = pytest.mark.anyio

NEW = "an even better password"


async def asked(desk: Desk) -> str:
    """The token of the link that the owner of an account was mailed."""
    await desk.sign_up()
    await desk.auth.forgot(ADA)
    return desk.token


async def refused(reset: Awaitable[Any]) -> None:
    with pytest.raises(CodeInvalid):
        await reset


async def test_the_owner_gets_a_link_without_a_code(desk: Desk) -> None:
    await desk.sign_up()
    await desk.auth.forgot("Ada@Example.org")
    mail = desk.mails[-1]
    assert (mail.to, mail.code) == (ADA, None)
    assert mail.link == f"http://localhost:3000/reset#{desk.token}"
    assert mail.link in mail.text
    assert len(desk.token) == 43


async def test_an_address_without_an_account_gets_nothing(desk: Desk) -> None:
    await desk.register()
    mails = len(desk.mails)
    for email in (ADA, "nobody@example.org"):
        await desk.auth.forgot(email)
    assert len(desk.mails) == mails


async def test_the_token_sets_a_new_password_and_the_owner_is_told(desk: Desk) -> None:
    token = await asked(desk)
    await desk.auth.reset(token, NEW)
    assert desk.mails[-1].to == ADA
    assert "changed" in desk.mails[-1].subject
    assert desk.mails[-1].link == "http://localhost:3000/forgot"
    with pytest.raises(CredentialsInvalid):
        await desk.login()
    await desk.login(password=NEW)


async def test_all_sessions_end_at_once(desk: Desk) -> None:
    first = await desk.sign_up()
    second = await desk.login()
    await desk.auth.full_caller(second.access)
    await desk.auth.forgot(ADA)
    await desk.auth.reset(desk.token, NEW)
    sessions = {signed_in.caller.session.id for signed_in in (first, second)}
    assert sessions <= set(desk.ended)
    for signed_in in (first, second):
        with pytest.raises(SessionRequired):
            await desk.auth.caller(signed_in.access)


async def test_a_link_opens_once(desk: Desk) -> None:
    token = await asked(desk)
    await desk.auth.reset(token, NEW)
    mails = len(desk.mails)
    await refused(desk.auth.reset(token, "a third password"))
    await desk.login(password=NEW)
    assert len(desk.mails) == mails


async def test_only_the_newest_link_opens(desk: Desk) -> None:
    old = await asked(desk)
    await desk.auth.forgot(ADA)
    await refused(desk.auth.reset(old, NEW))
    await desk.auth.reset(desk.token, NEW)


async def test_a_link_is_over_after_ten_minutes(desk: Desk) -> None:
    token = await asked(desk)
    desk.clock.on(minutes=10)
    await refused(desk.auth.reset(token, NEW))
    await desk.login()
    await desk.auth.forgot(ADA)
    desk.clock.on(minutes=9, seconds=59)
    await desk.auth.reset(desk.token, NEW)


async def test_nothing_else_is_a_token(desk: Desk) -> None:
    pending = await desk.register()
    code, verification = desk.code, desk.token
    await refused(desk.auth.reset(verification, NEW))
    await desk.auth.verify(Proof(code), pending.access, VISITOR)
    await desk.auth.forgot(ADA)
    for secret in (code, verification, "", "000000", desk.token[:-1]):
        await refused(desk.auth.reset(secret, NEW))
    await desk.login()


async def test_the_token_of_a_new_password_verifies_nothing(desk: Desk) -> None:
    token = await asked(desk)
    planted = await desk.register(password="planted words")
    for proof in (Proof(token), Proof(token, ADA, PASSWORD), Proof(token, ADA, "planted words")):
        await refused(desk.auth.verify(proof, planted.access, VISITOR))
    await desk.auth.reset(token, NEW)


async def test_of_many_at_once_one_password_is_set(desk: Desk) -> None:
    token = await asked(desk)
    tries = (desk.auth.reset(token, f"new password {number}") for number in range(5))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, CodeInvalid) for outcome in outcomes) == 4
    [won] = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, User)]
    await desk.login(password=f"new password {won}")


async def test_registrations_of_the_address_stay_what_they_are(desk: Desk) -> None:
    token = await asked(desk)
    planted = await desk.register(password="planted words")
    await desk.auth.reset(token, NEW)
    assert (await desk.auth.caller(planted.access)).user.id == planted.user.id
    with pytest.raises(StillUnverified):
        await desk.login(password="planted words")


async def test_asking_shares_its_rate_with_resending_known_address_or_not(
    strict_desk: Desk,
) -> None:
    for email in (ADA, "nobody@example.org"):
        for _ in range(3):
            await strict_desk.auth.forgot(email)
        for _ in range(2):
            await strict_desk.auth.resend(email, None)
        with pytest.raises(RateLimited):
            await strict_desk.auth.forgot(email.upper())
        strict_desk.clock.on(minutes=30)
    strict_desk.clock.on(minutes=30)
    await strict_desk.auth.forgot(ADA)


async def test_a_browser_that_set_the_password_is_heard_when_the_tries_are_used_up(
    strict_desk: Desk,
) -> None:
    desk = strict_desk
    token = await asked(desk)
    for _ in range(10):
        with pytest.raises(CredentialsInvalid):
            await desk.login(password="a guess")
    user = await desk.auth.reset(token, NEW)
    with pytest.raises(RateLimited):
        await desk.login(password=NEW)
    known = replace(VISITOR, device=desk.auth.device_token(user, VISITOR))
    await desk.login(password=NEW, visitor=known)


# what runs at the same time --------------------------------------------------------------


async def test_a_sign_in_with_the_old_password_that_is_late_gets_no_session(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await asked(desk)
    start = desk.auth._signing_in._sessions.start

    async def late(*given: Any) -> Any:
        await desk.auth.reset(token, NEW)
        return await start(*given)

    monkeypatch.setattr(desk.auth._signing_in._sessions, "start", late)
    with pytest.raises(CredentialsInvalid):
        await desk.login()
    user = await desk.store.verified_user(ADA)
    assert user is not None
    assert await desk.auth.sessions(user) == ()


async def test_a_better_hash_of_the_old_password_never_takes_the_place_of_the_new_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk.clock()
    kept = await Passwords().hash(PASSWORD)
    await desk.store.add_user(User(new_id(), ADA, kept, at, at, verified=True))
    await desk.auth.forgot(ADA)
    token = desk.token
    change = desk.store.change_password

    async def late(*given: Any, **more: Any) -> bool:
        await desk.auth.reset(token, NEW)
        return await change(*given, **more)

    monkeypatch.setattr(desk.store, "change_password", late)
    with pytest.raises(CredentialsInvalid):
        await desk.login()
    monkeypatch.undo()
    await desk.login(password=NEW)


async def test_two_first_sign_ins_at_once_of_an_earlier_account_both_count(desk: Desk) -> None:
    at = desk.clock()
    kept = await Passwords().hash(PASSWORD)
    await desk.store.add_user(User(new_id(), ADA, kept, at, at, verified=True))
    await asyncio.gather(*(desk.login() for _ in range(3)))
