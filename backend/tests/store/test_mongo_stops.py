"""A command of several steps is stopped after each of them: what is left is safe, and the same
command done again, or the next sweep, makes it whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import AutoReconnect

from contract.samples import HOUR, NOON, a_code, a_kept_room, a_kept_user, a_session, an_invite
from ferretdb.server import FerretDB
from gethory.kit.ids import hashed
from gethory.models import CodePurpose, SessionKind
from gethory.store.base import StoreUnavailable
from gethory.store.mongo import MongoStore

pytestmark = pytest.mark.anyio

_WRITES = (
    "insert_one",
    "update_one",
    "replace_one",
    "delete_one",
    "delete_many",
    "find_one_and_update",
    "find_one_and_delete",
)
_MOST_STEPS = 12
TOKEN = hashed("the token")


@pytest.fixture
async def store(ferretdb: FerretDB) -> AsyncIterator[MongoStore]:
    uri = ferretdb.uri("stops")
    ferretdb.empty(uri)
    store = MongoStore(uri, timeout_s=20)
    await store.open()
    yield store
    await store.close()


@contextmanager
def _only(steps: int) -> Iterator[None]:
    """The connection is lost after so many writes."""
    with pytest.MonkeyPatch.context() as patch:
        left = [steps]
        for name in _WRITES:
            patch.setattr(AsyncCollection, name, _counted(getattr(AsyncCollection, name), left))
        yield


def _counted(write: Any, left: list[int]) -> Any:
    async def counted(*what: Any, **how: Any) -> Any:
        if left[0] == 0:
            raise AutoReconnect("stopped by the test")
        left[0] -= 1
        return await write(*what, **how)

    return counted


async def _stopped(work: Awaitable[Any], steps: int) -> bool:
    """Whether the work was stopped after so many steps, and did not end before."""
    with _only(steps):
        try:
            await work
        except StoreUnavailable:
            return True
    return False


async def test_verifying_leaves_one_owner_and_nothing_that_opens_anything(
    store: MongoStore,
) -> None:
    for steps in range(_MOST_STEPS):
        email = f"{steps}@example.org"
        user, other = await a_kept_user(store, email), await a_kept_user(store, email)
        await store.add_session(a_session(user.id, SessionKind.PENDING))
        await store.add_session(a_session(other.id, SessionKind.PENDING))
        await store.put_code(a_code(other.id))
        stopped = await _stopped(store.verify_user(user.id, NOON), steps)
        owner = await store.verified_user(email)
        assert (owner is None) is (steps == 0)
        if owner is not None:
            assert owner.id == user.id
            assert await store.verify_user(other.id, NOON) is None
            await store.sweep(NOON, NOON + HOUR)
            assert await store.user_by_id(other.id) is None
            assert await store.user_by_id(user.id) is not None
        if not stopped:
            return
    pytest.fail("it takes more steps than that")


async def test_a_new_password_never_leaves_a_session_of_before(store: MongoStore) -> None:
    for steps in range(_MOST_STEPS):
        user = await a_kept_user(store, f"{steps}@example.org")
        session, token = a_session(user.id), hashed(str(steps))
        await store.add_session(session)
        await store.put_code(a_code(user.id, CodePurpose.RESET, token=str(steps)))
        stopped = await _stopped(store.reset_password(token, "another hash", NOON), steps)
        kept = await store.user_by_id(user.id)
        assert kept is not None
        if kept.password_hash == "another hash":
            assert await store.session_by_id(session.id) is None
        if not stopped:
            assert kept.password_hash == "another hash"
            return
    pytest.fail("it takes more steps than that")


async def test_an_invite_lets_in_no_more_than_it_has_uses_and_takes_none_twice(
    store: MongoStore,
) -> None:
    for steps in range(_MOST_STEPS):
        room = await a_kept_room(store)
        invite = an_invite(room.id, f"token {steps}", uses=1)
        await store.add_invite(invite)
        user, late = await a_kept_user(store), await a_kept_user(store)
        use = (room.id, invite.token_hash)
        stopped = await _stopped(store.use_invite(*use, user.id, NOON), steps)
        if steps > 0:
            assert await store.use_invite(*use, late.id, NOON) is None
        assert await store.use_invite(*use, user.id, NOON) is not None
        assert await store.use_invite(*use, late.id, NOON) is None
        assert [member.user_id for member in await store.members_of(room.id)] == [user.id]
        if not stopped:
            return
    pytest.fail("it takes more steps than that")


async def test_who_is_removed_stays_out_once_the_removal_was_done_again(
    store: MongoStore,
) -> None:
    for steps in range(_MOST_STEPS):
        room, user = await a_kept_room(store), await a_kept_user(store)
        invite = an_invite(room.id, f"token {steps}")
        await store.add_invite(invite)
        await store.use_invite(room.id, invite.token_hash, user.id, NOON)
        theirs = an_invite(room.id, f"theirs {steps}", created_by=user.id)
        await store.add_invite(theirs)
        stopped = await _stopped(store.expel_member(room.id, user.id, NOON), steps)
        gone = await store.member(room.id, user.id) is None
        done_again = await store.expel_member(room.id, user.id, NOON)
        assert done_again is not gone
        assert await store.member(room.id, user.id) is None
        assert await store.use_invite(room.id, invite.token_hash, user.id, NOON) is None
        assert [one.id for one in await store.invites_of(room.id, NOON)] == [invite.id]
        if not stopped:
            return
    pytest.fail("it takes more steps than that")


async def test_a_sweep_that_was_stopped_is_made_up_for_by_the_next(store: MongoStore) -> None:
    for steps in range(_MOST_STEPS):
        user = await a_kept_user(store)
        await store.add_session(a_session(user.id, SessionKind.PENDING))
        await store.put_code(a_code(user.id))
        stopped = await _stopped(store.sweep(NOON, NOON + HOUR), steps)
        await store.sweep(NOON, NOON + HOUR)
        assert await store.user_by_id(user.id) is None
        assert await store.end_sessions_of(user.id) == ()
        if not stopped:
            return
    pytest.fail("it takes more steps than that")
