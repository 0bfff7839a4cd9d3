"""Looks at every answer, socket event and line of log of a test run for what nobody may see:
passwords, hashes, tokens, secrets, other people's email addresses, anybody's IP address."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

_UNSEEN = ("/__outbox", "/openapi.json", "/asyncapi.json", "/assets/")
"""Where mails are meant to be read, and where documents have examples."""
_COOKIES = {"accessToken", "refreshToken", "device", "io"}
_HASH = re.compile(r"\$argon2|\$2[aby]\$|\b[0-9a-f]{64}\b")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
_IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_SIGNAL = re.compile(r"candidate:\d|\bv=0\b|a=fingerprint|typ host")
_SECRET_KEY = re.compile(r"passw|hash|secret|salt|jwt|token", re.IGNORECASE)
_SOCKET_HEAD = re.compile(r"4\d(?:\d+-)?(?:/[^,\[{]*,)?\d*")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?")
_MAIL_RULE = "-" * 72

_WORD = re.compile(r"[\w-]+")

_TOKENS_MEANT = {"you.resume", "link.token", "invite.token"}
"""Tokens that are for whoever gets the answer."""
_MEANT_TO_TRAVEL = ("icecandidate", "sessionDescription", "iceServers", "offers")
"""Where addresses stand because people who talk need them."""


class Leaks:
    """Collects what people say about themselves, and finds it where it should not be."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.answers = self.events = 0
        self._emails: set[str] = set()
        self._passwords: set[str] = set()
        self._codes: set[str] = set()

    # what is looked at ------------------------------------------------------------------

    def http(
        self, request: httpx2.Request, answer: httpx2.Response, *, made_up: bool = False
    ) -> None:
        """One request and its answer. What a `made_up` one says is nobody's secret: it may be
        made of our own words."""
        sent = _json(_content(request))
        if not made_up:
            self._learn(sent)
        path = urlsplit(str(request.url)).path
        if path == "/__outbox":
            self._learn_mails(_json(answer.content))
        if path.startswith(_UNSEEN):
            return
        if path.startswith("/socket.io") and answer.status_code == 200:
            for packet in answer.text.split("\x1e"):
                self.frame(packet)
            return
        self.answers += 1
        where = f"{request.method} {path} {answer.status_code}"
        self._look_at_headers(where, answer)
        body = _json(answer.content)
        if body is None:
            self._look_at_text(where, answer.text, own=set())
        else:
            own = _own_email(body, _who_asked(request, answer), sent)
            self._look(where, body, "", own)

    def frame(self, text: str) -> None:
        """One packet to a socket: `42["event",{...}]` and its kin."""
        head = _SOCKET_HEAD.match(text)
        payload = _json(text[head.end() :].encode()) if head else None
        if isinstance(payload, list):
            self.events += 1
            for part in payload:
                self._look(f"socket {text[:40]}", part, "", set())

    def read_logs(self, files: Iterable[Path]) -> None:
        """Everything the servers of this run wrote, but the mails."""
        for file in files:
            for line in _without_mails(file.read_text(encoding="utf-8", errors="replace")):
                self._look_at_line(file, line)

    # what is known about people ---------------------------------------------------------

    def _learn(self, sent: Any) -> None:
        if not isinstance(sent, dict):
            return
        email = sent.get("email")
        if isinstance(email, str) and "@" in email:
            self._emails.add(email.strip().lower())
        for key in ("password", "confirmpassword"):
            if isinstance(password := sent.get(key), str) and _is_telling(password.strip()):
                self._passwords.add(password.strip())

    def _learn_mails(self, mails: Any) -> None:
        for mail in mails if isinstance(mails, list) else ():
            self._emails.add(mail["to"].lower())
            self._codes |= {mail["code"] or "", (mail["link"] or "").partition("#")[2]}
        self._codes.discard("")

    # finding ----------------------------------------------------------------------------

    def _look(self, where: str, value: Any, path: str, own: set[str]) -> None:
        for key, part in _parts(value):
            below = f"{path}.{key}" if path else str(key)
            if isinstance(key, str) and _SECRET_KEY.search(key) and below not in _TOKENS_MEANT:
                self._report(where, f"a field {below}")
            self._look(where, part, below, own)
        if isinstance(value, str) and path not in _TOKENS_MEANT:
            travels = any(name in path.split(".") for name in _MEANT_TO_TRAVEL)
            own = own if path == "user.email" else set()
            self._look_at_text(f"{where} {path}", value, own=own, addresses=not travels)

    def _look_at_text(
        self, where: str, text: str, *, own: set[str], addresses: bool = True
    ) -> None:
        if _HASH.search(text):
            self._report(where, "a hash")
        if _JWT.search(text):
            self._report(where, "a token")
        if any(password in text for password in self._passwords):
            self._report(where, "a password")
        if not self._codes.isdisjoint(_WORD.findall(text)):
            self._report(where, "a code or link")
        if "@" in text and any(_names(text.lower(), email) for email in self._emails - own):
            self._report(where, "the email address of somebody")
        if addresses and (shown := _ip_addresses(text)):
            self._report(where, f"an IP address, {shown}")

    def _look_at_headers(self, where: str, answer: httpx2.Response) -> None:
        for name, value in answer.headers.multi_items():
            if name.lower() != "set-cookie":
                self._look_at_text(f"{where} {name}", value, own=set())
            elif value.partition("=")[0] not in _COOKIES or "httponly" not in value.lower():
                self._report(where, f"a cookie {value.partition('=')[0]}")

    def _look_at_line(self, file: Path, line: str) -> None:
        where = f"{file.parent.name}/{file.name}: {line[:160]}"
        line = _TIME.sub("", line)
        self._look_at_text(where, line, own=set())
        if _SIGNAL.search(line):
            self._report(where, "a signal")

    def _report(self, where: str, what: str) -> None:
        self.found.append(f"{what} in {where}")


