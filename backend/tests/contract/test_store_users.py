"""What every store promises about accounts."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from contract.samples import HOUR, NOON, SECOND, a_code, a_kept_user, a_profile, a_session, a_user
from gethory.errors import UsernameTaken
from gethory.kit.ids import new_id
from gethory.models import SessionKind, User
from gethory.store.base import Store, StoreConflict, Verified

pytestmark = pytest.mark.anyio

PENDING = SessionKind.PENDING


async def test_an_account_comes_back_as_it_was_kept(store: Store) -> None:
    user = replace(
        a_user("Ada+Room@Example.org", username="Ada.L", verified=True),
        name="Ada 🎙️ Ловелас\u0301",
        bio="Zeile\n' OR 1=1 --",
        avatar="a.webp",
        profile_completed=True,
        updated_at=NOON + SECOND,
    )
    await store.add_user(user)
    assert await store.user_by_id(user.id) == user


async def test_an_account_nobody_made_is_none(store: Store) -> None:
    assert await store.user_by_id(new_id()) is None
    assert await store.verified_user("ada@example.org") is None
    assert await store.registrations("ada@example.org") == ()


@pytest.mark.parametrize("text", ["", "' OR 1=1 --", '{"$gt": ""}', "%", "\x00", "\ud800", "🎙️"])
async def test_any_text_may_be_asked_for(store: Store, text: str) -> None:
    await store.add_user(a_user(verified=True))
    assert await store.user_by_id(text) is None
    assert await store.users_by_ids((text,)) == {}
    assert await store.verified_user(text) is None
    assert await store.registrations(text) == ()


async def test_accounts_are_found_by_many_ids_at_once(store: Store) -> None:
    ada = await a_kept_user(store, "ada@example.org")
    bob = await a_kept_user(store, "bob@example.org")
    asked = (ada.id, new_id(), bob.id, ada.id)
    assert await store.users_by_ids(asked) == {ada.id: ada, bob.id: bob}
    assert await store.users_by_ids(()) == {}
    many = tuple(new_id() for _ in range(3000))
    assert await store.users_by_ids((*many, ada.id)) == {ada.id: ada}


async def test_one_address_may_be_registered_many_times(store: Store) -> None:
    made = [a_user(at=NOON + n * SECOND) for n in range(3)]
    for user in made:
        await store.add_user(user)
    assert await store.registrations("ada@example.org") == tuple(reversed(made))
    assert await store.verified_user("ada@example.org") is None


async def test_an_address_is_compared_in_lower_case(store: Store) -> None:
    owner = a_user("Äda@Example.org", verified=True)
    other = a_user("äDA@example.ORG")
    await store.add_user(owner)
    await store.add_user(other)
    assert await store.verified_user("äda@EXAMPLE.org") == owner
    assert await store.registrations("ÄDA@example.org") == (other,)


async def test_registrations_are_counted_from_a_time_on(store: Store) -> None:
    await store.add_user(a_user("ada@example.org", at=NOON - SECOND))
    await store.add_user(a_user("ada@example.org", at=NOON))
    await store.add_user(a_user("ADA@example.org", at=NOON + SECOND, verified=True))
    await store.add_user(a_user("bob@example.org", at=NOON))
    assert await store.count_codes_since("Ada@example.org", NOON) == 2
    assert await store.count_codes_since("eve@example.org", NOON) == 0


async def test_a_repeated_account_is_a_conflict(store: Store) -> None:
    user = await a_kept_user(store)
    with pytest.raises(StoreConflict):
        await store.add_user(user)


async def test_an_address_has_one_owner(store: Store) -> None:
    await store.add_user(a_user(verified=True))
    with pytest.raises(StoreConflict):
        await store.add_user(a_user("ADA@example.org", verified=True))


async def test_verifying_gives_the_address_to_the_account(store: Store) -> None:
    user = await a_kept_user(store)
    verified = await store.verify_user(user.id, NOON + HOUR)
    expected = replace(user, verified=True, updated_at=NOON + HOUR)
    assert verified == Verified(user=expected, ended=())
    assert await store.verified_user(user.email) == expected
    assert await store.registrations(user.email) == ()


async def test_verifying_drops_the_other_registrations_with_all_that_is_theirs(
    store: Store,
) -> None:
    winner = await a_kept_user(store, "ada@example.org")
    loser = await a_kept_user(store, "ADA@example.org")
    session = a_session(loser.id, PENDING)
    await store.add_session(session)
    code = a_code(loser.id)
    await store.put_code(code)
    verified = await store.verify_user(winner.id, NOON)
    assert verified is not None
    assert verified.ended == (session.id,)
    assert await store.user_by_id(loser.id) is None
    assert await store.session_by_id(session.id) is None
    assert await store.code_by_token(code.token_hash) is None


async def test_verifying_ends_the_pending_sessions_of_the_account_itself(store: Store) -> None:
    user = await a_kept_user(store)
    pending, full = a_session(user.id, PENDING), a_session(user.id)
    await store.add_session(pending)
    await store.add_session(full)
    verified = await store.verify_user(user.id, NOON)
    assert verified is not None
    assert verified.ended == (pending.id,)
    assert await store.session_by_id(pending.id) is None
    assert await store.session_by_id(full.id) == full


async def test_verifying_leaves_other_addresses_alone(store: Store) -> None:
    ada = await a_kept_user(store, "ada@example.org")
    bob = await a_kept_user(store, "bob@example.org")
    session, code = a_session(bob.id, PENDING), a_code(bob.id)
    await store.add_session(session)
    await store.put_code(code)
    await store.verify_user(ada.id, NOON)
    assert await store.registrations("bob@example.org") == (bob,)
    assert await store.session_by_id(session.id) == session
    assert await store.code_by_token(code.token_hash) == code


async def test_an_address_with_an_owner_cannot_be_taken(store: Store) -> None:
    owner = await a_kept_user(store)
    await store.verify_user(owner.id, NOON)
    late = await a_kept_user(store)
    session = a_session(late.id, PENDING)
    await store.add_session(session)
    assert await store.verify_user(late.id, NOON) is None
    assert await store.verify_user(owner.id, NOON) is None
    assert await store.verify_user(new_id(), NOON) is None
    assert await store.registrations(late.email) == (late,)
    assert await store.session_by_id(session.id) == session


async def test_of_twenty_registrations_verified_at_once_one_wins(store: Store) -> None:
    made = [await a_kept_user(store) for _ in range(20)]
    answers = await asyncio.gather(*(store.verify_user(user.id, NOON) for user in made))
    winners = [answer.user for answer in answers if answer]
    assert len(winners) == 1
    assert await store.verified_user("ada@example.org") == winners[0]
    assert set(await store.users_by_ids(tuple(user.id for user in made))) == {winners[0].id}


async def test_of_twenty_verifications_of_one_account_one_wins(store: Store) -> None:
    user = await a_kept_user(store)
    answers = await asyncio.gather(*(store.verify_user(user.id, NOON) for _ in range(20)))
    assert len([answer for answer in answers if answer]) == 1


async def test_a_profile_is_completed_by_its_first_change(store: Store) -> None:
    user = await a_kept_user(store)
    change = a_profile("Ada.L", name="Ada Łowelas", bio="Hello", avatar="one.webp")
    changed = await store.change_profile(user.id, change)
    assert changed == replace(
        user,
        name="Ada Łowelas",
        username="Ada.L",
        bio="Hello",
        avatar="one.webp",
        profile_completed=True,
        updated_at=change.at,
    )
    assert await store.user_by_id(user.id) == changed


async def test_a_profile_without_picture_or_bio_keeps_both(store: Store) -> None:
    user = await a_kept_user(store)
    await store.change_profile(user.id, a_profile("ada", bio="Hello", avatar="one.webp"))
    changed = await store.change_profile(user.id, a_profile("ada"))
    assert changed is not None
    assert (changed.bio, changed.avatar) == ("Hello", "one.webp")
    emptied = await store.change_profile(user.id, a_profile("ada", bio=""))
    assert emptied is not None
    assert emptied.bio == ""


async def test_the_profile_of_an_account_that_is_gone_is_none(store: Store) -> None:
    assert await store.change_profile(new_id(), a_profile("ada")) is None


async def _somebody(store: Store, username: str) -> User:
    user = await a_kept_user(store, f"{username}@example.org")
    changed = await store.change_profile(user.id, a_profile(username))
    assert changed is not None
    return changed


@pytest.mark.parametrize(("first", "second"), [("Ada.L", "aDA.l"), ("straße", "STRASSE")])
async def test_a_username_is_taken_in_any_case(store: Store, first: str, second: str) -> None:
    await _somebody(store, first)
    bob = await _somebody(store, "bob")
    with pytest.raises(UsernameTaken):
        await store.change_profile(bob.id, a_profile(second))
    assert await store.user_by_id(bob.id) == bob


async def test_ones_own_username_may_be_kept_or_written_differently(store: Store) -> None:
    ada = await _somebody(store, "ada")
    for username in ("ada", "Ada"):
        changed = await store.change_profile(ada.id, a_profile(username))
        assert changed is not None
        assert changed.username == username


async def test_a_username_that_was_given_up_is_free(store: Store) -> None:
    ada = await _somebody(store, "ada")
    bob = await _somebody(store, "bob")
    await store.change_profile(ada.id, a_profile("lovelace"))
    assert await store.change_profile(bob.id, a_profile("ada")) is not None


async def test_of_twenty_who_want_one_username_one_gets_it(store: Store) -> None:
    people = [await a_kept_user(store, f"{n}@example.org") for n in range(20)]
    changes = (store.change_profile(user.id, a_profile("ada")) for user in people)
    answers = await asyncio.gather(*changes, return_exceptions=True)
    assert len([answer for answer in answers if isinstance(answer, User)]) == 1
    assert len([answer for answer in answers if isinstance(answer, UsernameTaken)]) == 19


async def test_a_new_password_replaces_the_old(store: Store) -> None:
    user = await a_kept_user(store)
    other = await a_kept_user(store)
    assert await store.change_password(
        user.id, "another hash", NOON + HOUR, before=user.password_hash
    )
    changed = replace(user, password_hash="another hash", updated_at=NOON + HOUR)
    assert await store.user_by_id(user.id) == changed
    assert await store.user_by_id(other.id) == other


async def test_a_password_that_was_changed_meanwhile_stays(store: Store) -> None:
    user = await a_kept_user(store)
    for changed_id, before in ((user.id, "an older hash"), (new_id(), user.password_hash)):
        kept = await store.change_password(changed_id, "another hash", NOON + HOUR, before=before)
        assert kept is False
    assert await store.user_by_id(user.id) == user
