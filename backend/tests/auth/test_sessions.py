"""Sessions: found on every request, renewed, ended at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from auth.desk import ADA, VISITOR, Desk
from gethory.auth.sessions import SignedIn
from gethory.errors import (
    EmailUnverified,
    RateLimited,
    RefreshInvalid,
    SessionNotFound,
    SessionRequired,
)
from gethory.models import Id
from gethory.store.base import ProfileChange, StoreUnavailable

pytestmark = pytest.mark.anyio


async def renewed(desk: Desk, signed_in: SignedIn) -> SignedIn:
    return await desk.auth.refresh(signed_in.refresh)


async def refused(desk: Desk, token: str | None) -> bool:
    """Whether the refusal clears the cookies."""
    with pytest.raises(RefreshInvalid) as refusal:
        await desk.auth.refresh(token)
    return refusal.value.clear_cookies


async def is_over(desk: Desk, signed_in: SignedIn) -> bool:
    try:
        await desk.auth.caller(signed_in.access)
    except SessionRequired:
        return True
    return False


async def kept_as_seen(desk: Desk, signed_in: SignedIn) -> datetime:
    """When the session was used last, as the store knows it."""
    session = await desk.store.session_by_id(signed_in.caller.session.id)
    assert session is not None
    return session.last_seen_at


async def away(_seen: Mapping[Id, datetime]) -> None:
    """A store that cannot write."""
    raise StoreUnavailable("deadline")


async def test_an_access_token_ends_after_its_quarter_of_an_hour(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    desk.clock.on(minutes=14, seconds=59)
    assert (await desk.auth.full_caller(signed_in.access)).user.email == ADA
    desk.clock.on(seconds=1)
    assert await is_over(desk, signed_in)
    assert (await desk.auth.still(signed_in.caller.session.id)).user.email == ADA


async def test_a_pending_session_lasts_its_whole_hour_and_opens_nothing_else(desk: Desk) -> None:
    pending = await desk.register()
    desk.clock.on(minutes=59, seconds=59)
    assert not await is_over(desk, pending)
    with pytest.raises(EmailUnverified):
        await desk.auth.full_caller(pending.access)
    desk.clock.on(seconds=1)
    assert await is_over(desk, pending)


async def test_an_ended_session_is_over_at_once_and_its_sockets_hear_of_it(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    other = await desk.login()
    assert not await is_over(desk, signed_in)
    await desk.auth.logout(signed_in.access, None)
    assert await is_over(desk, signed_in)
    assert desk.ended[-1] == signed_in.caller.session.id
    assert not await is_over(desk, other)
    with pytest.raises(SessionRequired):
        await desk.auth.still(signed_in.caller.session.id)


async def test_a_session_ended_elsewhere_is_noticed_within_two_seconds(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    assert not await is_over(desk, signed_in)
    await desk.store.end_session(signed_in.caller.session.id)
    desk.clock.on(seconds=2)
    assert await is_over(desk, signed_in)


async def test_a_session_that_ends_while_it_is_read_is_not_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await desk.sign_up()
    read = desk.store.user_by_id

    async def slow(user_id: str) -> object:
        user = await read(user_id)
        await desk.auth.logout(signed_in.access, None)
        return user

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "user_by_id", slow)
        await desk.auth.caller(signed_in.access)
    assert await is_over(desk, signed_in)


async def test_a_changed_account_is_read_anew(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    await desk.auth.caller(signed_in.access)
    change = ProfileChange("Ada", "ada", None, None, desk.clock())
    await desk.store.change_profile(signed_in.user.id, change)
    desk.auth.forget_user(signed_in.user.id)
    assert (await desk.auth.caller(signed_in.access)).user.name == "Ada"


async def test_using_a_session_is_remembered_by_the_minute(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    desk.clock.on(minutes=2)
    caller = await desk.auth.caller(signed_in.access)
    assert caller.session.last_seen_at == desk.clock()
    assert await kept_as_seen(desk, signed_in) < desk.clock()
    await desk.auth.keep_seen()
    assert await kept_as_seen(desk, signed_in) == desk.clock()


async def test_a_use_noted_while_the_store_is_away_is_written_when_it_is_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await desk.sign_up()
    desk.clock.on(minutes=2)
    await desk.auth.caller(signed_in.access)
    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "see_sessions", away)
        await desk.auth.keep_seen()
    desk.clock.on(seconds=50)
    await desk.auth.caller(signed_in.access)
    await desk.auth.keep_seen()
    assert await kept_as_seen(desk, signed_in) == desk.clock() - timedelta(seconds=50)


async def test_a_use_noted_while_another_is_written_is_not_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await desk.sign_up()
    desk.clock.on(minutes=2)
    await desk.auth.caller(signed_in.access)
    write = desk.store.see_sessions

    async def slow(seen: Mapping[Id, datetime]) -> None:
        monkeypatch.undo()
        await write(seen)
        desk.clock.on(minutes=2)
        await desk.auth.caller(signed_in.access)

    monkeypatch.setattr(desk.store, "see_sessions", slow)
    await desk.auth.keep_seen()
    assert await kept_as_seen(desk, signed_in) == desk.clock()


async def test_refreshing_goes_on_and_on_until_thirty_days_are_over(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    for _ in range(29):
        desk.clock.on(days=1)
        signed_in = await renewed(desk, signed_in)
    assert not await is_over(desk, signed_in)
    desk.clock.on(days=1)
    assert await refused(desk, signed_in.refresh)


async def test_two_tabs_at_once_get_the_same_successor(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    tabs = await asyncio.gather(*(renewed(desk, signed_in) for _ in range(10)))
    assert len({tab.refresh for tab in tabs}) == 1
    assert tabs[0].refresh != signed_in.refresh
    session = await desk.store.session_by_id(signed_in.caller.session.id)
    assert session is not None
    assert session.generation == 1


@pytest.mark.parametrize("days", [0, 3])
async def test_a_lost_answer_is_given_again_byte_for_byte(desk: Desk, days: int) -> None:
    signed_in = await desk.sign_up()
    lost = await renewed(desk, signed_in)
    desk.clock.on(days=days)
    assert (await renewed(desk, signed_in)).refresh == lost.refresh


async def test_a_late_tab_is_refused_and_keeps_its_cookies(desk: Desk) -> None:
    first = await desk.sign_up()
    second = await renewed(desk, first)
    third = await renewed(desk, second)
    desk.clock.on(seconds=10)
    assert not await refused(desk, first.refresh)
    assert not await is_over(desk, third)
    await renewed(desk, third)


async def test_a_stolen_token_ends_the_whole_session(desk: Desk) -> None:
    first = await desk.sign_up()
    other = await desk.login()
    second = await renewed(desk, first)
    third = await renewed(desk, second)
    desk.clock.on(seconds=10.001)
    assert await refused(desk, first.refresh)
    assert await is_over(desk, third)
    assert desk.ended == [*desk.ended[:-1], first.caller.session.id]
    assert await refused(desk, third.refresh)
    assert not await is_over(desk, other)


@pytest.mark.parametrize("token", [None, "", "x.y.z"])
async def test_what_is_no_refresh_token_is_refused(desk: Desk, token: str | None) -> None:
    assert await refused(desk, token)


async def test_tokens_do_not_stand_for_one_another(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    assert await refused(desk, signed_in.access)
    with pytest.raises(SessionRequired):
        await desk.auth.caller(signed_in.refresh)


async def test_refreshing_is_limited_by_session(strict_desk: Desk) -> None:
    desk = strict_desk
    signed_in = await desk.sign_up()
    for _ in range(60):
        signed_in = await renewed(desk, signed_in)
    with pytest.raises(RateLimited):
        await renewed(desk, signed_in)
    await renewed(desk, await desk.login())


async def test_logging_out_ends_every_session_the_tokens_are_of(desk: Desk) -> None:
    one, two = await desk.sign_up(), await desk.login()
    await desk.auth.logout(one.access, two.refresh)
    assert await is_over(desk, one)
    assert await is_over(desk, two)


async def test_logging_out_works_with_an_expired_access_token(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    desk.clock.on(hours=1)
    await desk.auth.logout(signed_in.access, None)
    assert await refused(desk, signed_in.refresh)


@pytest.mark.parametrize("token", [None, "", "x.y.z"])
async def test_logging_out_without_a_session_is_fine(desk: Desk, token: str | None) -> None:
    await desk.auth.logout(token, token)


async def test_a_long_user_agent_is_cut(desk: Desk) -> None:
    await desk.sign_up()
    visitor = type(VISITOR)(VISITOR.source, "x" * 5000)
    signed_in = await desk.login(visitor=visitor)
    assert len(signed_in.caller.session.user_agent) == 200


async def test_expired_sessions_are_swept_and_their_sockets_hear_of_it(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    desk.clock.on(days=30)
    await desk.auth.sweep()
    assert signed_in.caller.session.id in desk.ended


# one's sessions --------------------------------------------------------------------------


async def test_a_session_is_seen_again_with_its_use_at_most_once_a_minute(desk: Desk) -> None:
    signed_in = await desk.sign_up()
    began = desk.clock()
    for seconds, seen in ((59, 0), (2, 61), (30, 61), (31, 122)):
        desk.clock.on(seconds=seconds)
        await desk.auth.full_caller(signed_in.access)
        [session] = await desk.auth.sessions(signed_in.user)
        assert (session.last_seen_at - began).total_seconds() == seen


async def test_what_has_expired_is_not_listed_and_cannot_be_ended(desk: Desk) -> None:
    old = await desk.sign_up()
    desk.clock.on(days=29)
    new = await desk.login()
    before = list(desk.ended)
    desk.clock.on(days=1)
    assert [session.id for session in await desk.auth.sessions(new.user)] == [new.caller.session.id]
    with pytest.raises(SessionNotFound):
        await desk.auth.end_session(new.user, old.caller.session.id)
    assert desk.ended == before


async def test_a_session_ended_from_elsewhere_tells_its_sockets(desk: Desk) -> None:
    old = await desk.sign_up()
    new = await desk.login()
    before = list(desk.ended)
    await desk.auth.end_session(new.user, old.caller.session.id)
    assert desk.ended == [*before, old.caller.session.id]
