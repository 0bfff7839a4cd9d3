"""POST /api/auth/register"""

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
    registration,
)

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
REGISTER = "/api/auth/register"


async def test_a_new_address_gets_a_pending_session_and_a_mail(house: House) -> None:
    browser = house.browser()
    answer = await browser.post(REGISTER, json=registration(ADA) | {"name": " Ada "})
    assert_ok(answer)
    user = answer.json()["user"]
    assert set(user) == EVERY_USER_FIELD
    assert (user["email"], user["name"], user["username"]) == (ADA, "Ada", None)
    assert (user["verified"], user["profileCompleted"]) == (False, False)
    assert user["avatar"] == "http://localhost:3000/storage/profile.png"
    [mail] = await house.mails(ADA)
    assert mail["subject"].endswith(mail["code"])
    assert mail["link"].startswith("http://localhost:3000/verify#")


async def test_the_pending_session_is_the_access_cookie_alone(house: House) -> None:
    answer = await house.browser().post(REGISTER, json=registration(ADA))
    cookies = cookies_set(answer)
    assert set(cookies) == {"accessToken"}
    access = cookies["accessToken"]
    access.pop("")
    assert access.pop("max-age") in {"3599", "3600"}
    assert access == {"httponly": "", "path": "/", "samesite": "strict"}


async def test_outside_development_the_cookies_are_secure(open_house: OpenHouse) -> None:
    async with open_house(node_env="test") as house:
        answer = await house.browser().post(REGISTER, json=registration(ADA))
        assert "secure" in cookies_set(answer)["accessToken"]


async def test_a_pending_session_opens_the_code_page_and_nothing_else(house: House) -> None:
    browser = await house.registered(ADA)
    user = await browser.get("/api/user")
    assert_ok(user)
    assert user.json()["user"]["verified"] is False
    for method, path in [
        ("PUT", "/api/user/update_profile"),
        ("POST", "/api/room/create"),
        ("GET", "/api/room/fetchall"),
        ("GET", "/api/room/mine"),
        ("GET", "/api/room/getroom/" + "5" * 24),
    ]:
        body: Any = {"name": "Ada", "username": "ada", "topic": "Hi", "roomType": "public"}
        answer = await browser.request(method, path, json=None if method == "GET" else body)
        assert_refused(answer, 403, "email_unverified")


async def test_a_known_address_is_answered_like_a_new_one(house: House) -> None:
    await house.signed_up(ADA)
    known = await house.browser().post(REGISTER, json=registration(ADA, "another password"))
    new = await house.browser().post(REGISTER, json=registration("ben@example.org"))
    assert known.status_code == new.status_code == 200
    assert blank(known.json()) == blank(new.json())
    assert flags(cookies_set(known)) == flags(cookies_set(new))
    assert known.headers.keys() == new.headers.keys()
    assert (await house.mails(ADA))[0]["code"] is None


def blank(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without what differs between any two registrations."""
    differing = {"_id": "", "email": "", "createdAt": "", "updatedAt": ""}
    return {**answer, "user": answer["user"] | differing, "expiresAt": ""}


def flags(cookies: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {name: flags | {"": "", "max-age": ""} for name, flags in cookies.items()}


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"email": None}, "email"),
        ({"email": "not an address"}, "email"),
        ({"email": "a@b.de\r\nBcc: c@d.de"}, "email"),
        ({"email": "x" * 250 + "@example.org"}, "email"),
        ({"email": {"$gt": ""}}, "email"),
        ({"password": "1234567", "confirmpassword": "1234567"}, "password"),
        ({"password": "x" * 129, "confirmpassword": "x" * 129}, "password"),
        ({"password": "with\x00nothing", "confirmpassword": "with\x00nothing"}, "password"),
        ({"password": 12345678, "confirmpassword": 12345678}, "password"),
        ({"confirmpassword": "something else"}, "confirmpassword"),
        ({"confirmpassword": None}, "confirmpassword"),
        ({"name": "x" * 51}, "name"),
        ({"name": "a\u202eb"}, "name"),
    ],
)
async def test_what_is_malformed_is_refused_by_name_and_not_repeated(
    house: House, changed: dict[str, Any], path: str
) -> None:
    answer = await house.browser().post(REGISTER, json=registration(ADA) | changed)
    assert_refused(answer, 400, "input_invalid")
    assert path in [issue["path"] for issue in answer.json()["issues"]]
    assert "Bcc" not in answer.text
    assert "1234567" not in answer.text


@pytest.mark.parametrize(
    "password", ["12345678", "x" * 128, "🦊 words and spaces", "correct horse battery staple"]
)
async def test_any_password_of_fitting_length_is_taken(house: House, password: str) -> None:
    browser = house.browser()
    assert_ok(await browser.post(REGISTER, json=registration(ADA, password)))
    login = await browser.post("/api/auth/login", json={"email": ADA, "password": password})
    assert_refused(login, 403, "email_unverified")


async def test_what_stands_in_no_schema_changes_nothing(house: House) -> None:
    extra = {"verified": True, "profileCompleted": True, "_id": "5" * 24, "role": "admin"}
    answer = await house.browser().post(REGISTER, json=registration(ADA) | extra)
    assert_ok(answer)
    assert answer.json()["user"]["verified"] is False
    assert answer.json()["user"]["_id"] != "5" * 24


async def test_only_json_is_read(house: House) -> None:
    browser = house.browser()
    assert_refused(await browser.post(REGISTER, data={"email": ADA}), 415, "media_type_unsupported")
    broken = await browser.post(
        REGISTER, content=b'{"email":', headers={"content-type": "application/json"}
    )
    assert_refused(broken, 400, "input_invalid")


async def test_twenty_an_hour_from_one_source(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1, trusted_proxies="127.0.0.1") as house:
        browser = house.browser()

        async def register(number: int, source: str) -> Any:
            return await browser.post(
                REGISTER,
                json=registration(f"{number}@example.org"),
                headers={"x-forwarded-for": source},
            )

        for number in range(20):
            assert_ok(await register(number, f"2001:db8:1:2::{number}"))
        refused = await register(20, "2001:db8:1:2::99")
        assert_refused(refused, 429, "rate_limited")
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        assert_ok(await register(21, "2001:db8:1:3::1"))


async def test_a_forged_source_counts_as_the_peer(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        for number in range(21):
            forged = {"x-forwarded-for": f"198.51.100.{number}"}
            answer = await house.browser(**forged).post(
                REGISTER, json=registration(f"{number}@example.org")
            )
        assert_refused(answer, 429, "rate_limited")


async def test_the_password_is_in_no_answer(house: House) -> None:
    answer = await house.browser().post(REGISTER, json=registration(ADA))
    assert PASSWORD not in answer.text
    assert "argon2" not in answer.text
