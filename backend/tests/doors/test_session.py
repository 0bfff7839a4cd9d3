"""GET /api/user, /api/auth/refresh, /api/auth/logout, and every wrong kind of token"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx2
import jwt
import pytest

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
USER = "/api/user"
REFRESH = "/api/auth/refresh"
LOGOUT = "/api/auth/logout"
SECRET = "an access secret of thirty-two bytes"


def cookie(browser: httpx2.AsyncClient, name: str) -> str:
    value = browser.cookies.get(name)
    assert value is not None
    return value


def bearer(house: House, token: str) -> httpx2.AsyncClient:
    return house.browser(authorization=f"Bearer {token}")


def with_refresh(house: House, token: str) -> httpx2.AsyncClient:
    return house.browser(cookie=f"refreshToken={token}")


# who am I --------------------------------------------------------------------------------


async def test_nobody_is_asked_to_sign_in(house: House) -> None:
    assert_refused(await house.browser().get(USER), 401, "session_required")


async def test_one_sees_oneself_and_when_to_renew(house: House) -> None:
    browser = await house.signed_up(ADA)
    answer = await browser.get(USER)
    assert_ok(answer)
    assert set(answer.json()) == {"msg", "user", "expiresAt", "mail"}
    assert set(answer.json()["user"]) == EVERY_USER_FIELD
    assert answer.headers["cache-control"] == "no-store"


async def test_a_program_signs_in_with_a_bearer_token(house: House) -> None:
    browser = await house.signed_up(ADA)
    assert_ok(await bearer(house, cookie(browser, "accessToken")).get(USER))


async def test_a_bearer_token_wins_over_the_cookie(house: House) -> None:
    browser = await house.signed_up(ADA)
    refused = await browser.get(USER, headers={"authorization": "Bearer nonsense"})
    assert_refused(refused, 401, "session_required")


def forged(*, secret: str = SECRET, algorithm: str = "HS256", **changed: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": "gethory",
        "aud": "gethory:access",
        "sub": "5" * 24,
        "sid": "6" * 24,
        "iat": now,
        "exp": now + 900,
        **changed,
    }
    return jwt.encode(claims, None if algorithm == "none" else secret, algorithm=algorithm)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "a.b.c",
        forged(algorithm="none"),
        forged(),
        forged(secret="another secret of thirty-two bytes."),
        forged(aud="gethory:refresh"),
        forged(exp=1),
    ],
)
async def test_every_wrong_token_is_one_answer(house: House, token: str) -> None:
    by_cookie = await house.browser(cookie=f"accessToken={token}").get(USER)
    by_header = await bearer(house, token).get(USER)
    nobody = await house.browser().get(USER)
    for answer in (by_cookie, by_header):
        assert_refused(answer, 401, "session_required")
        assert answer.content == nobody.content


async def test_neither_token_stands_for_the_other(house: House) -> None:
    browser = await house.signed_up(ADA)
    access, refresh = cookie(browser, "accessToken"), cookie(browser, "refreshToken")
    assert_refused(await bearer(house, refresh).get(USER), 401, "session_required")
    assert_refused(await with_refresh(house, access).get(REFRESH), 401, "refresh_invalid")


async def test_a_token_with_another_name_in_it_opens_nothing(house: House) -> None:
    ben = await house.signed_up("ben@example.org")
    claims = jwt.decode(
        cookie(ben, "accessToken"), SECRET, algorithms=["HS256"], audience="gethory:access"
    )
    edited = jwt.encode({**claims, "sub": "5" * 24}, SECRET, algorithm="HS256")
    assert_refused(await bearer(house, edited).get(USER), 401, "session_required")


# renewing --------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_renewing_gives_two_new_cookies(house: House, method: str) -> None:
    browser = await house.signed_up(ADA)
    before = cookie(browser, "refreshToken")
    answer = await browser.request(method, REFRESH)
    assert_ok(answer)
    assert set(answer.json()) == {"msg", "expiresAt"}
    assert set(cookies_set(answer)) == {"accessToken", "refreshToken"}
    assert cookie(browser, "refreshToken") != before
    assert_ok(await browser.get(USER))


async def test_without_a_refresh_token_there_is_nothing_to_renew(house: House) -> None:
    answer = await house.browser().get(REFRESH)
    assert_refused(answer, 401, "refresh_invalid")
    assert cookies_set(answer) == {}


async def test_a_pending_session_is_not_renewed_and_not_lost(house: House) -> None:
    browser = await house.registered(ADA)
    assert_refused(await browser.get(REFRESH), 401, "refresh_invalid")
    assert_ok(await browser.get(USER))


async def test_a_bad_refresh_token_is_cleared_away(house: House) -> None:
    browser = house.browser(cookie="refreshToken=nonsense; accessToken=old")
    answer = await browser.get(REFRESH)
    assert_refused(answer, 401, "refresh_invalid")
    cleared = cookies_set(answer)
    assert {name: flags["path"] for name, flags in cleared.items()} == {
        "accessToken": "/",
        "refreshToken": "/api/auth",
    }
    for flags in cleared.values():
        assert (flags["max-age"], flags["samesite"]) == ("0", "strict")


async def test_ten_tabs_renewing_at_once_stay_signed_in(house: House) -> None:
    browser = await house.signed_up(ADA)
    token = cookie(browser, "refreshToken")
    answers = await asyncio.gather(*(with_refresh(house, token).get(REFRESH) for _ in range(10)))
    for answer in answers:
        assert_ok(answer)
    assert len({cookies_set(answer)["refreshToken"][""] for answer in answers}) == 1


async def test_a_late_tab_is_refused_and_no_cookie_is_touched(house: House) -> None:
    browser = await house.signed_up(ADA)
    first = cookie(browser, "refreshToken")
    for _ in range(2):
        assert_ok(await browser.get(REFRESH))
    late = await with_refresh(house, first).get(REFRESH)
    assert_refused(late, 401, "refresh_invalid")
    assert cookies_set(late) == {}
    assert_ok(await browser.get(REFRESH))
    assert_ok(await browser.get(USER))


# signing out -----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_signing_out_ends_the_session_at_once(house: House, method: str) -> None:
    browser = await house.signed_up(ADA)
    access, refresh = cookie(browser, "accessToken"), cookie(browser, "refreshToken")
    assert_ok(await browser.get(USER))
    answer = await browser.request(method, LOGOUT)
    assert_ok(answer)
    assert set(cookies_set(answer)) == {"accessToken", "refreshToken"}
    assert_refused(await bearer(house, access).get(USER), 401, "session_required")
    assert_refused(await with_refresh(house, refresh).get(REFRESH), 401, "refresh_invalid")


async def test_signing_out_works_in_any_state(house: House) -> None:
    pending = await house.registered(ADA)
    assert_ok(await pending.get(LOGOUT))
    assert_refused(await pending.get(USER), 401, "session_required")
    for browser in (house.browser(), house.browser(cookie="accessToken=nonsense")):
        answer = await browser.get(LOGOUT)
        assert_ok(answer)
    assert set(cookies_set(answer)) == {"accessToken"}
    assert cookies_set(await house.browser().get(LOGOUT)) == {}


async def test_with_the_access_token_gone_the_refresh_token_says_what_to_end(
    house: House,
) -> None:
    browser = await house.signed_up(ADA)
    access, refresh = cookie(browser, "accessToken"), cookie(browser, "refreshToken")
    assert_ok(await with_refresh(house, refresh).post(LOGOUT))
    assert_refused(await bearer(house, access).get(USER), 401, "session_required")


async def test_signing_out_leaves_other_browsers_signed_in(house: House) -> None:
    one = await house.signed_up(ADA)
    two = house.browser()
    body = {"email": ADA, "password": PASSWORD}
    assert_ok(await two.post("/api/auth/login", json=body))
    assert_ok(await one.get(LOGOUT))
    assert_ok(await two.get(USER))


# pages of others -------------------------------------------------------------------------


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", USER), ("GET", LOGOUT), ("POST", LOGOUT), ("GET", REFRESH), ("POST", "/api/nothing")],
)
async def test_foreign_pages_are_refused_whatever_they_carry(
    house: House, origin: str, method: str, path: str
) -> None:
    browser = await house.signed_up(ADA)
    refused = await browser.request(method, path, headers={"origin": origin})
    assert_refused(refused, 403, "origin_forbidden")
    assert_ok(await browser.get(USER))


@pytest.mark.parametrize("path", [LOGOUT, REFRESH])
async def test_a_picture_on_a_foreign_page_signs_nobody_out(house: House, path: str) -> None:
    browser = await house.signed_up(ADA)
    refused = await browser.get(path, headers={"sec-fetch-site": "cross-site"})
    assert_refused(refused, 403, "origin_forbidden")
    assert_ok(await browser.get(USER))
    assert_ok(await browser.get(path, headers={"sec-fetch-site": "same-origin"}))


async def test_the_development_client_on_its_own_port_may(house: House) -> None:
    browser = await house.signed_up(ADA)
    answer = await browser.get(USER, headers={"origin": "http://localhost:5173"})
    assert_ok(answer)
    assert answer.headers["access-control-allow-origin"] == "http://localhost:5173"
    assert answer.headers["access-control-allow-credentials"] == "true"
