"""What a browser is given to try, by who asks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from doors.conftest import OpenHouse
from doors.house import assert_ok, assert_refused
from gethory.live.ice import TRIAL_S

pytestmark = pytest.mark.anyio

RELAY = {"turn_url": "turn.example.org", "turn_secret": "a secret of the relay, thirty-two bytes"}


async def diagnosis(browser: httpx2.AsyncClient) -> dict[str, Any]:
    answer = await browser.get("/api/diagnostics")
    assert_ok(answer)
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = answer.json()["diagnosis"]
    return found


async def test_a_stranger_gets_servers_that_need_no_account_and_no_other(
    open_house: OpenHouse,
) -> None:
    async with open_house(**RELAY) as house:
        browsers = [house.browser(), await house.registered("ada@example.org")]
        browsers.append(house.browser(authorization="Bearer nonsense"))
        for browser in browsers:
            found = await diagnosis(browser)
            assert found["relays"] == "withheld"
            assert [server["urls"] for server in found["iceServers"]] == [
                ["stun:turn.example.org:3478"]
            ]
            assert found["iceServers"][0]["credential"] is None


async def test_who_is_signed_in_gets_relays_for_a_minute(open_house: OpenHouse) -> None:
    async with open_house(**RELAY) as house:
        found = await diagnosis(await house.member("ada"))
    assert found["relays"] == "given"
    relay = found["iceServers"][-1]
    assert [url.partition(":")[0] for url in relay["urls"]] == ["turn", "turn", "turns"]
    left_s = int(relay["username"].partition(":")[0]) - datetime.now(UTC).timestamp()
    assert 0 < left_s <= TRIAL_S


async def test_a_server_without_relays_says_so_to_everybody(open_house: OpenHouse) -> None:
    async with open_house() as house:
        for browser in (house.browser(), await house.member("ada")):
            assert await diagnosis(browser) == {"iceServers": [], "relays": "none"}


async def test_relays_are_tried_ten_times_a_minute(open_house: OpenHouse) -> None:
    async with open_house(**RELAY, rate_limit_scale=0.1) as house:
        member = await house.member("ada")
        for _ in range(10):
            await diagnosis(member)
        assert_refused(await member.get("/api/diagnostics"), 429, "rate_limited")
        assert_ok(await house.browser().get("/api/diagnostics"))
