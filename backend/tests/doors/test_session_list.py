"""GET /api/sessions and DELETE /api/sessions/:id"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from doors.house import PASSWORD, House, assert_ok, assert_refused, cookies_set

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
SESSIONS = "/api/sessions"


async def another_browser(house: House, **headers: str) -> httpx2.AsyncClient:
    browser = house.browser(**headers)
    body = {"email": ADA, "password": PASSWORD}
    assert_ok(await browser.post("/api/auth/login", json=body))
    return browser


async def listed(browser: httpx2.AsyncClient) -> list[dict[str, Any]]:
    answer = await browser.get(SESSIONS)
    assert_ok(answer)
    assert set(answer.json()) == {"msg", "sessions"}
    found: list[dict[str, Any]] = answer.json()["sessions"]
    return found


async def own(browser: httpx2.AsyncClient) -> str:
    """The id of the browser's own session."""
    [session] = [session for session in await listed(browser) if session["currentSession"]]
    return str(session["_id"])


async def test_nobody_has_no_sessions(house: House) -> None:
    for method, path in (("GET", SESSIONS), ("DELETE", f"{SESSIONS}/{'5' * 24}")):
        assert_refused(await house.browser().request(method, path), 401, "session_required")
        pending = await house.registered("pending@example.org")
        assert_refused(await pending.request(method, path), 403, "email_unverified")


async def test_one_sees_where_one_is_signed_in(house: House) -> None:
    first = await house.signed_up(ADA, **{"user-agent": "a phone"})
    second = await another_browser(house, **{"user-agent": "x" * 300})
    await house.signed_up("ben@example.org")
    newest, oldest = await listed(second)
    for session in (newest, oldest):
        assert set(session) == {"_id", "createdAt", "lastSeenAt", "userAgent", "currentSession"}
        assert session["createdAt"].endswith("Z")
        assert session["lastSeenAt"] >= session["createdAt"]
    assert (newest["currentSession"], oldest["currentSession"]) == (True, False)
    assert (newest["userAgent"], oldest["userAgent"]) == ("x" * 200, "a phone")
    assert [session["currentSession"] for session in await listed(first)] == [False, True]


async def test_a_session_ended_from_elsewhere_is_over_at_once(house: House) -> None:
    first = await house.signed_up(ADA)
    second = await another_browser(house)
    answer = await second.delete(f"{SESSIONS}/{await own(first)}")
    assert_ok(answer)
    assert set(answer.json()) == {"msg"}
    assert cookies_set(answer) == {}
    assert_refused(await first.get("/api/user"), 401, "session_required")
    assert_refused(await first.get("/api/auth/refresh"), 401, "refresh_invalid")
    assert len(await listed(second)) == 1


async def test_ending_ones_own_session_signs_out(house: House) -> None:
    browser = await house.signed_up(ADA)
    session = await own(browser)
    access = browser.cookies["accessToken"]
    answer = await browser.delete(f"{SESSIONS}/{session}")
    assert_ok(answer)
    cleared = cookies_set(answer)
    assert {name: flags["path"] for name, flags in cleared.items()} == {
        "accessToken": "/",
        "refreshToken": "/api/auth",
    }
    assert {flags["max-age"] for flags in cleared.values()} == {"0"}
    assert "accessToken" not in browser.cookies
    by_header = house.browser(authorization=f"Bearer {access}")
    assert_refused(await by_header.get("/api/user"), 401, "session_required")


async def test_a_program_that_ends_its_session_leaves_the_cookies_of_another(
    house: House,
) -> None:
    browser = await house.signed_up(ADA)
    program = await another_browser(house)
    bearer = {"authorization": f"Bearer {program.cookies['accessToken']}"}
    answer = await browser.delete(f"{SESSIONS}/{await own(program)}", headers=bearer)
    assert_ok(answer)
    assert cookies_set(answer) == {}
    assert_ok(await browser.get("/api/user"))


async def test_foreign_unknown_and_malformed_ids_are_one_answer(house: House) -> None:
    browser = await house.signed_up(ADA)
    ben = await house.signed_up("ben@example.org")
    foreign, own_id = await own(ben), await own(browser)
    ended = await own(gone := await another_browser(house))
    assert_ok(await gone.get("/api/auth/logout"))
    malformed = ("me", own_id.upper(), own_id[:-1], "%00", "%F0%9F%A6%8A", "5" * 5000, "$gt")
    answers = [
        await browser.delete(f"{SESSIONS}/{asked}")
        for asked in (foreign, ended, "5" * 24, *malformed)
    ]
    for answer in answers:
        assert_refused(answer, 404, "session_not_found")
    assert len({answer.content for answer in answers}) == 1
    assert_ok(await ben.get("/api/user"))
    assert len(await listed(browser)) == 1


async def test_a_session_ends_once(house: House) -> None:
    first = await house.signed_up(ADA)
    second = await another_browser(house)
    session = await own(first)
    assert_ok(await second.delete(f"{SESSIONS}/{session}"))
    assert_refused(await second.delete(f"{SESSIONS}/{session}"), 404, "session_not_found")


async def test_foreign_pages_are_refused(house: House) -> None:
    browser = await house.signed_up(ADA)
    session = await own(browser)
    foreign = {"origin": "https://evil.example"}
    for method, path in (("GET", SESSIONS), ("DELETE", f"{SESSIONS}/{session}")):
        refused = await browser.request(method, path, headers=foreign)
        assert_refused(refused, 403, "origin_forbidden")
    assert await own(browser) == session
