"""What every store promises about setting a new password by a mailed link."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from contract.samples import HOUR, NOON, SECOND, a_code, a_kept_user, a_session
from gethory.kit.ids import hashed
from gethory.models import Code, CodePurpose, SessionKind, User
from gethory.store.base import PasswordReset, Store

pytestmark = pytest.mark.anyio

TOKEN = hashed("the token")


async def _asked(store: Store, purpose: CodePurpose = CodePurpose.RESET) -> tuple[User, Code]:
    """An account whose owner was mailed a link."""
    user = await a_kept_user(store)
    code = a_code(user.id, purpose, token="the token")
    await store.put_code(code)
    return user, code


async def test_the_token_sets_the_password_once(store: Store) -> None:
    user, _ = await _asked(store)
    reset = await store.reset_password(TOKEN, "another hash", NOON + SECOND)
    changed = replace(user, password_hash="another hash", updated_at=NOON + SECOND)
    assert reset == PasswordReset(changed, ())
    assert await store.user_by_id(user.id) == changed
    assert await store.reset_password(TOKEN, "a third hash", NOON + SECOND) is None
    assert await store.user_by_id(user.id) == changed


async def test_all_sessions_of_the_account_end_with_it(store: Store) -> None:
    user, _ = await _asked(store)
    other = await a_kept_user(store, "ben@example.org")
    sessions = [a_session(user.id), a_session(user.id), a_session(user.id, SessionKind.PENDING)]
    foreign = a_session(other.id)
    for session in (*sessions, foreign):
        await store.add_session(session)
    reset = await store.reset_password(TOKEN, "another hash", NOON)
    assert reset is not None
    assert sorted(reset.ended) == sorted(session.id for session in sessions)
    assert [await store.session_by_id(session.id) for session in sessions] == [None] * 3
    assert await store.session_by_id(foreign.id) == foreign
    assert await store.user_by_id(other.id) == other


async def test_a_token_is_over_at_its_expiry(store: Store) -> None:
    user, code = await _asked(store)
    assert await store.reset_password(TOKEN, "another hash", code.expires_at) is None
    assert await store.user_by_id(user.id) == user
    in_time = code.expires_at - SECOND / 1000
    assert await store.reset_password(TOKEN, "another hash", in_time) is not None


async def test_neither_a_code_nor_the_token_of_a_verification_sets_a_password(
    store: Store,
) -> None:
    user, verification = await _asked(store, CodePurpose.VERIFY)
    reset = a_code(user.id, CodePurpose.RESET, code="654321")
    await store.put_code(reset)
    for secret in (verification.token_hash, verification.code_hash, reset.code_hash, "", "\ud800"):
        assert await store.reset_password(secret, "another hash", NOON) is None
    assert await store.user_by_id(user.id) == user
    assert await store.reset_password(reset.token_hash, "another hash", NOON) is not None


async def test_a_new_link_ends_the_old(store: Store) -> None:
    user, _ = await _asked(store)
    newer = a_code(user.id, CodePurpose.RESET, token="the newer token", expires_at=NOON + HOUR)
    await store.put_code(newer)
    assert await store.reset_password(TOKEN, "another hash", NOON) is None
    assert await store.reset_password(newer.token_hash, "another hash", NOON) is not None


async def test_of_twenty_at_once_one_sets_its_password(store: Store) -> None:
    user, _ = await _asked(store)
    resets = await asyncio.gather(
        *(store.reset_password(TOKEN, f"hash {number}", NOON) for number in range(20))
    )
    [won] = [reset for reset in resets if reset is not None]
    assert await store.user_by_id(user.id) == won.user
