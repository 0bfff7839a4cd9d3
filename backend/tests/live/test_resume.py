"""Resume tokens: signed, of one kind, readable by the next life of the server."""

from __future__ import annotations

from dataclasses import replace

import jwt
import pytest

from gethory.live.resume import ResumeTokens, Ticket
from gethory.live.schemas import Join

TICKET = Ticket("a" * 24, "b" * 24, "p" * 24, "epoch-1")
SECRET = "s" * 48


def test_a_token_says_what_it_was_made_from_also_to_another_server_with_the_secret() -> None:
    assert ResumeTokens(SECRET).read(ResumeTokens(SECRET).make(TICKET)) == TICKET


def test_a_token_fits_into_a_join() -> None:
    longest = replace(TICKET, peer_id="p" * 64)
    token = ResumeTokens(SECRET).make(longest)
    assert Join(room_id="b" * 24, resume=token).resume == token


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        ResumeTokens("t" * 48).make(TICKET),
        ResumeTokens(SECRET).make(TICKET)[:-2] + "xx",
        jwt.encode({"aud": "gethory:resume", "sid": "a"}, SECRET, algorithm="HS256"),
        jwt.encode({"aud": "gethory:resume", "sid": "a"}, "", algorithm="none"),
    ],
    ids=["empty", "one letter", "dots", "other secret", "altered", "signed raw", "unsigned"],
)
def test_what_we_did_not_sign_says_nothing(token: str) -> None:
    assert ResumeTokens(SECRET).read(token) is None


@pytest.mark.parametrize("claim", ["aud", "sid", "room", "peer", "epoch"])
def test_a_token_of_ours_that_lacks_something_says_nothing(claim: str) -> None:
    tokens = ResumeTokens(SECRET)
    claims = jwt.decode(tokens.make(TICKET), options={"verify_signature": False})
    del claims[claim]
    forged = jwt.encode(claims, tokens._key, algorithm="HS256")
    assert tokens.read(forged) is None
