"""Rates: what counts, what does not, and when it may go on."""

from __future__ import annotations

import asyncio

import pytest

from gethory.errors import CredentialsInvalid, RateLimited, RoomNotFound
from gethory.kit.ratelimit import Limiter, Windows
from gethory.kit.rates import DEFAULT_RATES, Limit, Rate

pytestmark = pytest.mark.anyio

RATES = dict.fromkeys(Limit, Rate(3, 60)) | {Limit.REGISTER: Rate(1, 60)}
LOGIN = Limit.LOGIN_ACCOUNT


class Ticks:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def limiter(ticks: Ticks) -> Limiter:
    return Limiter(1, ticks, RATES)


async def take(limiter: Limiter, times: int = 1, key: str = "ada") -> None:
    for _ in range(times):
        await limiter.take(Limit.JOIN, key)


async def fail(limiter: Limiter, key: str = "ada") -> None:
    with pytest.raises(CredentialsInvalid):
        async with limiter.count_failures(LOGIN, key, failure=CredentialsInvalid):
            raise CredentialsInvalid


async def succeed(limiter: Limiter, key: str = "ada") -> None:
    async with limiter.count_failures(LOGIN, key, failure=CredentialsInvalid):
        pass


async def test_one_too_many_is_refused_and_told_when_to_come_back(
    limiter: Limiter, ticks: Ticks
) -> None:
    await take(limiter)
    ticks.now += 20
    await take(limiter, 2)
    with pytest.raises(RateLimited) as refused:
        await take(limiter)
    assert refused.value.retry_after_s == 40


async def test_the_window_moves_with_time(limiter: Limiter, ticks: Ticks) -> None:
    await take(limiter)
    ticks.now += 20
    await take(limiter, 2)
    ticks.now += 40
    await take(limiter)
    with pytest.raises(RateLimited):
        await take(limiter)


async def test_a_refused_one_does_not_count(limiter: Limiter, ticks: Ticks) -> None:
    await take(limiter, 3)
    for _ in range(5):
        ticks.now += 10
        with pytest.raises(RateLimited):
            await take(limiter)
    ticks.now += 10
    await take(limiter, 3)


async def test_keys_and_names_count_apart(limiter: Limiter) -> None:
    await take(limiter, 3)
    await take(limiter, 3, key="ben")
    await limiter.take(Limit.VERIFY, "ada")


@pytest.mark.parametrize(("scale", "allowed"), [(10, 30), (1, 3), (0.5, 2), (0.001, 1)])
async def test_the_scale_multiplies_but_leaves_one(scale: float, allowed: int) -> None:
    limiter = Limiter(scale, Ticks(), RATES)
    await take(limiter, allowed)
    with pytest.raises(RateLimited):
        await take(limiter)


async def test_only_failures_count(limiter: Limiter) -> None:
    for _ in range(10):
        await succeed(limiter)
    for _ in range(3):
        await fail(limiter)
    with pytest.raises(RateLimited):
        await succeed(limiter)


async def test_another_refusal_is_no_failure(limiter: Limiter) -> None:
    for _ in range(4):
        with pytest.raises(RoomNotFound):
            async with limiter.count_failures(LOGIN, "ada", failure=CredentialsInvalid):
                raise RoomNotFound
    await succeed(limiter)


async def test_parallel_failures_do_not_slip_through(limiter: Limiter) -> None:
    tried = 0

    async def guess() -> None:
        nonlocal tried
        async with limiter.count_failures(LOGIN, "ada", failure=CredentialsInvalid):
            tried += 1
            await asyncio.sleep(0)
            raise CredentialsInvalid

    outcomes = await asyncio.gather(*(guess() for _ in range(50)), return_exceptions=True)
    assert tried == 3
    assert sum(isinstance(outcome, RateLimited) for outcome in outcomes) == 47


async def test_parallel_successes_all_pass(limiter: Limiter) -> None:
    async def sign_in() -> None:
        async with limiter.count_failures(LOGIN, "ada", failure=CredentialsInvalid):
            await asyncio.sleep(0)

    await asyncio.gather(*(sign_in() for _ in range(50)))


async def test_a_cancelled_try_makes_room_for_the_next(limiter: Limiter) -> None:
    started = asyncio.Event()

    async def hang() -> None:
        async with limiter.count_failures(Limit.REGISTER, "ada", failure=CredentialsInvalid):
            started.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await started.wait()
    waiting = asyncio.create_task(succeed_once(limiter))
    hanging.cancel()
    await asyncio.wait_for(waiting, 5)


async def succeed_once(limiter: Limiter) -> None:
    async with limiter.count_failures(Limit.REGISTER, "ada", failure=CredentialsInvalid):
        pass


async def test_what_is_over_is_forgotten(ticks: Ticks) -> None:
    windows = Windows(ticks)
    for number in range(1500):
        await windows.acquire_entry(f"old {number}", 3, 60)
    ticks.now += 61
    for number in range(1500):
        await windows.acquire_entry(f"new {number}", 3, 60)
    assert len(windows) == 1500


def test_everything_that_has_a_rate_has_a_default() -> None:
    assert set(DEFAULT_RATES) == set(Limit)


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Rate(20, 3600), "20/1h"),
        (Rate(10, 900), "10/15m"),
        (Rate(5, 86_400), "5/1d"),
        (Rate(3, 90), "3/90s"),
    ],
)
def test_a_rate_is_written_as_in_a_setting(rate: Rate, text: str) -> None:
    assert str(rate) == text
