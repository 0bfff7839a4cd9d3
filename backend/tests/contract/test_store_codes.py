"""What every store promises about mailed codes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.samples import NOON, SECOND, a_code, a_kept_user
from gethory.kit.ids import hashed, new_id
from gethory.models import Code, CodePurpose
from gethory.store.base import ClaimOutcome, Store

pytestmark = pytest.mark.anyio

RIGHT, WRONG = ClaimOutcome.RIGHT, ClaimOutcome.WRONG
VERIFY, RESET = CodePurpose.VERIFY, CodePurpose.RESET


async def _kept_code(store: Store, purpose: CodePurpose = VERIFY) -> Code:
    user = await a_kept_user(store)
    code = a_code(user.id, purpose, code="123456", token="the token")
    await store.put_code(code)
    return code


async def _claim(store: Store, code: Code, secret: str, *, inside: bool = True) -> ClaimOutcome:
    return await store.claim_code(
        code.user_id, code.purpose, hashed(secret), inside=inside, at=NOON
    )


async def test_a_code_comes_back_by_its_token(store: Store) -> None:
    code = await _kept_code(store)
    assert await store.code_by_token(code.token_hash) == code
    assert await store.code_by_token(code.code_hash) is None
    assert await store.code_by_token("") is None


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("secret", ["123456", "the token"])
async def test_a_right_code_or_token_counts_once(store: Store, secret: str, inside: bool) -> None:
    code = await _kept_code(store)
    assert await _claim(store, code, secret, inside=inside) is RIGHT
    assert await _claim(store, code, secret, inside=inside) is WRONG
    assert await store.code_by_token(code.token_hash) is None


async def test_a_code_counts_for_its_account_and_purpose_only(store: Store) -> None:
    code = await _kept_code(store)
    other = await a_kept_user(store)
    assert await _claim(store, replace(code, user_id=other.id), "123456") is WRONG
    assert await _claim(store, replace(code, user_id=new_id()), "123456") is WRONG
    assert await _claim(store, replace(code, purpose=RESET), "123456") is WRONG
    assert await _claim(store, code, "123456") is RIGHT


async def test_a_code_is_over_at_its_expiry(store: Store) -> None:
    code = await _kept_code(store)
    late = await store.claim_code(
        code.user_id, VERIFY, code.code_hash, inside=True, at=code.expires_at
    )
    assert late is WRONG
    in_time = await store.claim_code(
        code.user_id, VERIFY, code.code_hash, inside=True, at=code.expires_at - SECOND / 1000
    )
    assert in_time is RIGHT


async def test_the_fifth_wrong_try_ends_a_code_for_that_kind(store: Store) -> None:
    for inside in (True, False):
        code = await _kept_code(store)
        for _ in range(5):
            assert await _claim(store, code, "000000", inside=inside) is WRONG
        assert await _claim(store, code, "123456", inside=inside) is WRONG
        assert await _claim(store, code, "the token", inside=inside) is WRONG
        assert await _claim(store, code, "123456", inside=not inside) is RIGHT


async def test_four_wrong_tries_leave_a_fifth(store: Store) -> None:
    code = await _kept_code(store)
    for _ in range(4):
        await _claim(store, code, "000000")
    kept = await store.code_by_token(code.token_hash)
    assert kept == replace(code, wrong_inside=4)
    assert await _claim(store, code, "123456") is RIGHT


async def test_a_new_code_ends_the_old_and_its_wrong_tries(store: Store) -> None:
    old = await _kept_code(store)
    for _ in range(5):
        await _claim(store, old, "000000")
    new = a_code(old.user_id, code="654321")
    await store.put_code(new)
    assert await store.code_by_token(old.token_hash) is None
    assert await _claim(store, new, "123456") is WRONG
    assert await _claim(store, new, "654321") is RIGHT


async def test_codes_of_two_purposes_live_side_by_side(store: Store) -> None:
    verify = await _kept_code(store)
    reset = a_code(verify.user_id, RESET, code="123456")
    await store.put_code(reset)
    assert await _claim(store, reset, "123456") is RIGHT
    assert await _claim(store, verify, "123456") is RIGHT


async def test_no_code_is_kept_for_an_account_that_is_gone(store: Store) -> None:
    code = a_code(new_id())
    await store.put_code(code)
    assert await store.code_by_token(code.token_hash) is None


@pytest.mark.parametrize("text", ["", "' OR 1=1 --", "\ud800", "🎙️"])
async def test_any_text_may_be_tried(store: Store, text: str) -> None:
    code = await _kept_code(store)
    assert await store.claim_code(text, VERIFY, text, inside=True, at=NOON) is WRONG
    assert await store.claim_code(code.user_id, VERIFY, text, inside=True, at=NOON) is WRONG
    assert await store.code_by_token(text) is None


async def test_of_twenty_right_tries_at_once_one_is_right(store: Store) -> None:
    code = await _kept_code(store)
    tries = (_claim(store, code, "123456", inside=n % 2 == 0) for n in range(20))
    outcomes = await asyncio.gather(*tries)
    assert sorted(outcomes) == [RIGHT] + [WRONG] * 19


async def test_twenty_wrong_tries_at_once_are_all_counted(store: Store) -> None:
    code = await _kept_code(store)
    await asyncio.gather(*(_claim(store, code, "000000", inside=False) for _ in range(20)))
    kept = await store.code_by_token(code.token_hash)
    assert kept is not None
    assert (kept.wrong_inside, kept.wrong_outside >= 5) == (0, True)


@dataclass
class Model:
    """A code as the contract describes it, without a store."""

    wrong: dict[bool, int]
    used: bool = False

    def claim(self, *, right: bool, inside: bool) -> ClaimOutcome:
        if right and not self.used and self.wrong[inside] < 5:
            self.used = True
            return RIGHT
        self.wrong[inside] += 1
        return WRONG


_TRIES = st.lists(st.tuples(st.sampled_from([False, False, False, True]), st.booleans()))


@given(tries=_TRIES)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_any_row_of_tries_goes_as_the_contract_says(
    store: Store, tries: list[tuple[bool, bool]]
) -> None:
    code = await _kept_code(store)
    model = Model({True: 0, False: 0})
    for right, inside in tries:
        outcome = await _claim(store, code, "123456" if right else "1", inside=inside)
        assert outcome is model.claim(right=right, inside=inside)
