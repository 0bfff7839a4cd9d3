"""GET /__outbox"""

from __future__ import annotations

import pytest

from doors.conftest import OpenHouse
from doors.house import House, assert_ok, assert_refused

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
OUTBOX = "/__outbox"


async def test_programs_read_the_mails_newest_first(house: House) -> None:
    for email in (ADA, "ben@example.org"):
        await house.registered(email)
    answer = await house.browser().get(OUTBOX, params={"format": "json"})
    assert_ok(answer)
    mails = answer.json()
    assert [mail["to"] for mail in mails] == ["ben@example.org", ADA]
    assert set(mails[0]) == {"to", "subject", "text", "code", "link", "at"}
    assert mails[0]["at"].endswith("Z")


async def test_people_read_them_as_a_page(house: House) -> None:
    empty = await house.browser().get(OUTBOX)
    assert "No mail yet." in empty.text
    await house.registered("a&b@example.org")
    answer = await house.browser().get(OUTBOX)
    assert_ok(answer)
    [mail] = await house.mails("a&b@example.org")
    assert f'<p class="code">{mail["code"]}</p>' in answer.text
    assert f'href="{mail["link"]}"' in answer.text
    assert "a&amp;b@example.org" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "voice.example.org"},
        {"host": "localhost.evil.example:3000"},
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-proto": "https"},
        {"forwarded": "for=127.0.0.1"},
        {"x-real-ip": "127.0.0.1"},
    ],
)
async def test_it_is_not_there_behind_a_proxy_or_another_name(
    house: House, headers: dict[str, str]
) -> None:
    assert_refused(await house.browser(**headers).get(OUTBOX), 404, "route_not_found")


async def test_it_is_not_there_for_other_machines(house: House) -> None:
    refused = await house.browser(peer="192.168.1.20").get(OUTBOX)
    assert_refused(refused, 404, "route_not_found")


@pytest.mark.parametrize(
    "given",
    [
        {"node_env": "production"},
        {"backend_url": "https://voice.example.org"},
        {"backend_url": "http://127.evil.example:3000"},
    ],
)
async def test_it_is_not_there_on_a_server_for_others(
    open_house: OpenHouse, given: dict[str, str]
) -> None:
    async with open_house(**given) as house:
        assert_refused(await house.browser().get(OUTBOX), 404, "route_not_found")
