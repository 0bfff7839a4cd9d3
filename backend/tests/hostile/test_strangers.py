"""A stranger at every door: learns nothing of who is known here, plants and burns nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx2
import pytest

from hostile.ground import Ground, assert_refused, came_from, new_source
from scenarios.people import PASSWORD, Person, ask, mails_to, verify

pytestmark = pytest.mark.anyio

REGISTER = "/api/auth/register"
VERIFY = "/api/auth/email/verify"
RESEND = "/api/auth/email/resend-verification"
FORGOT = "/api/auth/password/forgot"
LOGIN = "/api/auth/login"
GUESSED = "a stranger's password"


def registration(email: str, password: str = GUESSED) -> dict[str, str]:
    return {"email": email, "password": password, "confirmpassword": password}


def stripped(answer: httpx2.Response) -> tuple[Any, ...]:
    """The answer without what is new in each: ids, times, the address itself, tokens, the date."""
    text = re.sub(r"[0-9a-f]{24}|\d{4}-\d\d-\d\dT[\d:.]+Z", "*", answer.text)
    text = re.sub(r'"email":"[^"]*"', '"email":"*"', text)
    cookies = [
        re.sub(r"=[^;]*", "=*", cookie, count=1) for cookie in answer.headers.get_list("set-cookie")
    ]
    names = sorted(name for name in answer.headers if name not in ("date", "content-length"))
    return (
        answer.status_code,
        text,
        names,
        [re.sub(r"\d\d:\d\d:\d\d|\d{3,}", "*", one) for one in cookies],
    )


class Addresses:
    """The three that must look alike."""

    def __init__(self, known: Person, unverified: Person, unknown: str) -> None:
        self.all = (known.email, unverified.email, unknown)


@pytest.fixture
async def addresses(ground: Ground) -> Addresses:
    known, unverified = await ground.person("kim"), await ground.registered("uma")
    return Addresses(known, unverified, f"nobody.{known.email}")


async def all_alike(ground: Ground, path: str, bodies: list[dict[str, Any]]) -> httpx2.Response:
    """One request for each address, each from somewhere else; the last answer."""
    answers = [await ground.stranger().post(path, json=body) for body in bodies]
    looks = {json.dumps(stripped(answer)) for answer in answers}
    assert len(looks) == 1, looks
    return answers[-1]


async def test_registering_tells_nothing(ground: Ground, addresses: Addresses) -> None:
    answer = await all_alike(ground, REGISTER, [registration(email) for email in addresses.all])
    assert answer.status_code == 200
    assert answer.json()["user"]["verified"] is False


async def test_resending_and_forgetting_tell_nothing(ground: Ground, addresses: Addresses) -> None:
    for path in (RESEND, FORGOT):
        answer = await all_alike(ground, path, [{"email": email} for email in addresses.all])
        assert answer.status_code == 200


async def test_a_wrong_password_tells_nothing(ground: Ground, addresses: Addresses) -> None:
    bodies = [{"email": email, "password": GUESSED} for email in addresses.all]
    answer = await all_alike(ground, LOGIN, bodies)
    assert_refused(answer, 401, "credentials_invalid")


async def test_a_wrong_code_tells_nothing(ground: Ground, addresses: Addresses) -> None:
    for more in ({}, {"password": GUESSED}):
        bodies = [{"code": "000000", "email": email} | more for email in addresses.all]
        assert_refused(await all_alike(ground, VERIFY, bodies), 400, "code_invalid")
    strange = [{"code": "x" * 43}, {"code": ""}, {"code": "000000"}, {"code": "000000" * 20}]
    assert_refused(await all_alike(ground, VERIFY, strange), 400, "code_invalid")


async def test_whoever_registers_lives_the_same_afterwards(
    ground: Ground, addresses: Addresses
) -> None:
    """The same journey with each address, step by step: nothing tells them apart."""
    journeys = []
    for email in addresses.all:
        browser = ground.stranger()
        steps = [await browser.post(REGISTER, json=registration(email))]
        steps += [
            await browser.get("/api/user"),
            await browser.post(RESEND, json={"email": email}),
            await browser.post(VERIFY, json={"code": "000000"}),
            await browser.post(VERIFY + "?code=000000"),
            await browser.get("/api/room/fetchall"),
            await browser.get("/api/auth/logout"),
            await browser.post(LOGIN, json={"email": email, "password": GUESSED}),
            await browser.get("/api/user"),
            await browser.post(LOGIN, json={"email": email, "password": "another password"}),
        ]
        journeys.append(json.dumps([stripped(step) for step in steps]))
    assert journeys[0] == journeys[1] == journeys[2]


async def test_a_planted_registration_is_verified_by_nobody(ground: Ground) -> None:
    """Somebody registers with the address of another, who clicks what comes by mail."""
    email = "victim.of.planting@example.org"
    mallory = ground.stranger()
    await ask(mallory, "POST", REGISTER, registration(email))
    planted = Person("mallory", email, "", mallory)
    [mail] = await mails_to(planted)
    victim = ground.stranger()
    for code in (mail["code"], mail["link"].partition("#")[2]):
        for more in ({}, {"email": email}, {"email": email, "password": PASSWORD}):
            answer = await victim.post(VERIFY, json={"code": code} | more)
            assert_refused(answer, 400, "code_invalid")
        assert (await victim.post(f"{VERIFY}?code={code}")).status_code == 400
        page = await victim.get(f"/verify?code={code}")
        assert page.status_code in (200, 404)  # which it is depends on whether the client is built
    assert (await mallory.get("/api/user")).json()["user"]["verified"] is False
    await ask(victim, "POST", REGISTER, registration(email, PASSWORD))
    owner = Person("victim", email, "", victim)
    await verify(owner)
    assert_refused(await mallory.get("/api/user"), 401, "session_required")
    body = {"email": email, "password": GUESSED}
    answer = await ground.stranger().post(LOGIN, json=body)
    assert_refused(answer, 401, "credentials_invalid")
    await ask(ground.stranger(), "POST", LOGIN, {"email": email, "password": PASSWORD})


async def test_a_registration_of_a_known_address_is_verified_by_no_code(ground: Ground) -> None:
    known = await ground.person("kim")
    mallory = ground.stranger()
    await ask(mallory, "POST", REGISTER, registration(known.email))
    mails = await mails_to(known)
    assert mails[0]["code"] is None, "its owner hears that somebody tried, and no more"
    for mail in mails:
        if mail["code"]:
            answer = await mallory.post(VERIFY, json={"code": mail["code"]})
            assert_refused(answer, 400, "code_invalid")
    assert (await known.rest.get("/api/user")).json()["user"]["verified"] is True


async def test_a_stranger_cannot_use_up_the_tries_of_a_code(ground: Ground) -> None:
    person = await ground.registered("peter")
    for number in range(12):
        body = {"code": f"00000{number % 10}", "email": person.email, "password": GUESSED}
        answer = await ground.stranger().post(VERIFY, json=body)
        assert_refused(answer, 400, "code_invalid")
    await verify(person)


async def test_a_code_is_good_for_five_tries_and_one_use(ground: Ground) -> None:
    tried, used = await ground.registered("peter"), await ground.registered("paula")
    code = (await mails_to(tried))[0]["code"]
    for number in range(5):
        wrong = f"{(int(code) + 1 + number) % 1_000_000:06d}"
        answer = await tried.rest.post(VERIFY, json={"code": wrong})
        assert_refused(answer, 400, "code_invalid")
    assert_refused(await tried.rest.post(VERIFY, json={"code": code}), 400, "code_invalid")
    await ask(tried.rest, "POST", RESEND, {"email": tried.email})
    await verify(tried)
    code = (await mails_to(used))[0]["code"]
    await verify(used)
    for caller in (used.rest, ground.stranger()):
        body = {"code": code, "email": used.email, "password": PASSWORD}
        assert_refused(await caller.post(VERIFY, json=body), 400, "code_invalid")


async def test_a_code_of_somebody_else_is_wrong(ground: Ground) -> None:
    mine, theirs = await ground.registered("mia"), await ground.registered("theo")
    mail = (await mails_to(theirs))[0]
    for code in (mail["code"], mail["link"].partition("#")[2]):
        for more in ({}, {"email": theirs.email}):
            answer = await mine.rest.post(VERIFY, json={"code": code} | more)
            assert_refused(answer, 400, "code_invalid")
    await verify(theirs)


async def test_a_forged_host_changes_no_link(ground: Ground) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", **came_from(new_source())}
    email = "victim.of.links@example.org"
    stranger = ground.stranger()
    answer = await stranger.post(REGISTER, json=registration(email), headers=forged)
    assert answer.status_code == 200
    [mail] = await mails_to(Person("victim", email, "", ground.stranger()))
    assert mail["link"].startswith(ground.server.url + "/verify#")
    assert "evil" not in json.dumps(mail)


@pytest.mark.parametrize(
    "email",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nb@example.org",
        "a@example.org,b@example.org",
        "a@example.org;b@example.org",
        "a@example.org b@example.org",
        "<a@example.org>",
        "A <a@example.org>",
        '"a b"@example.org',
        "a@[127.0.0.1]",
        "a@example",
        "a@@example.org",
        "@example.org",
        "a@exa\u202emple.org",
        "a\u0000@example.org",
        "mailto:a@example.org?bcc=b@example.org",
    ],
)
async def test_a_mail_goes_to_one_address_and_no_other(ground: Ground, email: str) -> None:
    for path, body in (
        (REGISTER, registration(email)),
        (RESEND, {"email": email}),
        (FORGOT, {"email": email}),
    ):
        assert_refused(await ground.stranger().post(path, json=body), 400, "input_invalid")
