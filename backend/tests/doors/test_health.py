"""`/healthz`, `/readyz` and `/metrics`: what they say, and to whom."""

from __future__ import annotations

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from doors.conftest import OpenHouse
from doors.house import House, assert_ok, assert_refused
from gethory.mail.postman import Postman
from gethory.settings import NodeEnv
from gethory.store.base import StoreUnavailable
from gethory.store.sqlite import SqliteStore

pytestmark = pytest.mark.anyio

TOKEN = "3f9c1a7be05d48d2a6b7c8e9f0011223"
STRANGER = "192.0.2.7"


async def reason(house: House) -> str:
    """Why it is not ready."""
    answer = await house.browser().get("/readyz")
    assert_refused(answer, 503, "unavailable")
    assert answer.headers["retry-after"] == "1"
    return str(answer.json()["reason"])


async def unreachable(*_: object) -> None:
    raise StoreUnavailable


def numbers(text: str) -> dict[str, float]:
    """Every sample by its name and labels as Prometheus reads them."""
    return {
        sample.name + "".join(f",{value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def read(house: House, **headers: str) -> dict[str, float]:
    answer = await house.browser(**headers).get("/metrics")
    assert_ok(answer)
    return numbers(answer.text)


# health and readiness --------------------------------------------------------------------


async def test_an_open_server_is_alive_and_ready(house: House) -> None:
    for path in ("/healthz", "/readyz"):
        answer = await house.browser(peer=STRANGER).get(path)
        assert_ok(answer)
        assert answer.json() == {"ok": True}
        assert (await house.browser().head(path)).status_code == 200


async def test_the_log_says_why_the_store_refuses_and_not_to_whom(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreUnavailable("SQLITE_FULL")

    monkeypatch.setattr(SqliteStore, "verified_user", full)
    words = {"email": "ann@example.org", "password": "a good password"}
    with capture_logs() as lines:
        for _ in range(3):
            answer = await house.browser().post("/api/auth/login", json=words)
            assert_refused(answer, 503, "unavailable")
    [line] = [line for line in lines if line["event"] == "store_unavailable"]
    assert line["reason"] == "SQLITE_FULL"
    assert "ann" not in str(lines)
    assert (await read(house))["gethory_notices_total,store_unavailable"] == 3


async def test_without_its_store_it_is_alive_and_not_ready(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore, "ping", unreachable)
    assert await reason(house) == "store_unavailable"
    assert_ok(await house.browser().get("/healthz"))
    assert (await house.browser().head("/readyz")).status_code == 503


async def test_with_an_outbox_that_stands_still_it_is_not_ready(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Postman, "works", property(lambda _: False))
    assert await reason(house) == "outbox_stuck"


async def test_before_it_is_open_it_is_starting_and_after_it_was_closed_it_is_draining(
    open_house: OpenHouse,
) -> None:
    async with open_house() as house:
        house.application.ask_back()
        assert await reason(house) == "draining"
        assert_ok(await house.browser().get("/healthz"))
    assert await reason(house) == "draining"


async def test_a_mail_server_that_is_away_keeps_nobody_out(open_house: OpenHouse) -> None:
    nobody_listens = {"smtp_url": "smtp://127.0.0.1:9", "email_sender": "a@example.org"}
    async with open_house(**nobody_listens) as house:
        await house.browser().post(
            "/api/auth/register",
            json={"email": "ada@example.org", "password": "a" * 9, "confirmpassword": "a" * 9},
        )
        assert_ok(await house.browser().get("/readyz"))


# who may read the numbers ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        (STRANGER, {}),
        ("127.0.0.1", {"host": "voice.example.org"}),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}),
        ("127.0.0.1", {"x-real-ip": "192.0.2.7"}),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}),
        ("127.0.0.1", {"via": "1.1 proxy"}),
        ("127.0.0.1", {"cf-connecting-ip": "192.0.2.7"}),
        ("127.0.0.1", {"true-client-ip": "192.0.2.7"}),
        (STRANGER, {"x-forwarded-for": "127.0.0.1"}),
    ],
)
async def test_without_a_token_the_numbers_are_for_this_machine_alone(
    house: House, peer: str, headers: dict[str, str]
) -> None:
    refused = await house.browser(peer=peer, **headers).get("/metrics")
    assert_refused(refused, 404, "route_not_found")
    assert "gethory_" not in refused.text
    assert_ok(await house.browser().get("/metrics"))


