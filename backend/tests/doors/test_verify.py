"""POST /api/auth/email/verify and /api/auth/email/resend-verification"""

from __future__ import annotations

from typing import Any

import pytest

from doors.conftest import OpenHouse
from doors.house import (
    PASSWORD,
    House,
    assert_ok,
    assert_refused,
    cookies_set,
    registration,
)

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
VERIFY = "/api/auth/email/verify"
RESEND = "/api/auth/email/resend-verification"


async def test_the_code_in_the_body_starts_a_full_session(house: House) -> None:
    browser = await house.registered(ADA)
    answer = await browser.post(VERIFY, json={"code": await house.code(ADA)})
    assert_ok(answer)
    assert answer.json()["user"]["verified"] is True
    assert answer.json()["expiresAt"] > answer.json()["user"]["updatedAt"]
    cookies = cookies_set(answer)
    assert set(cookies) == {"accessToken", "refreshToken", "device"}
    assert cookies["accessToken"]["max-age"] in {"899", "900"}
    refresh = cookies["refreshToken"]
    refresh.pop("")
    assert int(refresh.pop("max-age")) in range(30 * 86400 - 5, 30 * 86400 + 1)
    assert refresh == {"httponly": "", "path": "/api/auth", "samesite": "strict"}
    assert_ok(await browser.get("/api/room/fetchall"))


async def test_the_code_in_the_query_needs_no_body(house: House) -> None:
    browser = await house.registered(ADA)
    assert_ok(await browser.post(f"{VERIFY}?code={await house.code(ADA)}"))


@pytest.mark.parametrize("content", [b"", b"{}"])
async def test_an_empty_body_beside_a_query_is_fine(house: House, content: bytes) -> None:
    browser = await house.registered(ADA)
    answer = await browser.post(
        f"{VERIFY}?code={await house.code(ADA)}",
        content=content,
        headers={"content-type": "application/json"},
    )
    assert_ok(answer)


async def test_the_body_outranks_the_query(house: House) -> None:
    browser = await house.registered(ADA)
    right = await house.code(ADA)
    answer = await browser.post(f"{VERIFY}?code={right}", json={"code": "not it"})
    assert_refused(answer, 400, "code_invalid")
    assert_ok(await browser.post(f"{VERIFY}?code=wrong", json={"code": right}))


async def test_the_token_of_the_link_is_a_code_too(house: House) -> None:
    browser = await house.registered(ADA)
    assert_ok(await browser.post(VERIFY, json={"code": await house.token(ADA)}))


async def test_looking_at_the_link_changes_nothing(house: House) -> None:
    browser = await house.registered(ADA)
    [mail] = await house.mails(ADA)
    for method in ("GET", "HEAD"):
        await house.browser().request(method, mail["link"])
    assert_ok(await browser.post(VERIFY, json={"code": mail["code"]}))


async def test_from_another_browser_it_takes_the_password_too(house: House) -> None:
    await house.registered(ADA)
    code, token = await house.code(ADA), await house.token(ADA)
    other = house.browser()
    for body in (
        {"code": code},
        {"code": token},
        {"code": code, "email": ADA},
        {"code": code, "email": ADA, "password": "not the password"},
        {"code": code, "email": "ben@example.org", "password": PASSWORD},
        {"code": token, "password": "not the password"},
    ):
        assert_refused(await other.post(VERIFY, json=body), 400, "code_invalid")
    assert_ok(await other.post(f"{VERIFY}?email={ADA}", json={"code": code, "password": PASSWORD}))


async def test_verified_elsewhere_the_pending_browser_is_signed_out(house: House) -> None:
    pending = await house.registered(ADA)
    body = {"code": await house.token(ADA), "password": PASSWORD}
    assert_ok(await house.browser().post(VERIFY, json=body))
    assert_refused(await pending.get("/api/user"), 401, "session_required")


async def test_every_wrong_code_gets_the_same_answer(house: House) -> None:
    used = await house.signed_up("used@example.org")
    used_code = await house.code("used@example.org")
    browser = await house.registered(ADA)
    wrong = f"{(int(await house.code(ADA)) + 1) % 1_000_000:06d}"
    answers = [
        await browser.post(VERIFY, json={"code": wrong}),
        await browser.post(VERIFY, json={"code": ""}),
        await browser.post(VERIFY, json={"code": "x" * 43}),
        await used.post(VERIFY, json={"code": used_code}),
        await house.browser().post(VERIFY, json={"code": wrong}),
        await house.browser().post(VERIFY, json={"code": wrong, "email": "nobody@example.org"}),
    ]
    for answer in answers:
        assert_refused(answer, 400, "code_invalid")
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    "body", [{}, {"code": 123456}, {"code": None}, {"code": ["1"]}, {"code": "x" * 129}, []]
)
async def test_a_code_is_a_string(house: House, body: Any) -> None:
    assert_refused(await house.browser().post(VERIFY, json=body), 400, "input_invalid")


async def test_five_wrong_tries_are_the_end_of_a_code(house: House) -> None:
    browser = await house.registered(ADA)
    code = await house.code(ADA)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        await browser.post(VERIFY, json={"code": wrong})
    assert_refused(await browser.post(VERIFY, json={"code": code}), 400, "code_invalid")
    assert_ok(await browser.post(RESEND, json={"email": ADA}))
    assert_ok(await browser.post(VERIFY, json={"code": await house.code(ADA)}))


async def test_resending_answers_the_same_whoever_asks_about_whomever(house: House) -> None:
    await house.signed_up("known@example.org")
    pending = await house.registered(ADA)
    answers = [
        await browser.post(RESEND, json={"email": email})
        for browser in (house.browser(), pending)
        for email in (ADA, "known@example.org", "nobody@example.org")
    ]
    for answer in answers:
        assert_ok(answer)
        assert cookies_set(answer) == {}
    assert len({answer.content for answer in answers}) == 1
    assert len(await house.mails("known@example.org")) == 1
    assert len(await house.mails("nobody@example.org")) == 0
    assert len(await house.mails(ADA)) == 3


async def test_resending_starts_no_session(house: House) -> None:
    await house.registered(ADA)
    browser = house.browser()
    await browser.post(RESEND, json={"email": ADA})
    assert_refused(await browser.get("/api/user"), 401, "session_required")


async def test_five_resends_an_hour_for_one_address(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        for email in ("nobody@example.org", ADA):
            for _ in range(5):
                assert_ok(await house.browser().post(RESEND, json={"email": email}))
            refused = await house.browser().post(RESEND, json={"email": email.upper()})
            assert_refused(refused, 429, "rate_limited")


async def test_twenty_tries_an_hour_for_one_address(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        browser = house.browser()
        assert_ok(await browser.post("/api/auth/register", json=registration(ADA)))
        code = await house.code(ADA)
        for _ in range(20):
            refused = await house.browser().post(VERIFY, json={"code": "000000", "email": ADA})
            assert_refused(refused, 400, "code_invalid")
        limited = await house.browser().post(VERIFY, json={"code": "000000", "email": ADA})
        assert_refused(limited, 429, "rate_limited")
        assert_ok(await browser.post(VERIFY, json={"code": code}))
