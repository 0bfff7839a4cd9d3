"""What every store promises about opening, closing, lasting and sweeping."""

from __future__ import annotations

import asyncio

import pytest

from contract.samples import (
    HOUR,
    NOON,
    SECOND,
    MakeStore,
    a_code,
    a_kept_user,
    a_room,
    a_session,
    a_user,
)
from gethory.models import SessionKind
from gethory.store.base import Store, StoreUnavailable

pytestmark = pytest.mark.anyio


async def test_an_open_store_answers_a_ping(store: Store) -> None:
    await store.ping()


async def test_what_was_kept_is_there_after_a_restart(make_store: MakeStore) -> None:
    before = make_store()
    await before.open()
    user = await a_kept_user(before)
    session, code, room = a_session(user.id), a_code(user.id), a_room("Für immer")
    await before.add_session(session)
    await before.put_code(code)
    await before.add_room(room)
    await before.close()

    after = make_store()
    await after.open()
    assert await after.user_by_id(user.id) == user
    assert await after.session_by_id(session.id) == session
    assert await after.code_by_token(code.token_hash) == code
    assert await after.room_by_id(room.id) == room
    await after.close()


async def test_a_closed_store_is_unavailable_until_it_is_opened_again(
    make_store: MakeStore,
) -> None:
    store = make_store()
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            await store.ping()
        await store.open()
        await store.ping()
        await store.close()
        await store.close()
    with pytest.raises(StoreUnavailable):
        await store.add_user(a_user())


async def test_two_stores_that_open_a_fresh_place_at_once_both_work(
    make_store: MakeStore,
) -> None:
    stores = [make_store() for _ in range(4)]
    await asyncio.gather(*(store.open() for store in stores))
    user = await a_kept_user(stores[0])
    assert [await store.user_by_id(user.id) for store in stores] == [user] * 4
    for store in stores:
        await store.close()


async def test_a_sweep_of_nothing_ends_nothing(store: Store) -> None:
    assert await store.sweep(NOON, NOON) == ()


async def test_a_sweep_drops_what_has_expired_and_names_the_sessions(store: Store) -> None:
    user = await a_kept_user(store)
    over, live = a_session(user.id, expires_at=NOON), a_session(user.id, expires_at=NOON + SECOND)
    await store.add_session(over)
    await store.add_session(live)
    old_code = a_code(user.id, expires_at=NOON)
    await store.put_code(old_code)
    assert await store.sweep(NOON, NOON - HOUR) == (over.id,)
    assert await store.session_by_id(over.id) is None
    assert await store.session_by_id(live.id) == live
    assert await store.code_by_token(old_code.token_hash) is None
    assert await store.sweep(NOON, NOON - HOUR) == ()


async def test_a_sweep_leaves_a_live_code(store: Store) -> None:
    user = await a_kept_user(store)
    code = a_code(user.id, expires_at=NOON + SECOND)
    await store.put_code(code)
    await store.sweep(NOON, NOON - HOUR)
    assert await store.code_by_token(code.token_hash) == code


async def test_a_sweep_drops_old_registrations_with_all_that_is_theirs(store: Store) -> None:
    old, young = a_user(at=NOON - SECOND), a_user(at=NOON)
    owner = a_user("bob@example.org", verified=True, at=NOON - HOUR)
    for user in (old, young, owner):
        await store.add_user(user)
    session, code = a_session(old.id, SessionKind.PENDING), a_code(old.id)
    kept = a_session(owner.id)
    await store.add_session(session)
    await store.add_session(kept)
    await store.put_code(code)
    assert await store.sweep(NOON, NOON) == (session.id,)
    assert await store.user_by_id(old.id) is None
    assert await store.session_by_id(session.id) is None
    assert await store.code_by_token(code.token_hash) is None
    assert await store.registrations("ada@example.org") == (young,)
    assert await store.user_by_id(owner.id) == owner
    assert await store.session_by_id(kept.id) == kept