async def test_in_production_nobody_reads_them_without_a_token(open_house: OpenHouse) -> None:
    """A proxy that passes bytes on makes a stranger look like this machine."""
    more = {"node_env": NodeEnv.PRODUCTION, "backend_url": "https://voice.example.org"}
    async with open_house(**more) as house:
        refused = await house.browser().get("/metrics")
        assert_refused(refused, 404, "route_not_found")
    async with open_house(**more, metrics_token=TOKEN) as house:
        answer = await house.browser(authorization=f"Bearer {TOKEN}").get("/metrics")
        assert_ok(answer)


@pytest.mark.parametrize("given", ["", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"])
async def test_with_a_token_nobody_reads_them_without_it(open_house: OpenHouse, given: str) -> None:
    async with open_house(metrics_token=TOKEN) as house:
        headers = httpx2.Headers({"authorization": given} if given else {}, encoding="utf-8")
        refused = await house.browser().get("/metrics", headers=headers)
        assert_refused(refused, 404, "route_not_found")
        far_away = house.browser(peer=STRANGER, authorization=f"Bearer {TOKEN}")
        assert_ok(await far_away.get("/metrics"))


async def test_they_are_in_the_format_that_is_asked_for(house: House) -> None:
    plain = await house.browser().get("/metrics")
    assert plain.headers["content-type"].startswith("text/plain; version=")
    assert plain.headers["cache-control"] == "no-store"
    newer = await house.browser().get(
        "/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"}
    )
    assert newer.headers["content-type"].startswith("application/openmetrics-text")
    assert newer.text.endswith("# EOF\n")


# what they say ---------------------------------------------------------------------------


async def test_what_happens_is_counted(house: House) -> None:
    before = await read(house)
    assert before["gethory_ready"] == 1
    assert before["gethory_mails_waiting"] == 0
    assert before["process_resident_memory_bytes"] > 10_000_000
    await house.member("ada")
    await house.browser().get("/api/user")
    foreign = await house.browser().get("/api/user", headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    after = await read(house)
    assert after["gethory_mails_total,sent"] == before["gethory_mails_total,sent"] + 1
    assert after["gethory_http_answers_total,4xx"] == before["gethory_http_answers_total,4xx"] + 2
    assert after["gethory_http_answers_total,2xx"] > before["gethory_http_answers_total,2xx"]
    assert after["gethory_notices_total,origin_refused"] == 1


async def test_without_the_store_the_other_numbers_are_still_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore, "ping", unreachable)
    monkeypatch.setattr(SqliteStore, "count_mails", unreachable)
    seen = await read(house)
    assert seen["gethory_ready"] == 0
    assert seen["gethory_mails_waiting"] != seen["gethory_mails_waiting"]  # NaN: nobody knows
    assert seen["gethory_rooms"] == 0


async def test_every_cause_is_there_before_it_happens(house: House) -> None:
    seen = await read(house)
    for name in ("joins_failed_total,room_full", "joins_total,resumed", "mails_total,expired"):
        assert seen[f"gethory_{name}"] == 0
    for name in ("first_sound_seconds_count,newcomer", "event_loop_lag_seconds_count"):
        assert seen[f"gethory_{name}"] >= 0


async def test_no_label_says_who(house: House) -> None:
    """They are words of ours: never an id, an address or a name."""
    await house.member("ada")
    text = (await house.browser().get("/metrics")).text
    ours = (family for family in text_string_to_metric_families(text))
    labels = {label for family in ours for one in family.samples for label in one.labels}
    assert labels <= {
        "code",
        "event",
        "le",
        "outcome",
        "path",
        "protocol",
        "reason",
        "seat",
        "status",
        "version",
        "way",
        "who",
    }
