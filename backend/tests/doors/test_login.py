"""POST /api/auth/login"""

from __future__ import annotations

from typing import Any

import pytest

from doors.conftest import OpenHouse
from doors.house import (
    EVERY_USER_FIELD,
    PASSWORD,
    House,
    assert_ok,
    assert_refused,
    cookies_set,
)

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
LOGIN = "/api/auth/login"


def credentials(email: str = ADA, password: str = PASSWORD) -> dict[str, str]:
    return {"email": email, "password": password}


async def test_the_right_password_gets_both_cookies(house: House) -> None:
    await house.signed_up(ADA)
    browser = house.browser()
    answer = await browser.post(LOGIN, json=credentials(" ADA@Example.org "))
    assert_ok(answer)
    assert set(answer.json()["user"]) == EVERY_USER_FIELD
    assert answer.json()["expiresAt"].endswith("Z")
    cookies = cookies_set(answer)
    assert cookies["accessToken"]["path"] == "/"
    assert cookies["refreshToken"]["path"] == "/api/auth"
    assert cookies["device"]["path"] == LOGIN
    for flags in cookies.values():
        assert flags["samesite"] == "strict"
        assert "httponly" in flags
        assert "secure" not in flags
        assert "domain" not in flags
    assert_ok(await browser.get("/api/room/fetchall"))


async def test_a_wrong_password_and_an_unknown_address_are_one_answer(house: House) -> None:
    await house.signed_up(ADA)
    await house.registered("pending@example.org")
    answers = [
        await house.browser().post(LOGIN, json=credentials(email, "not the password"))
        for email in (ADA, "pending@example.org", "nobody@example.org", "no address at all")
    ]
    for answer in answers:
        assert_refused(answer, 401, "credentials_invalid")
        assert cookies_set(answer) == {}
    assert len({answer.content for answer in answers}) == 1


async def test_an_unverified_address_gets_a_pending_session_and_no_mail(house: House) -> None:
    await house.registered(ADA)
    browser = house.browser()
    answer = await browser.post(LOGIN, json=credentials())
    assert_refused(answer, 403, "email_unverified")
    assert set(cookies_set(answer)) == {"accessToken"}
    assert_ok(await browser.get("/api/user"))
    assert len(await house.mails(ADA)) == 1
    body = {"code": await house.code(ADA)}
    assert_ok(await browser.post("/api/auth/email/verify", json=body))
    assert_ok(await browser.get("/api/room/fetchall"))


async def test_a_planted_registration_answers_like_any_other(house: House) -> None:
    await house.signed_up(ADA)
    planter = house.browser()
    body = {"email": ADA, "password": "planted words", "confirmpassword": "planted words"}
    assert_ok(await planter.post("/api/auth/register", json=body))
    again = await house.browser().post(LOGIN, json=credentials(password="planted words"))
    assert_refused(again, 403, "email_unverified")
    refused = await planter.post("/api/auth/email/verify", json={"code": "123456"})
    assert_refused(refused, 400, "code_invalid")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": ADA},
        {"email": ADA, "password": ""},
        {"email": ADA, "password": "x" * 1025},
        {"email": {"$gt": ""}, "password": {"$gt": ""}},
        {"email": ADA, "password": 12345678},
        [],
        None,
    ],
)
async def test_what_is_malformed_is_refused(house: House, body: Any) -> None:
    assert_refused(await house.browser().post(LOGIN, json=body), 400, "input_invalid")


@pytest.mark.parametrize("password", ["with\x00zero", "\u202e bidi", "🦊" * 1024, "tab\there"])
async def test_odd_passwords_are_simply_wrong(house: House, password: str) -> None:
    await house.signed_up(ADA)
    refused = await house.browser().post(LOGIN, json=credentials(password=password))
    assert_refused(refused, 401, "credentials_invalid")


async def test_the_eleventh_failure_is_limited_but_not_for_a_browser_that_was_here(
    open_house: OpenHouse,
) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        known = await house.signed_up(ADA)
        for number in range(10):
            stranger = house.browser(peer=f"198.51.100.{number}")
            refused = await stranger.post(LOGIN, json=credentials(password="a guess"))
            assert_refused(refused, 401, "credentials_invalid")
        limited = await house.browser().post(LOGIN, json=credentials())
        assert_refused(limited, 429, "rate_limited")
        assert int(limited.headers["retry-after"]) <= 900
        assert_ok(await known.post(LOGIN, json=credentials()))


async def test_get_does_not_sign_in(house: House) -> None:
    assert_refused(await house.browser().get(LOGIN), 405, "method_not_allowed")
