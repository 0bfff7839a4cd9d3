"""The scan of the whole run finds what it looks for: otherwise its silence would mean nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from leaks import Leaks

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiAiNTU1In0.c2lnbmF0dXJl"
ANN = {"_id": "555", "email": "Ann@example.org", "name": "Ann"}
BOB = {"_id": "666", "email": "bob@example.org", "name": "Bob"}


@pytest.fixture
def leaks() -> Leaks:
    """Knows Ann and Bob, their passwords and Bob's mail."""
    leaks = Leaks()
    for user in (ANN, BOB):
        body = {"email": user["email"], "password": f"{user['name']} likes tea 7"}
        ask(leaks, {"msg": "hello"}, sent=body)
    mail = {"to": "bob@example.org", "code": "123987", "link": "http://h/verify#link-token-of-bob"}
    ask(leaks, [mail], path="/__outbox")
    assert leaks.found == []
    return leaks


def ask(
    leaks: Leaks,
    body: Any,
    *,
    path: str = "/api/user",
    sent: object = None,
    token: str | None = None,
    **headers: str,
) -> None:
    cookie = {"Cookie": f"accessToken={token}"} if token else {}
    request = httpx2.Request("POST", f"http://127.0.0.1:3000{path}", json=sent, headers=cookie)
    leaks.http(request, httpx2.Response(200, json=body, headers=headers))


def test_what_was_made_up_is_no_secret() -> None:
    leaks = Leaks()
    request = httpx2.Request("POST", "http://here/api", json={"password": "origin_forbidden"})
    leaks.http(request, httpx2.Response(403, json={"code": "origin_forbidden"}), made_up=True)
    assert leaks.found == []
    leaks.http(request, httpx2.Response(403, json={"code": "origin_forbidden"}))
    assert len(leaks.found) == 1


def test_ones_own_address_is_no_leak(leaks: Leaks) -> None:
    ask(leaks, {"user": ANN}, token=JWT)
    leaks.frame('42["add-peer",{"peerId":"p","user":{"_id":"555","name":"Ann"}}]')
    assert leaks.found == []
    assert (leaks.answers, leaks.events) == (3, 1)


@pytest.mark.parametrize(
    "body",
    [
        {"user": BOB},
        {"user": ANN, "room": {"userId": BOB}},
        {"user": ANN, "inviter": "ann@example.org"},
        {"detail": "BOB@example.org has an account"},
        {"user": ANN, "passwordHash": "x"},
        {"meetingArr": [{"authors": [{"salt": ""}]}]},
        {"detail": "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"},
        {"detail": "a" * 64},
        {"detail": JWT},
        {"detail": "Bob likes tea 7"},
        {"detail": "123987"},
        {"detail": "link-token-of-bob"},
        {"detail": "from 203.0.113.7"},
        {"detail": "from 2001:db8:1:2::7"},
    ],
)
def test_an_answer_that_says_too_much_is_found(leaks: Leaks, body: Any) -> None:
    ask(leaks, body, token=JWT)
    assert len(leaks.found) == 1


def test_headers_say_nothing_either(leaks: Leaks) -> None:
    ask(leaks, {}, **{"X-Debug": "bob@example.org"})
    ask(leaks, {}, **{"Set-Cookie": "session=1; HttpOnly"})
    ask(leaks, {}, **{"Set-Cookie": f"accessToken={JWT}; Path=/"})
    ask(leaks, {}, **{"Set-Cookie": f"accessToken={JWT}; Path=/; HttpOnly"})
    assert len(leaks.found) == 3


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        ({"peerId": "p", "icecandidate": {"candidate": "1 udp 203.0.113.7 9"}}, 0),
        ({"peerId": "p", "address": "203.0.113.7"}, 1),
        ({"you": {"resume": JWT}}, 0),
        ({"peers": [{"resume": JWT}]}, 1),
        ({"user": ANN}, 1),
    ],
)
def test_sockets_are_looked_at_too(leaks: Leaks, fact: Any, found: int) -> None:
    leaks.frame(f'42/api,["fact",{json.dumps(fact)}]')
    leaks.frame(f"43/api,17[{json.dumps(fact)}]")
    assert len(leaks.found) == 2 * found


def test_in_a_log_only_the_mails_speak_of_people(leaks: Leaks, tmp_path: Path) -> None:
    rule = "-" * 72
    log = tmp_path / "server.log"
    log.write_text(f"ready: http://127.0.0.1:3000\n{rule}\nTo: bob@example.org\n123987\n{rule}\n")
    leaks.read_logs([log])
    assert leaks.found == []
    lines = (
        "to=bob@example.org",
        "code 123987",
        JWT,
        "peer=203.0.113.7",
        "a=fingerprint:sha-256 A",
    )
    log.write_text("\n".join(f"2026-11-24T07:28:21.123987Z {line}" for line in lines))
    leaks.read_logs([log])
    assert len(leaks.found) == len(lines)
