"""Registering and verifying: nobody learns, plants or burns anything."""

from __future__ import annotations

import pytest

from auth.desk import ADA, PASSWORD, STRANGER, VISITOR, Desk
from gethory.auth.registration import Proof
from gethory.auth.signing_in import StillUnverified
from gethory.errors import CodeInvalid, EmailUnverified, RateLimited, SessionRequired
from gethory.models import SessionKind

pytestmark = pytest.mark.anyio

EVE = "eve's password"


async def refused(desk: Desk, proof: Proof, access: str | None = None) -> None:
    with pytest.raises(CodeInvalid):
        await desk.auth.verify(proof, access, VISITOR)


async def test_a_registration_is_mailed_a_code_and_a_link(desk: Desk) -> None:
    signed_in = await desk.register()
    mail = desk.mails[-1]
    assert mail.to == ADA
    assert mail.code is not None
    assert mail.link is not None
    assert mail.subject.endswith(mail.code)
    assert mail.code in mail.text.splitlines()
    assert mail.link in mail.text.splitlines()
    assert mail.link.startswith("http://localhost:3000/verify#")
    assert not signed_in.user.verified
    assert signed_in.refresh is None


@pytest.mark.parametrize("by_link", [False, True])
async def test_inside_its_pending_session_code_or_link_is_enough(desk: Desk, by_link: bool) -> None:
    pending = await desk.register()
    proof = Proof(desk.token if by_link else desk.code)
    signed_in = await desk.auth.verify(proof, pending.access, VISITOR)
    assert signed_in.user.verified
    assert signed_in.refresh is not None
    assert signed_in.caller.session.kind is SessionKind.FULL
    with pytest.raises(SessionRequired):
        await desk.auth.caller(pending.access)


async def test_a_code_works_once(desk: Desk) -> None:
    await desk.sign_up()
    await refused(desk, Proof(desk.code, ADA, PASSWORD))
    await refused(desk, Proof(desk.token, None, PASSWORD))


@pytest.mark.parametrize("minutes", [15, 16])
async def test_a_code_lives_a_quarter_of_an_hour(desk: Desk, minutes: int) -> None:
    pending = await desk.register()
    desk.clock.on(minutes=minutes)
    await refused(desk, Proof(desk.code), pending.access)


async def test_a_new_code_ends_the_old_one(desk: Desk) -> None:
    pending = await desk.register()
    old = desk.code
    await desk.auth.resend(ADA, pending.access)
    if old != desk.code:
        await refused(desk, Proof(old), pending.access)
    await desk.auth.verify(Proof(desk.code), pending.access, VISITOR)


async def test_five_wrong_tries_end_a_code(desk: Desk) -> None:
    pending = await desk.register()
    for _ in range(5):
        await refused(desk, Proof(desk.wrong_code), pending.access)
    await refused(desk, Proof(desk.code), pending.access)


async def test_strangers_cannot_use_up_the_tries(strict_desk: Desk) -> None:
    desk = strict_desk
    pending = await desk.register()
    for _ in range(20):
        await refused(desk, Proof(desk.wrong_code, ADA, EVE))
    with pytest.raises(RateLimited):
        await desk.auth.verify(Proof(desk.wrong_code, ADA, EVE), None, STRANGER)
    signed_in = await desk.auth.verify(Proof(desk.code), pending.access, VISITOR)
    assert signed_in.user.verified


async def test_wrong_tries_with_the_password_from_elsewhere_count_apart(desk: Desk) -> None:
    pending = await desk.register()
    for _ in range(5):
        await refused(desk, Proof(desk.wrong_code, ADA, PASSWORD))
    await refused(desk, Proof(desk.code, ADA, PASSWORD))
    await desk.auth.verify(Proof(desk.code), pending.access, VISITOR)


@pytest.mark.parametrize("password", [None, "", "wrong password"])
async def test_from_elsewhere_a_code_counts_only_with_its_password(
    desk: Desk, password: str | None
) -> None:
    await desk.register()
    await refused(desk, Proof(desk.code, ADA, password))
    await refused(desk, Proof(desk.token, None, password))
    signed_in = await desk.auth.verify(Proof(desk.code, ADA.upper(), PASSWORD), None, STRANGER)
    assert signed_in.user.verified


async def test_from_elsewhere_a_link_needs_no_address(desk: Desk) -> None:
    await desk.register()
    signed_in = await desk.auth.verify(Proof(desk.token, None, PASSWORD), None, STRANGER)
    assert signed_in.user.verified


async def test_verified_elsewhere_the_pending_session_ends(desk: Desk) -> None:
    pending = await desk.register()
    assert (await desk.auth.caller(pending.access)).user.email == ADA
    await desk.auth.verify(Proof(desk.token, None, PASSWORD), None, STRANGER)
    with pytest.raises(SessionRequired):
        await desk.auth.caller(pending.access)
    assert pending.caller.session.id in desk.ended


