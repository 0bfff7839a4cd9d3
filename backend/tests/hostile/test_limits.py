"""The rates of REST at the contract's own numbers: by source, account and person, not by what a
client says of itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from hostile.ground import Ground, assert_refused, came_from, new_source, source_of
from scenarios.people import PASSWORD, Person, ask, browser, mails_to
from scenarios.server import Server

pytestmark = pytest.mark.anyio

REGISTER = "/api/auth/register"
VERIFY = "/api/auth/email/verify"
RESEND = "/api/auth/email/resend-verification"
FORGOT = "/api/auth/password/forgot"
LOGIN = "/api/auth/login"
WRONG = "a wrong password"


def over(answer: httpx2.Response) -> None:
    """The rate is used up: the answer says until when, in whole seconds."""
    assert_refused(answer, 429, "rate_limited")
    assert int(answer.headers["retry-after"]) >= 1


def login(email: str, password: str = WRONG) -> dict[str, str]:
    return {"email": email, "password": password}


def registration(number: int) -> dict[str, str]:
    email = f"many{number}.{new_source()}@example.org"
    return {"email": email, "password": WRONG, "confirmpassword": WRONG}


async def test_twenty_registrations_an_hour_and_source(ground: Ground) -> None:
    source = new_source()
    caller = ground.stranger(source)
    for number in range(20):
        assert (await caller.post(REGISTER, json=registration(number))).status_code == 200
    for spoofed in (
        source,
        f"203.0.113.1, {source}",
        f"203.0.113.2,203.0.113.3 , {source}",
        f"unknown, {source}",
        f"{source}, 127.0.0.1",
        f'"{source}:4711"',
        f"::ffff:{source}",
    ):
        over(await ground.stranger(spoofed).post(REGISTER, json=registration(99)))
    assert (await ground.stranger().post(REGISTER, json=registration(21))).status_code == 200


async def test_a_network_of_ipv6_is_one_source(ground: Ground) -> None:
    network = "2001:db8:77:1"
    for number in range(20):
        caller = ground.stranger(f"{network}::{number + 1:x}")
        assert (await caller.post(REGISTER, json=registration(number))).status_code == 200
    over(await ground.stranger(f"{network}:ffff::1").post(REGISTER, json=registration(20)))
    other = ground.stranger("2001:db8:77:2::1")
    assert (await other.post(REGISTER, json=registration(21))).status_code == 200


async def test_ten_failures_an_account_wherever_they_come_from(ground: Ground) -> None:
    owner = await ground.person("ollie")
    for _ in range(10):
        answer = await ground.stranger().post(LOGIN, json=login(owner.email))
        assert_refused(answer, 401, "credentials_invalid")
    over(await ground.stranger().post(LOGIN, json=login(owner.email)))
    over(await ground.stranger().post(LOGIN, json=login(owner.email.upper(), PASSWORD)))
    stolen = ground.stranger()
    stolen.cookies.set("device", owner.rest.cookies["accessToken"])
    over(await stolen.post(LOGIN, json=login(owner.email, PASSWORD)))
    known = await owner.rest.post(LOGIN, json=login(owner.email, PASSWORD))
    assert known.status_code == 200, "a browser that signed in before is still heard"
    neighbour = await ground.person("nell")
    await ask(ground.stranger(), "POST", LOGIN, login(neighbour.email, PASSWORD))


async def test_an_unknown_account_is_counted_like_a_known_one(ground: Ground) -> None:
    email = f"nobody.{new_source()}@example.org"
    for _ in range(10):
        answer = await ground.stranger().post(LOGIN, json=login(email))
        assert_refused(answer, 401, "credentials_invalid")
    over(await ground.stranger().post(LOGIN, json=login(email)))


async def test_thirty_failures_a_source_whoever_they_are_about(ground: Ground) -> None:
    victim = await ground.person("vic")
    source = new_source()
    caller = ground.stranger(source)
    answers = [await caller.post(LOGIN, json=login(f"acc{n}@example.org")) for n in range(31)]
    for answer in answers[:30]:
        assert_refused(answer, 401, "credentials_invalid")
    over(answers[30])
    over(await caller.post(LOGIN, json=login(victim.email, PASSWORD)))
    await ask(ground.stranger(), "POST", LOGIN, login(victim.email, PASSWORD))


async def test_tries_at_the_same_time_are_counted_too(ground: Ground) -> None:
    owner = await ground.person("ollie")
    answers = await asyncio.gather(
        *(ground.stranger().post(LOGIN, json=login(owner.email)) for _ in range(25))
    )
    codes = [answer.status_code for answer in answers]
    assert (codes.count(401), codes.count(429)) == (10, 15)


async def test_five_mails_an_hour_and_address_known_or_not(ground: Ground) -> None:
    person = await ground.registered("peter")
    for email in (person.email, f"nobody.{person.email}"):
        for path in (RESEND, FORGOT, RESEND, FORGOT, RESEND):
            answer = await ground.stranger().post(path, json={"email": email})
            assert answer.status_code == 200
        for path in (RESEND, FORGOT):
            over(await ground.stranger().post(path, json={"email": email}))
            over(await ground.stranger().post(path, json={"email": email.upper()}))
    assert len(await mails_to(person)) <= 1 + 5


async def test_twenty_tries_of_codes_an_hour_and_address(ground: Ground) -> None:
    person = await ground.registered("peter")
    body = {"code": "000000", "email": person.email, "password": WRONG}
    for _ in range(20):
        answer = await ground.stranger().post(VERIFY, json=body)
        assert_refused(answer, 400, "code_invalid")
    over(await ground.stranger().post(VERIFY, json=body))
    answer = await person.rest.post(VERIFY, json={"code": (await mails_to(person))[0]["code"]})
    assert answer.status_code == 200, "strangers cannot lock the owner out"


async def test_sixty_renewals_a_minute_and_session(ground: Ground) -> None:
    person = await ground.person("rita")
    answers = [await person.rest.post("/api/auth/refresh") for _ in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    over(answers[60])
    assert "set-cookie" not in answers[60].headers
    assert (await person.rest.get("/api/user")).status_code == 200


async def test_twenty_rooms_an_hour_and_person(ground: Ground) -> None:
    person = await ground.person("rob")
    for number in range(20):
        await person.room(f"Room {number}")
    body = {"topic": "One more", "roomType": "public"}
    other = await person.other_browser()
    for caller in (person.rest, other.rest):
        over(await caller.post("/api/room/create", json=body))
    await other.rest.aclose()
    await (await ground.person("nora", source=source_of(person))).room()


async def test_thirty_profiles_an_hour_and_person(ground: Ground) -> None:
    person = await ground.person("pam")
    name = person.email.partition("@")[0]
    path = "/api/user/update_profile"
    answers = [
        await person.rest.put(path, json={"name": f"Pam {n}", "username": name}) for n in range(30)
    ]
    assert [answer.status_code for answer in answers] == [200] * 29 + [429]
    over(answers[29])


async def test_thirty_large_bodies_an_hour_and_person_before_they_are_read(ground: Ground) -> None:
    person = await ground.person("lou")
    large = b"[" * (70 * 1024)
    for _ in range(30):
        answer = await _put(person, large)
        assert_refused(answer, 400, "input_invalid")
    over(await _put(person, large))


async def _put(person: Person, content: bytes) -> httpx2.Response:
    headers = {"Content-Type": "application/json"}
    return await person.rest.put("/api/user/update_profile", content=content, headers=headers)


@pytest.fixture
async def without_proxy(tmp_path: Path) -> AsyncIterator[Server]:
    """A server that no proxy stands in front of."""
    server = Server(tmp_path, RATE_LIMIT_SCALE="0.1", RATE_REGISTER="3/1h")
    await server.start()
    yield server
    server.stop()


async def test_what_a_client_says_of_its_address_is_not_believed(without_proxy: Server) -> None:
    codes = []
    for number in range(5):
        forged = came_from(f"203.0.113.{number + 1}") | {
            "X-Real-IP": f"203.0.113.{number + 1}",
            "Forwarded": f"for=203.0.113.{number + 1}",
            "CF-Connecting-IP": f"203.0.113.{number + 1}",
        }
        async with browser(without_proxy.url, **forged) as caller:
            codes.append((await caller.post(REGISTER, json=registration(number))).status_code)
    assert codes == [200, 200, 200, 429, 429]
