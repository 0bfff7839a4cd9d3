"""POST /api/auth/password/forgot and /api/auth/password/reset"""

from __future__ import annotations

import json
import statistics
import time
from typing import Any

import httpx2
import pytest

from doors.conftest import OpenHouse
from doors.house import PASSWORD, House, assert_ok, assert_refused, cookies_set

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
FORGOT = "/api/auth/password/forgot"
RESET = "/api/auth/password/reset"
LOGIN = "/api/auth/login"
NEW = "an even better password"


async def asked(house: House, email: str = ADA) -> str:
    """The token of the link that was mailed."""
    assert_ok(await house.browser().post(FORGOT, json={"email": email}))
    return await house.token(email)


async def reset(house: House, code: Any, password: Any = NEW) -> httpx2.Response:
    return await house.browser().post(RESET, json={"code": code, "password": password})


async def post_as_it_is(house: House, path: str, body: object) -> httpx2.Response:
    """Lone surrogates too, which only an escape in JSON can carry."""
    headers = {"content-type": "application/json"}
    return await house.browser().post(path, content=json.dumps(body), headers=headers)


async def test_every_address_gets_one_answer(house: House) -> None:
    browser = await house.signed_up(ADA)
    await house.registered("pending@example.org")
    answers = [
        await asking.post(FORGOT, json={"email": email})
        for asking in (house.browser(), browser)
        for email in (ADA, "pending@example.org", "nobody@example.org", " ADA@Example.org ")
    ]
    for answer in answers:
        assert_ok(answer)
        assert set(answer.json()) == {"msg", "mail"}
        assert cookies_set(answer) == {}
    assert len({answer.content for answer in answers}) == 1
    assert not [m for m in await house.mails("nobody@example.org") if "password" in m["subject"]]
    assert not [m for m in await house.mails("pending@example.org") if "password" in m["subject"]]


async def test_known_and_unknown_addresses_take_the_same_time(house: House) -> None:
    await house.signed_up(ADA)
    took: dict[str, list[float]] = {ADA: [], "nobody@example.org": []}
    for _ in range(12):
        for email, times in took.items():
            began = time.perf_counter()
            assert_ok(await house.browser().post(FORGOT, json={"email": email}))
            times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) < 0.02, took


async def test_the_link_leads_to_our_page_whatever_host_was_asked(house: House) -> None:
    await house.signed_up(ADA)
    stranger = house.browser(**{"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert_ok(await stranger.post(FORGOT, json={"email": ADA}))
    [mail, *_] = await house.mails(ADA)
    assert mail["link"].startswith("http://localhost:3000/reset#")
    assert mail["code"] is None
    assert "evil" not in mail["text"]


async def test_the_token_sets_a_new_password_and_signs_nobody_in(house: House) -> None:
    before = await house.signed_up(ADA)
    token = await asked(house)
    browser = house.browser()
    answer = await browser.post(RESET, json={"code": f" {token} ", "password": NEW})
    assert_ok(answer)
    assert set(answer.json()) == {"msg"}
    assert set(cookies_set(answer)) == {"device"}
    assert_refused(await browser.get("/api/user"), 401, "session_required")
    assert_refused(await before.get("/api/user"), 401, "session_required")
    assert_refused(await before.get("/api/auth/refresh"), 401, "refresh_invalid")
    old = await browser.post(LOGIN, json={"email": ADA, "password": PASSWORD})
    assert_refused(old, 401, "credentials_invalid")
    assert_ok(await browser.post(LOGIN, json={"email": ADA, "password": NEW}))
    assert (await house.mails(ADA))[0]["subject"] == "Your Gethory password was changed"


async def test_looking_at_the_link_changes_nothing(house: House) -> None:
    await house.signed_up(ADA)
    token = await asked(house)
    for query in ("", f"?code={token}", f"?code={token}&password={NEW}"):
        for method in ("GET", "HEAD"):
            refused = await house.browser().request(method, RESET + query)
            assert refused.status_code == 405
    assert_ok(await reset(house, token))


async def test_every_wrong_token_is_one_answer(house: House) -> None:
    await house.signed_up(ADA)
    code, verification = await house.code(ADA), await house.token(ADA)
    used = await asked(house)
    assert_ok(await reset(house, used))
    old = await asked(house)
    newest = await asked(house)
    wrong = (code, verification, used, old, newest[:-1], newest.swapcase(), "000000", "", "🦊")
    answers = [await reset(house, secret) for secret in wrong]
    for answer in answers:
        assert_refused(answer, 400, "code_invalid")
        assert cookies_set(answer) == {}
    assert len({answer.content for answer in answers}) == 1
    assert_ok(await reset(house, newest))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"password": NEW}, "code"),
        ({"code": None, "password": NEW}, "code"),
        ({"code": 123456, "password": NEW}, "code"),
        ({"code": {"$gt": ""}, "password": NEW}, "code"),
        ({"code": "x" * 129, "password": NEW}, "code"),
        ({"code": "\ud800", "password": NEW}, "code"),
        ({"code": "TOKEN"}, "password"),
        ({"code": "TOKEN", "password": "short"}, "password"),
        ({"code": "TOKEN", "password": "x" * 129}, "password"),
        ({"code": "TOKEN", "password": "with\x00zero and more"}, "password"),
        ({"code": "TOKEN", "password": "\u202ebidi and more"}, "password"),
    ],
)
async def test_a_malformed_reset_uses_nothing_up(
    house: House, body: dict[str, Any], path: str
) -> None:
    await house.signed_up(ADA)
    token = await asked(house)
    given = {key: token if value == "TOKEN" else value for key, value in body.items()}
    refused = await post_as_it_is(house, RESET, given)
    assert_refused(refused, 400, "input_invalid")
    assert [issue["path"] for issue in refused.json()["issues"]] == [path]
    assert_ok(await reset(house, token))


@pytest.mark.parametrize(
    "email",
    [
        None,
        5,
        "",
        "nobody",
        "a@b@c.example",
        "a\r\nBcc: x@example.org",
        "ada@example.org, ben@example.org",
        "\ud800@example.org",
        "x" * 255,
        ["a@b.c"],
    ],
)
async def test_what_is_no_address_is_refused_and_mails_nobody(house: House, email: Any) -> None:
    refused = await post_as_it_is(house, FORGOT, {"email": email})
    assert_refused(refused, 400, "input_invalid")
    assert [issue["path"] for issue in refused.json()["issues"]] == ["email"]


async def test_five_mails_an_hour_shared_with_resending_for_every_address(
    open_house: OpenHouse,
) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        await house.signed_up(ADA)
        for email in (ADA, "nobody@example.org"):
            for number in range(5):
                path = FORGOT if number % 2 else "/api/auth/email/resend-verification"
                assert_ok(await house.browser().post(path, json={"email": email}))
            refused = await house.browser().post(FORGOT, json={"email": email})
            assert_refused(refused, 429, "rate_limited")
            assert 3500 < int(refused.headers["retry-after"]) <= 3600


async def test_foreign_pages_are_refused(house: House) -> None:
    await house.signed_up(ADA)
    token = await asked(house)
    foreign = house.browser(origin="https://evil.example")
    for path, body in ((FORGOT, {"email": ADA}), (RESET, {"code": token, "password": NEW})):
        assert_refused(await foreign.post(path, json=body), 403, "origin_forbidden")
    assert len(await house.mails(ADA)) == 2
    assert_ok(await reset(house, token))