def _is_telling(password: str) -> bool:
    """Whether it would hardly stand anywhere by chance."""
    return len(password) >= 12 and len(set(password)) >= 6


def _names(text: str, email: str) -> bool:
    """Whether the text has this address, not a longer one that ends like it."""
    return email in text and bool(re.search(rf"(?<![\w.+-]){re.escape(email)}(?![\w-])", text))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _content(request: httpx2.Request) -> bytes:
    try:
        return request.content
    except httpx2.RequestNotRead:  # it was sent in pieces
        return b""


def _parts(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _who_asked(request: httpx2.Request, answer: httpx2.Response) -> set[str]:
    """The accounts whose access token came with the request or its answer."""
    texts = [request.headers.get("cookie", ""), request.headers.get("authorization", "")]
    texts += answer.headers.get_list("set-cookie")
    return {sub for text in texts for token in _JWT.findall(text) if (sub := _sub(token))}


def _sub(token: str) -> str | None:
    part = token.split(".")[1]
    claims = _json(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    sub = claims.get("sub") if isinstance(claims, dict) else None
    return sub if isinstance(sub, str) else None


def _own_email(body: Any, asked: set[str], sent: Any) -> set[str]:
    """The address in `user.email`, where the user is who asked."""
    user = body.get("user") if isinstance(body, dict) else None
    if not isinstance(user, dict) or user.get("_id") not in asked:
        return set()
    return {str(user.get("email")).lower()}


def _ip_addresses(text: str) -> str:
    """The first address that is not this machine's."""
    for pattern in (_IPV4, _IPV6):
        for address in pattern.findall(text):
            if not address.startswith("127."):
                return str(address)
    return ""


def _without_mails(text: str) -> Iterator[str]:
    mail = False
    for line in text.splitlines():
        if line == _MAIL_RULE:
            mail = not mail
        elif not mail:
            yield line
