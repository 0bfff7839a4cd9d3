"""What who waits for a mail hears when it does not come as usual: the same whatever the address."""

from __future__ import annotations

from typing import Any

import pytest

from doors.conftest import OpenHouse
from doors.house import House, assert_ok, registration
from gethory.mail.mailers import MailerRefused
from gethory.mail.smtp import SmtpMailer
from gethory.models import Mail
from scenarios.eventually import eventually_asked
from scenarios.server import free_port

pytestmark = pytest.mark.anyio

ADA, BEN, NOBODY = "ada@example.org", "ben@example.org", "nobody@example.org"
REGISTER, ME = "/api/auth/register", "/api/user"
RESEND, FORGOT = "/api/auth/email/resend-verification", "/api/auth/password/forgot"
SENDER = "Gethory <no-reply@example.org>"


async def _told(house: House, email: str) -> Any:
    """What a new registration hears, once the first try is over."""
    browser = await house.registered(email)

    async def missing() -> str:
        return "" if (await browser.get(ME)).json()["mail"] else "nobody is told about the mail"

    await eventually_asked(missing)
    return (await browser.get(ME)).json()["mail"]


async def test_as_long_as_mail_goes_out_nothing_is_said(house: House) -> None:
    browser = house.browser()
    for answer in (
        await browser.post(REGISTER, json=registration(ADA)),
        await browser.get(ME),
        await browser.post(RESEND, json={"email": ADA}),
        await browser.post(FORGOT, json={"email": ADA}),
    ):
        assert_ok(answer)
        assert answer.json()["mail"] is None


async def test_a_server_that_is_not_there_is_told_to_everybody_alike(
    open_house: OpenHouse,
) -> None:
    url = f"smtp://127.0.0.1:{free_port()}"
    async with open_house(smtp_url=url, email_sender=SENDER) as house:
        assert await _told(house, ADA) == {"state": "delayed"}
        for door in (RESEND, FORGOT):
            answers = [await house.browser().post(door, json={"email": e}) for e in (ADA, NOBODY)]
            assert answers[0].json()["mail"] == {"state": "delayed"}
            assert len({answer.content for answer in answers}) == 1
        answer = await house.browser().post(REGISTER, json=registration(BEN))
        assert answer.json()["mail"] == {"state": "delayed"}


async def test_a_key_that_is_refused_is_told_too(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_self: SmtpMailer, _mail: Mail) -> None:
        raise MailerRefused("smtp_535")

    monkeypatch.setattr(SmtpMailer, "send", refused)
    async with open_house(smtp_url="smtp://127.0.0.1", email_sender=SENDER) as house:
        assert await _told(house, ADA) == {"state": "failing"}


@pytest.mark.parametrize(
    "given", [{"node_env": "production"}, {"backend_url": "http://voice.example.org"}]
)
async def test_a_server_that_sends_none_says_so(
    open_house: OpenHouse, given: dict[str, str]
) -> None:
    async with open_house(**given) as house:
        answer = await house.browser().post(REGISTER, json=registration(ADA))
        assert_ok(answer)
        assert answer.json()["mail"] == {"state": "console"}


async def test_who_waits_for_nothing_hears_nothing(open_house: OpenHouse) -> None:
    async with open_house() as house:
        await house.signed_up(ADA)
    url = f"smtp://127.0.0.1:{free_port()}"
    async with open_house(smtp_url=url, email_sender=SENDER) as house:
        await _told(house, BEN)
        browser = house.browser()
        body = {"email": ADA, "password": registration(ADA)["password"]}
        assert_ok(await browser.post("/api/auth/login", json=body))
        assert (await browser.get(ME)).json()["mail"] is None
