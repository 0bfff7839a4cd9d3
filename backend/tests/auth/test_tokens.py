"""Tokens: only ours, only of the right kind, only while they last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jwt
import pytest

from auth.desk import REFRESH_SECRET, SECRET, Clock
from gethory.auth.tokens import Tokens, access_token_of, cookie_of
from gethory.kit.ids import new_id
from gethory.kit.signed import TokenInvalid
from gethory.models import Session, SessionKind

CLOCK = Clock()
TOKENS = Tokens(SECRET, REFRESH_SECRET, CLOCK)
SESSION = Session(
    id=new_id(),
    user_id=new_id(),
    kind=SessionKind.FULL,
    created_at=CLOCK(),
    expires_at=CLOCK() + timedelta(days=30),
    last_seen_at=CLOCK(),
)
NOW = int(CLOCK().timestamp())
CLAIMS: dict[str, Any] = {
    "sub": SESSION.user_id,
    "sid": SESSION.id,
    "iss": "gethory",
    "aud": "gethory:access",
    "iat": NOW,
    "exp": NOW + 900,
}


def signed(*, secret: str = SECRET, algorithm: str = "HS256", **changed: Any) -> str:
    claims = {key: value for key, value in {**CLAIMS, **changed}.items() if value is not None}
    return jwt.encode(claims, secret, algorithm=algorithm)


def test_an_access_token_says_whose_session_it_opens() -> None:
    claims = TOKENS.read_access(TOKENS.access(SESSION, CLOCK() + timedelta(minutes=15)))
    assert (claims.sid, claims.sub, claims.exp) == (SESSION.id, SESSION.user_id, NOW + 900)


def test_a_token_of_our_making_by_hand_is_read() -> None:
    assert TOKENS.read_access(signed()).sid == SESSION.id


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "\ud800.b.c",
        signed()[:-2] + ("A" if signed()[-2] != "A" else "B") + signed()[-1],
        jwt.encode(CLAIMS, None, algorithm="none"),
        signed(algorithm="HS384", secret=SECRET * 2),
        signed(algorithm="HS512", secret=SECRET * 2),
        signed(secret=REFRESH_SECRET),
        signed(aud="gethory:refresh"),
        signed(aud=["gethory:access", "other"]),
        signed(aud=None),
        signed(iss="other"),
        signed(iss=None),
        signed(sid=None),
        signed(sid=7),
        signed(sub=None),
        signed(iat=None),
        signed(exp=None),
        signed(exp="never"),
        signed(exp=NOW),
        signed(exp=NOW - 61),
        signed(nbf=4_000_000_000),
    ],
)
def test_what_is_not_a_valid_access_token_is_refused(token: str) -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.read_access(token)


def test_a_header_cannot_choose_the_algorithm() -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.read_access(jwt.encode(CLAIMS, SECRET * 2, headers={"alg": "HS512"}))


def test_no_kind_is_accepted_as_another() -> None:
    access = TOKENS.access(SESSION, CLOCK() + timedelta(minutes=15))
    refresh = TOKENS.refresh(SESSION)
    device = TOKENS.device(new_id(), ("x",), CLOCK() + timedelta(days=1))
    for token in (refresh, device):
        with pytest.raises(TokenInvalid):
            TOKENS.read_access(token)
    for token in (access, device):
        with pytest.raises(TokenInvalid):
            TOKENS.read_refresh(token)
    for token in (access, refresh):
        with pytest.raises(TokenInvalid):
            TOKENS.read_device(token)


def test_an_expired_token_is_read_only_where_that_is_asked_for() -> None:
    expired = signed(exp=NOW - 1)
    assert TOKENS.read_access(expired, expired_too=True).sid == SESSION.id
    with pytest.raises(TokenInvalid):
        TOKENS.read_access(signed(exp=NOW - 1, secret=REFRESH_SECRET), expired_too=True)


def test_the_refresh_token_of_one_generation_is_always_the_same_bytes() -> None:
    clock = Clock()
    tokens = Tokens(SECRET, REFRESH_SECRET, clock)
    first = tokens.refresh(SESSION)
    clock.on(hours=3)
    assert tokens.refresh(SESSION) == first


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, None),
        ({"cookie": "accessToken=abc"}, "abc"),
        ({"cookie": 'other=1; accessToken="abc"; accessToken=later'}, "abc"),
        ({"cookie": "accesstoken=abc; xaccessToken=abc"}, None),
        ({"authorization": "Bearer abc"}, "abc"),
        ({"authorization": "bearer  abc "}, "abc"),
        ({"authorization": "Bearer abc", "cookie": "accessToken=def"}, "abc"),
        ({"authorization": "Bearer", "cookie": "accessToken=def"}, ""),
        ({"authorization": "Basic abc", "cookie": "accessToken=def"}, "def"),
    ],
)
def test_a_bearer_token_wins_over_a_cookie(headers: dict[str, str], token: str | None) -> None:
    assert access_token_of(headers) == token


def test_a_cookie_keeps_what_is_behind_its_first_equals_sign() -> None:
    assert cookie_of({"cookie": "a=b=c; d"}, "a") == "b=c"
    assert cookie_of({"cookie": "a=b=c; d"}, "d") == ""
