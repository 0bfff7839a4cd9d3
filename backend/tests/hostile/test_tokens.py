"""Tokens of every wrong kind: 401 over REST and before the socket exists, and nothing more."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from typing import Any

import jwt
import pytest

from hostile.ground import (
    ACCESS_SECRET,
    REFRESH_SECRET,
    Ground,
    assert_refused,
    came_from,
    new_source,
)
from hostile.intruder import Intruder
from scenarios.people import Person, ask
from sio.client import Client, Refused

pytestmark = pytest.mark.anyio

ACCESS = "accessToken"
REFRESH = "refreshToken"


@pytest.fixture(scope="module")
async def ann(loose_ground: Ground) -> Person:
    return await loose_ground.person("anna")


@pytest.fixture(scope="module")
async def eve(loose_ground: Ground) -> Person:
    return await loose_ground.person("eve")


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def signed(claims: dict[str, Any], secret: str = ACCESS_SECRET, alg: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm=alg)


def flipped(token: str, at: int) -> str:
    """With another character there; the last one of a part may hold unused bits."""
    other = "A" if token[at] != "A" else "B"
    return token[:at] + other + token[at + 1 :]


def wrong_tokens(good: str, refresh: str, device: str, other: str) -> dict[str, str]:
    """Everything that is nearly the access token `good`."""
    claims, now = claims_of(good), int(time.time())
    head, body, signature = good.split(".")
    without = {name: {k: v for k, v in claims.items() if k != name} for name in claims}
    return {
        "nothing": "",
        "a word": "token",
        "dots": "..",
        "many dots": "." * 1000,
        "no signature": f"{head}.{body}.",
        "two parts": f"{head}.{body}",
        "four parts": f"{good}.{signature}",
        "alg none": f"{part({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "alg None": f"{part({'alg': 'None'})}.{body}.{signature}",
        "no alg": f"{part({'typ': 'JWT'})}.{body}.{signature}",
        "alg a list": f"{part({'alg': ['HS256']})}.{body}.{signature}",
        "alg RS256": f"{part({'alg': 'RS256'})}.{body}.{signature}",
        "HS512 with the right key": signed(claims, alg="HS512"),
        "HS384 with the right key": signed(claims, alg="HS384"),
        "the other secret": signed(claims, REFRESH_SECRET),
        "no secret": signed(claims, "x" * 32),
        "a refresh token": refresh,
        "a device token": device,
        "a refresh token's claims": signed(claims_of(refresh)),
        "another audience": signed(claims | {"aud": "gethory:refresh"}),
        "both audiences": signed(claims | {"aud": ["gethory:access", "gethory:refresh"]}),
        "another issuer": signed(claims | {"iss": "somebody"}),
        "expired": signed(claims | {"exp": now - 61}),
        "expired long ago": signed(claims | {"exp": 0}),
        "not yet": signed(claims | {"nbf": now + 61}),
        "exp a word": signed(claims | {"exp": "tomorrow"}),
        "exp nothing": signed(claims | {"exp": None}),
        "sid a number": signed(claims | {"sid": 7}),
        "sid unknown": signed(claims | {"sid": "5" * 24}),
        "sid of somebody else": signed(claims | {"sid": claims_of(other)["sid"]}),
        "sub of somebody else": signed(claims | {"sub": claims_of(other)["sub"]}),
        "sub an object": signed(claims | {"sub": {"$gt": ""}}),
        **{f"without {name}": signed(kept) for name, kept in without.items()},
        "a deep head": f"{base64.urlsafe_b64encode(b'[' * 9000).decode().rstrip('=')}.{body}.x",
        "a long head": f"{'a' * 20_000}.{body}.{signature}",
        "another person's head and body": f"{'.'.join(other.split('.')[:2])}.{signature}",
        **{
            f"flipped at {at}": flipped(good, at)
            for at in [*range(0, len(good) - 1, 7), len(head) - 2, len(good) - 2]
            if good[at] != "."
        },
    }


async def wrong_ones(ann: Person, eve: Person) -> dict[str, str]:
    cookies = ann.rest.cookies
    refresh, device = cookies[REFRESH], cookies["device"]
    return wrong_tokens(cookies[ACCESS], refresh, device, eve.rest.cookies[ACCESS])


async def test_a_wrong_access_token_opens_nothing_over_rest(
    loose: Ground, ann: Person, eve: Person
) -> None:
    stranger = loose.stranger()
    answers = set()
    for name, token in (await wrong_ones(ann, eve)).items():
        for headers in (
            {"Cookie": f"{ACCESS}={token}"},
            {"Authorization": f"Bearer {token or '-'}"},
        ):
            answer = await stranger.get("/api/user", headers=headers)
            assert_refused(answer, 401, "session_required")
            assert "set-cookie" not in answer.headers, name
            answers.add(answer.content)
    assert len(answers) == 1, "an answer tells why"
    assert (await ann.rest.get("/api/user")).status_code == 200


async def test_a_wrong_access_token_opens_no_socket(
    loose: Ground, ann: Person, eve: Person
) -> None:
    for name, token in (await wrong_ones(ann, eve)).items():
        for headers in (
            {"cookie": f"{ACCESS}={token}"},
            {"cookie": "", "authorization": f"Bearer {token}"},
        ):
            with pytest.raises(Refused) as refused:
                await Client.open(loose.server.port, headers=headers)
            assert refused.value.status == 401, name
            assert json.loads(refused.value.body)["code"] == "session_required"


async def test_a_wrong_refresh_token_renews_nothing(
    loose: Ground, ann: Person, eve: Person
) -> None:
    stranger = loose.stranger()
    good, access = ann.rest.cookies[REFRESH], ann.rest.cookies[ACCESS]
    claims = claims_of(good)
    wrong = {
        "nothing": "",
        "an access token": access,
        "an access token's claims": signed(claims_of(access), REFRESH_SECRET),
        "a device token": ann.rest.cookies["device"],
        "the other secret": signed(claims),
        "alg none": f"{part({'alg': 'none'})}.{good.split('.')[1]}.",
        "HS512": signed(claims, REFRESH_SECRET, "HS512"),
        "expired": signed(claims | {"exp": int(time.time()) - 61}, REFRESH_SECRET),
        "of another session": signed(
            claims | {"sid": claims_of(eve.rest.cookies[ACCESS])["sid"]}, REFRESH_SECRET
        ),
        "gen a word": signed(claims | {"gen": "1"}, REFRESH_SECRET),
        "flipped": flipped(good, len(good) - 5),
    }
    for method in ("GET", "POST"):
        for token in wrong.values():
            headers = {"Cookie": f"{REFRESH}={token}"}
            answer = await stranger.request(method, "/api/auth/refresh", headers=headers)
            assert_refused(answer, 401, "refresh_invalid")
        bearer = {"Authorization": f"Bearer {good}"}
        answer = await stranger.request(method, "/api/auth/refresh", headers=bearer)
        assert_refused(answer, 401, "refresh_invalid")
    assert (await ann.rest.post("/api/auth/refresh")).status_code == 200


async def test_a_session_that_has_ended_opens_nothing_any_more(loose: Ground) -> None:
    """The access token would be good for another quarter of an hour."""
    person = await loose.person("anna")
    room_id = await person.room()
    socket = await Intruder.enter(loose.server, person, room_id)
    access, refresh = person.rest.cookies[ACCESS], person.rest.cookies[REFRESH]
    began = time.monotonic()
    await ask(person.rest, "POST", "/api/auth/logout")
    assert await socket.until_closed() == 1000
    assert time.monotonic() - began < 5
    assert [event for event, _ in socket.heard] == ["removed", "disconnect"]
    thief = loose.stranger()
    for method, path in (("GET", "/api/user"), ("GET", "/api/room/mine"), ("GET", "/api/sessions")):
        answer = await thief.request(method, path, headers={"Cookie": f"{ACCESS}={access}"})
        assert_refused(answer, 401, "session_required")
    answer = await thief.get("/api/auth/refresh", headers={"Cookie": f"{REFRESH}={refresh}"})
    assert_refused(answer, 401, "refresh_invalid")
    with pytest.raises(Refused):
        await Client.open(loose.server.port, headers={"cookie": f"{ACCESS}={access}"})


async def test_an_old_refresh_token_ends_the_session_of_the_thief_too(loose: Ground) -> None:
    person = await loose.person("anna")
    old = person.rest.cookies[REFRESH]
    await ask(person.rest, "POST", "/api/auth/refresh")
    await ask(person.rest, "POST", "/api/auth/refresh")
    thief = loose.stranger()
    stolen = {"Cookie": f"{REFRESH}={old}"}
    answer = await thief.get("/api/auth/refresh", headers=stolen)
    assert_refused(answer, 401, "refresh_invalid")
    assert "set-cookie" not in answer.headers, "it was only late"
    assert (await person.rest.get("/api/user")).status_code == 200
    claims = claims_of(old)
    forged = signed(claims | {"gen": claims["gen"] + 7}, REFRESH_SECRET)
    await thief.get("/api/auth/refresh", headers={"Cookie": f"{REFRESH}={forged}"})
    assert_refused(await person.rest.get("/api/user"), 401, "session_required")


async def test_two_tabs_that_renew_at_once_stay_signed_in(loose: Ground) -> None:
    person = await loose.person("anna")
    sent = {"Cookie": f"{REFRESH}={person.rest.cookies[REFRESH]}"}
    tabs = [loose.stranger() for _ in range(10)]
    answers = await asyncio.gather(*(tab.get("/api/auth/refresh", headers=sent) for tab in tabs))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.cookies[REFRESH] for answer in answers}) == 1
    for tab in tabs:
        assert (await tab.get("/api/user")).status_code == 200
    assert (await tabs[3].get("/api/auth/refresh")).status_code == 200


async def test_a_pending_session_opens_only_what_leads_out_of_it(loose: Ground) -> None:
    person = await loose.registered("peter")
    rest = person.rest
    assert REFRESH not in rest.cookies
    assert (await rest.get("/api/user")).json()["user"]["verified"] is False
    for method, path, body in (
        ("GET", "/api/room/fetchall", None),
        ("GET", "/api/room/mine", None),
        ("GET", f"/api/room/getroom/{'5' * 24}", None),
        ("POST", "/api/room/create", {"topic": "T", "roomType": "public"}),
        ("PUT", "/api/user/update_profile", {"name": "P", "username": "peter_the_first"}),
        ("GET", "/api/sessions", None),
    ):
        answer = await rest.request(method, path, json=body)
        assert_refused(answer, 403, "email_unverified")
    cookie = f"{ACCESS}={rest.cookies[ACCESS]}"
    with pytest.raises(Refused) as refused:
        await Client.open(loose.server.port, headers={"cookie": cookie})
    assert refused.value.status == 401


async def test_cookies_are_for_browsers_only(loose: Ground) -> None:
    person = await loose.registered("peter")
    answer = await person.rest.post(
        "/api/auth/login",
        json={"email": person.email, "password": "wrong password"},
        headers=came_from(new_source()),
    )
    assert_refused(answer, 401, "credentials_invalid")
    assert "set-cookie" not in answer.headers