async def test_a_planted_registration_verifies_nothing_for_its_planter(desk: Desk) -> None:
    """Eve registers Ada's address; Ada clicks the mail; Eve must not get an account."""
    planted = await desk.register(password=EVE, visitor=STRANGER)
    mailed_to_eve = Proof(desk.token)
    await refused(desk, mailed_to_eve)
    mine = await desk.register()
    await refused(desk, mailed_to_eve, mine.access)
    await refused(desk, Proof(mailed_to_eve.secret, None, PASSWORD), mine.access)
    signed_in = await desk.auth.verify(Proof(desk.code), mine.access, VISITOR)
    assert signed_in.user.id == mine.user.id
    with pytest.raises(SessionRequired):
        await desk.auth.caller(planted.access)
    with pytest.raises(Exception, match="credentials_invalid"):
        await desk.login(password=EVE)


async def test_each_registration_of_an_address_keeps_its_own_code(desk: Desk) -> None:
    first = await desk.register(password=EVE)
    code_of_first = desk.code
    second = await desk.register()
    code_of_second = desk.code
    if code_of_first != code_of_second:
        await refused(desk, Proof(code_of_second), first.access)
        await refused(desk, Proof(code_of_first), second.access)
    await desk.auth.verify(Proof(code_of_first), first.access, VISITOR)


async def test_the_link_of_another_registration_counts_with_that_ones_password(
    desk: Desk,
) -> None:
    """Registered on the phone and on the laptop: the phone's link opened on the laptop."""
    phone = await desk.register(password="the phone's password")
    link = desk.token
    laptop = await desk.register()
    signed_in = await desk.auth.verify(
        Proof(link, None, "the phone's password"), laptop.access, VISITOR
    )
    assert signed_in.user.id == phone.user.id


async def test_registering_a_known_address_tells_its_owner_and_can_never_be_verified(
    desk: Desk,
) -> None:
    owner = await desk.sign_up()
    pending = await desk.register(password=EVE, visitor=STRANGER)
    letter = desk.mails[-1]
    assert (letter.to, letter.code) == (ADA, None)
    assert pending.user.email == ADA
    assert not pending.user.verified
    assert (await desk.auth.caller(pending.access)).user.id == pending.user.id
    with pytest.raises(EmailUnverified):
        await desk.auth.full_caller(pending.access)
    await desk.auth.resend(ADA, pending.access)
    assert desk.mails[-1].code is None
    await refused(desk, Proof("000000"), pending.access)
    with pytest.raises(StillUnverified):
        await desk.login(password=EVE)
    assert (await desk.login()).user.id == owner.user.id


async def test_of_one_address_five_registrations_a_day_are_mailed(desk: Desk) -> None:
    for _ in range(7):
        await desk.register()
    assert len(desk.mails) == 5
    desk.clock.on(days=1, seconds=1)
    await desk.register()
    assert len(desk.mails) == 6


async def test_resending_for_nobody_mails_nobody(desk: Desk) -> None:
    await desk.auth.resend("nobody@example.org", None)
    await desk.sign_up()
    sent = len(desk.mails)
    await desk.auth.resend(ADA, None)
    assert len(desk.mails) == sent


async def test_resending_is_for_the_registration_of_the_pending_session(desk: Desk) -> None:
    mine = await desk.register()
    await desk.register(password=EVE, visitor=STRANGER)
    await desk.auth.resend(ADA, mine.access)
    signed_in = await desk.auth.verify(Proof(desk.code), mine.access, VISITOR)
    assert signed_in.user.id == mine.user.id


async def test_registrations_that_nobody_verified_are_gone_after_a_week(desk: Desk) -> None:
    await desk.register()
    desk.clock.on(days=7, seconds=1)
    await desk.auth.sweep()
    assert await desk.store.registrations(ADA) == ()


async def test_registering_is_limited_by_source(strict_desk: Desk) -> None:
    for number in range(20):
        await strict_desk.register(f"{number}@example.org")
    with pytest.raises(RateLimited):
        await strict_desk.register()
    await strict_desk.register(visitor=STRANGER)


async def test_resending_is_limited_by_address(strict_desk: Desk) -> None:
    for email in (ADA, ADA.upper(), ADA, "Ada@Example.org", ADA):
        await strict_desk.auth.resend(email, None)
    with pytest.raises(RateLimited):
        await strict_desk.auth.resend(ADA, None)


async def test_a_source_that_tries_one_address_after_another_is_stopped(
    strict_desk: Desk,
) -> None:
    desk = strict_desk
    await desk.register()
    for number in range(100):
        await refused(desk, Proof("123456", f"{number}@example.org", PASSWORD))
    for proof in (Proof("123456", "x@example.org", PASSWORD), Proof("no token", None, PASSWORD)):
        with pytest.raises(RateLimited):
            await desk.auth.verify(proof, None, VISITOR)
    await desk.auth.verify(Proof(desk.token, None, PASSWORD), None, STRANGER)
