"""What every store promises about sessions."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from contract.samples import HOUR, NOON, SECOND, a_kept_user, a_session
from gethory.kit.ids import new_id
from gethory.models import ROTATIONS_KEPT, Session, SessionKind
from gethory.store.base import Store

pytestmark = pytest.mark.anyio


async def _kept_session(store: Store) -> Session:
    user = await a_kept_user(store)
    session = a_session(user.id)
    await store.add_session(session)
    return session


async def test_a_session_comes_back_as_it_was_kept(store: Store) -> None:
    user = await a_kept_user(store)
    session = replace(
        a_session(user.id, SessionKind.PENDING, expires_at=NOON + HOUR),
        user_agent="Mozilla/5.0 (ÿ; 🎙️)",
        generation=7,
        rotated_at=(NOON, NOON + SECOND / 1000),
    )
    await store.add_session(session)
    assert await store.session_by_id(session.id) == session


@pytest.mark.parametrize("text", ["", "' OR 1=1 --", "\ud800", "0" * 24])
async def test_a_session_nobody_started_is_none(store: Store, text: str) -> None:
    await _kept_session(store)
    assert await store.session_by_id(text) is None
    assert await store.sessions_of(text) == ()
    assert await store.end_session(text) is False
    assert await store.end_sessions_of(text) == ()
    assert await store.rotate_session(text, 0, NOON) is None
    await store.see_sessions({text: NOON})


async def test_no_session_is_kept_for_an_account_that_is_gone(store: Store) -> None:
    session = a_session(new_id())
    await store.add_session(session)
    assert await store.session_by_id(session.id) is None


async def test_the_full_sessions_of_an_account_are_listed_newest_first(store: Store) -> None:
    user = await a_kept_user(store)
    other = await a_kept_user(store)
    made = [a_session(user.id, at=NOON + n * SECOND) for n in range(3)]
    pending, foreign = a_session(user.id, SessionKind.PENDING), a_session(other.id)
    for session in (*made, pending, foreign):
        await store.add_session(session)
    assert await store.sessions_of(user.id) == tuple(reversed(made))


async def test_a_rotation_goes_to_the_next_generation_and_remembers_when(store: Store) -> None:
    session = await _kept_session(store)
    first = await store.rotate_session(session.id, 0, NOON + SECOND)
    assert first == replace(
        session, generation=1, rotated_at=(NOON + SECOND,), last_seen_at=NOON + SECOND
    )
    second = await store.rotate_session(session.id, 1, NOON + HOUR)
    assert second is not None
    assert (second.generation, second.rotated_at) == (2, (NOON + SECOND, NOON + HOUR))
    assert await store.session_by_id(session.id) == second


async def test_a_rotation_from_another_generation_changes_nothing(store: Store) -> None:
    session = await _kept_session(store)
    rotated = await store.rotate_session(session.id, 0, NOON)
    for generation in (0, 2, -1):
        assert await store.rotate_session(session.id, generation, NOON + HOUR) is None
    assert await store.session_by_id(session.id) == rotated


async def test_only_the_newest_rotations_are_remembered(store: Store) -> None:
    session = await _kept_session(store)
    times = [NOON + n * SECOND for n in range(ROTATIONS_KEPT + 3)]
    for generation, at in enumerate(times):
        await store.rotate_session(session.id, generation, at)
    kept = await store.session_by_id(session.id)
    assert kept is not None
    assert kept.generation == len(times)
    assert kept.rotated_at == tuple(times[-ROTATIONS_KEPT:])


async def test_of_twenty_rotations_at_once_one_succeeds(store: Store) -> None:
    session = await _kept_session(store)
    rotations = (store.rotate_session(session.id, 0, NOON) for _ in range(20))
    answers = await asyncio.gather(*rotations)
    assert len([answer for answer in answers if answer]) == 1
    kept = await store.session_by_id(session.id)
    assert kept is not None
    assert (kept.generation, kept.rotated_at) == (1, (NOON,))


async def test_the_last_use_of_a_session_only_goes_forward(store: Store) -> None:
    session = await _kept_session(store)
    other = await _kept_session(store)
    await store.see_sessions({session.id: NOON + HOUR, new_id(): NOON, other.id: NOON + SECOND})
    await store.see_sessions({session.id: NOON + SECOND})
    assert await store.session_by_id(session.id) == replace(session, last_seen_at=NOON + HOUR)
    assert await store.session_by_id(other.id) == replace(other, last_seen_at=NOON + SECOND)


async def test_a_hundred_uses_are_remembered_together(store: Store) -> None:
    user = await a_kept_user(store)
    started = [a_session(user.id) for _ in range(100)]
    await asyncio.gather(*map(store.add_session, started))
    await store.see_sessions({session.id: NOON + HOUR for session in started})
    kept = await store.sessions_of(user.id)
    assert {session.last_seen_at for session in kept} == {NOON + HOUR}
    assert len(kept) == 100
    await store.see_sessions({})


async def test_an_ended_session_is_gone(store: Store) -> None:
    session, other = await _kept_session(store), await _kept_session(store)
    assert await store.end_session(session.id) is True
    assert await store.end_session(session.id) is False
    assert await store.session_by_id(session.id) is None
    assert await store.rotate_session(session.id, 0, NOON) is None
    assert await store.session_by_id(other.id) == other


async def test_of_twenty_who_end_a_session_at_once_one_did(store: Store) -> None:
    session = await _kept_session(store)
    answers = await asyncio.gather(*(store.end_session(session.id) for _ in range(20)))
    assert answers.count(True) == 1


async def test_all_sessions_of_an_account_end_at_once(store: Store) -> None:
    user = await a_kept_user(store)
    theirs = [a_session(user.id), a_session(user.id, SessionKind.PENDING)]
    for session in theirs:
        await store.add_session(session)
    other = await _kept_session(store)
    assert set(await store.end_sessions_of(user.id)) == {session.id for session in theirs}
    assert await store.end_sessions_of(user.id) == ()
    assert await store.session_by_id(other.id) == other
