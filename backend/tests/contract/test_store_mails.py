"""What every store promises about the outbox: no mail is lost, and one at a time has each."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import cast

import pytest

from contract.samples import (
    HOUR,
    NOON,
    SECOND,
    MakeStore,
    a_code,
    a_kept_user,
    a_mail,
    a_session,
    a_user,
)
from gethory.kit.ids import hashed
from gethory.models import CodePurpose, Mail
from gethory.store.base import EXPIRED_AT_ONCE, ClaimedMail, Store
from gethory.store.moving import BATCH, Kind, Movable

pytestmark = pytest.mark.anyio

MINUTE = 60 * SECOND
SOON = NOON + MINUTE


async def _put(store: Store, at: datetime = NOON, expires_at: datetime = NOON + HOUR) -> Mail:
    """A kept mail of its own account and code."""
    user = await a_kept_user(store)
    code = a_code(user.id, expires_at=expires_at)
    mail = a_mail(code=code, at=at, expires_at=expires_at)
    await store.put_code(code, mail)
    return mail


async def test_a_mail_is_kept_with_its_code_and_is_due_at_once(store: Store) -> None:
    user = await a_kept_user(store)
    code = a_code(user.id)
    mail = a_mail("Grüße@example.org", code=code)
    await store.put_code(code, mail)
    assert await store.code_by_token(code.token_hash) == code
    assert await store.next_mail_at() == mail.at
    assert await store.claim_mail(NOON, SOON) == ClaimedMail(mail, 1)


async def test_a_mail_without_code_or_link_is_kept_as_it_is(store: Store) -> None:
    user = await a_kept_user(store)
    mail = Mail("5f" * 12, "ada@example.org", "Hello", "Hello,\n", None, None, NOON, NOON + HOUR)
    await store.put_code(a_code(user.id), mail)
    assert await store.claim_mail(NOON, SOON) == ClaimedMail(mail, 1)


async def test_what_waits_is_there_after_a_restart(make_store: MakeStore) -> None:
    before = make_store()
    await before.open()
    mail = await _put(before)
    await before.close()
    after = make_store()
    await after.open()
    assert await after.claim_mail(NOON, SOON) == ClaimedMail(mail, 1)
    await after.close()


async def test_without_mails_there_is_nothing(store: Store) -> None:
    assert await store.claim_mail(NOON, SOON) is None
    assert await store.next_mail_at() is None
    assert await store.count_mails(NOON) == 0
    assert await store.waiting_mails(NOON) == ()
    assert await store.expire_mails(NOON) == ()


async def test_a_claimed_mail_is_nobody_elses_until_the_claim_is_over(store: Store) -> None:
    mail = await _put(store)
    assert await store.claim_mail(NOON, SOON) == ClaimedMail(mail, 1)
    assert await store.next_mail_at() == SOON
    assert await store.claim_mail(SOON - SECOND, SOON + HOUR) is None
    assert await store.claim_mail(SOON, SOON + MINUTE) == ClaimedMail(mail, 2)


async def test_the_one_that_is_due_longest_comes_first(store: Store) -> None:
    mails = [await _put(store, NOON + minute * MINUTE) for minute in (2, 0, 1)]
    claimed = [await store.claim_mail(NOON + HOUR / 2, NOON + HOUR) for _ in mails]
    assert [one and one.mail for one in claimed] == [mails[1], mails[2], mails[0]]
    assert await store.claim_mail(NOON + HOUR / 2, NOON + HOUR) is None


async def test_of_many_that_expired_so_many_are_dropped_at_a_time(make_store: MakeStore) -> None:
    store = cast(Movable, make_store())
    await store.open()
    late = [a_mail(expires_at=SOON) for _ in range(EXPIRED_AT_ONCE + 1)]
    for start in range(0, len(late), BATCH):
        await store.put_records(Kind.MAILS, late[start : start + BATCH])
    first, second = await store.expire_mails(SOON), await store.expire_mails(SOON)
    assert (len(first), len(second)) == (EXPIRED_AT_ONCE, 1)
    assert {*first, *second} == {mail.id for mail in late}
    await store.close()


async def test_of_ten_who_claim_at_once_each_gets_another(store: Store) -> None:
    mails = {(await _put(store)).id for _ in range(7)}
    claimed = await asyncio.gather(*(store.claim_mail(NOON, SOON) for _ in range(10)))
    ids = [one.mail.id for one in claimed if one]
    assert len(ids) == 7
    assert set(ids) == mails


async def test_a_sent_mail_is_forgotten_and_its_code_counts_from_then(store: Store) -> None:
    user = await a_kept_user(store)
    code = a_code(user.id, CodePurpose.RESET, token="the token", expires_at=SOON)
    mail = a_mail(code=code)
    await store.put_code(code, mail)
    await store.settle_mail(mail, NOON + HOUR)
    assert await store.next_mail_at() is None
    found = await store.code_by_token(hashed("the token"))
    assert found is not None
    assert found.expires_at == NOON + HOUR
    assert await store.reset_password(hashed("the token"), "another hash", SOON) is not None
    await store.settle_mail(mail, NOON + HOUR)


async def test_a_late_settling_leaves_the_newer_code_and_its_mail_alone(store: Store) -> None:
    user = await a_kept_user(store)
    old, new = a_code(user.id), a_code(user.id)
    old_mail, new_mail = a_mail(code=old), a_mail(code=new)
    await store.put_code(old, old_mail)
    await store.claim_mail(NOON, SOON)
    await store.put_code(new, new_mail)
    await store.settle_mail(old_mail, NOON + HOUR)
    assert await store.code_by_token(new.token_hash) == new
    assert await store.claim_mail(NOON, SOON) == ClaimedMail(new_mail, 1)


async def test_a_new_code_drops_the_mail_that_waits_with_the_old_one(store: Store) -> None:
    user, other = await a_kept_user(store), await a_kept_user(store, "ben@example.org")
    old, new = a_code(user.id), a_code(user.id)
    reset, foreign = a_code(user.id, CodePurpose.RESET), a_code(other.id)
    for code in (old, reset, foreign, new):
        await store.put_code(code, a_mail(code=code))
    waiting = {mail.code_id for mail in await store.waiting_mails(NOON)}
    assert waiting == {new.id, reset.id, foreign.id}


async def test_nothing_is_kept_for_an_account_that_is_gone(store: Store) -> None:
    code = a_code(a_user().id)
    await store.put_code(code, a_mail(code=code))
    assert await store.next_mail_at() is None


async def test_a_delayed_mail_is_due_again_when_it_was_said(store: Store) -> None:
    mail = await _put(store)
    await store.claim_mail(NOON, SOON)
    await store.delay_mail(mail.id, 1, NOON + 5 * SECOND)
    assert await store.next_mail_at() == NOON + 5 * SECOND
    assert await store.claim_mail(NOON + 4 * SECOND, SOON) is None
    assert await store.claim_mail(NOON + 5 * SECOND, SOON) == ClaimedMail(mail, 2)


async def test_who_waits_too_long_is_hastened_and_nobody_else(store: Store) -> None:
    early, late = await _put(store), await _put(store, NOON + HOUR)
    await store.hasten_mails(NOON + 5 * SECOND)
    assert await store.claim_mail(NOON, SOON) == ClaimedMail(early, 1)
    assert await store.claim_mail(NOON + 4 * SECOND, SOON) is None
    assert await store.next_mail_at() == NOON + 5 * SECOND
    claimed = await store.claim_mail(NOON + 5 * SECOND, SOON)
    assert claimed is not None
    assert claimed.mail.id == late.id


async def test_who_lost_the_claim_delays_nothing(store: Store) -> None:
    mail = await _put(store)
    await store.claim_mail(NOON, SOON)
    await store.claim_mail(SOON, SOON + MINUTE)
    await store.delay_mail(mail.id, 1, NOON)
    assert await store.next_mail_at() == SOON + MINUTE
    await store.delay_mail("5f" * 12, 1, NOON)


async def test_a_dropped_mail_is_gone_and_its_code_stays_as_it_was(store: Store) -> None:
    user = await a_kept_user(store)
    code = a_code(user.id)
    mail = a_mail(code=code)
    await store.put_code(code, mail)
    assert await store.drop_mail(mail.id)
    assert not await store.drop_mail(mail.id)
    assert await store.code_by_token(code.token_hash) == code
    assert await store.claim_mail(NOON, SOON) is None


async def test_an_expired_mail_is_not_given_and_is_named_when_it_is_dropped(store: Store) -> None:
    old = await _put(store, expires_at=SOON)
    young = await _put(store, expires_at=SOON + SECOND)
    assert await store.claim_mail(SOON, NOON + HOUR) == ClaimedMail(young, 1)
    assert await store.claim_mail(SOON, NOON + HOUR) is None
    assert await store.count_mails(SOON) == 1
    assert await store.waiting_mails(SOON) == (young,)
    assert await store.expire_mails(SOON) == (old.id,)
    assert await store.expire_mails(SOON) == ()
    assert await store.expire_mails(NOON + HOUR) == (young.id,)


async def test_what_waits_is_counted_and_listed_newest_first(store: Store) -> None:
    mails = [await _put(store, NOON + minute * MINUTE) for minute in range(3)]
    await store.claim_mail(NOON, SOON)
    assert await store.count_mails(NOON) == 3
    assert await store.waiting_mails(NOON) == tuple(reversed(mails))


async def test_a_new_password_and_the_mail_about_it_are_kept_together(store: Store) -> None:
    user = await a_kept_user(store)
    await store.put_code(a_code(user.id, CodePurpose.RESET, token="the token"))
    session, mail = a_session(user.id), a_mail()
    await store.add_session(session)
    assert await store.reset_password(hashed("wrong"), "hash", NOON, mail=a_mail()) is None
    assert await store.count_mails(NOON) == 0
    assert await store.reset_password(hashed("the token"), "hash", NOON, mail=mail) is not None
    assert await store.waiting_mails(NOON) == (mail,)


async def test_a_sweep_leaves_mails_alone(store: Store) -> None:
    mail = await _put(store)
    await store.sweep(NOON, NOON + HOUR)
    assert await store.waiting_mails(NOON) == (mail,)
