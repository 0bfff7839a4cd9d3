"""Servers that take mails, refuse them, hang and die: a real one for each way mail goes."""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
import subprocess
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from gethory.mail.mailers import Mailer
from gethory.mail.mailjet import MailjetMailer
from gethory.mail.resend import ResendMailer
from gethory.mail.smtp import SmtpMailer, SmtpServer, Tls
from mail.letters import SENDER

USER, PASSWORD = "gethory@example.org", "a pass/word: of SMTP"
PUBLIC, PRIVATE, KEY = "the public key", "the private key", "re_the_key"


class Mood(StrEnum):
    """What a server does with the next mails."""

    TAKES = "takes"
    REFUSES_ADDRESS = "refuses the address"
    REFUSES_SENDER = "refuses the sender"
    REFUSES_KEY = "refuses the key"
    RELAYS_FOR_OTHERS = "takes mails of its own people only"
    BUSY = "asks to come later"
    BROKEN = "is broken"
    DISLIKES = "refuses what it says"
    HANGS = "hangs"
    DIES = "hangs up in the middle"
    TAKES_AND_DIES = "takes it, and hangs up before saying so"
    BABBLES = "says what nobody understands"


@dataclass(frozen=True)
class Taken:
    """A mail as it arrived."""

    sender: str
    to: str
    subject: str
    text: str
    html: str


# over HTTP ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    words: Any


Says = tuple[int, dict[str, str], Any]


@dataclass
class HttpStage:
    """An HTTP/1.1 server by hand, so that it can also hang and die."""

    read: Callable[[Asked], Taken]
    """The mail of a request that is exactly as the provider's documents want it; it asserts."""
    answers: dict[Mood, Says]
    make: Callable[[str], Mailer]
    mood: Mood = Mood.TAKES
    taken: list[Taken] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Why requests were not as they should be."""
    _connections: list[asyncio.Task[None]] = field(default_factory=list)

    @asynccontextmanager
    async def playing(self) -> AsyncIterator[None]:
        self.server = server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.mailer = self.make(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        try:
            yield
        finally:
            await self.mailer.close()
            server.close()
            await self._let_go()

    async def _let_go(self) -> None:
        """No connection outlives the test that made it, not even one that hangs."""
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.append(cast("asyncio.Task[None]", asyncio.current_task()))
        try:
            while asked := await _read(reader):
                if not await self._answer(asked, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.transport.abort()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Whether to go on with this connection."""
        self.asked.append(asked)
        if self.mood is Mood.HANGS:
            await asyncio.get_running_loop().create_future()
        if self.mood is Mood.DIES:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
            await writer.drain()
            return False
        self._check(asked)
        status, headers, words = self.answers[self.mood]
        writer.write(_response(status, headers, words))
        await writer.drain()
        return True

    def _check(self, asked: Asked) -> None:
        try:
            taken = self.read(asked)
        except AssertionError as error:
            self.wrong.append(str(error))
            return
        if self.mood is Mood.TAKES:
            self.taken.append(taken)


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, path, headers, json.loads(body))


def _response(status: int, headers: dict[str, str], words: Any) -> bytes:
    body = words if isinstance(words, bytes) else json.dumps(words).encode()
    lines = [f"HTTP/1.1 {status} .", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def mailjet_stage() -> HttpStage:
    """As dev.mailjet.com describes v3.1."""
    return HttpStage(
        read_mailjet, _MAILJET, lambda url: MailjetMailer(PUBLIC, PRIVATE, SENDER, url)
    )


def read_mailjet(asked: Asked) -> Taken:
    basic = base64.b64encode(f"{PUBLIC}:{PRIVATE}".encode()).decode()
    assert (asked.method, asked.path) == ("POST", "/v3.1/send")
    assert asked.headers["authorization"] == f"Basic {basic}"
    assert asked.headers["content-type"] == "application/json"
    assert set(asked.words) == {"Messages"}
    [message] = asked.words["Messages"]
    assert set(message) == {
        "From",
        "To",
        "Subject",
        "TextPart",
        "HTMLPart",
        "CustomID",
        "TrackOpens",
        "TrackClicks",
    }
    assert message["From"] == {"Email": SENDER.address, "Name": SENDER.name}
    assert message["TrackOpens"] == message["TrackClicks"] == "disabled"
    [to] = message["To"]
    assert set(to) == {"Email"}
    return Taken(
        message["From"]["Email"],
        to["Email"],
        message["Subject"],
        message["TextPart"],
        message["HTMLPart"],
    )


def _mailjet_refusal(status: int, code: str, about: str, says: str) -> Says:
    error = {
        "ErrorIdentifier": "f987008f-251a-4dff-8ffc-40f1583ad7bc",
        "ErrorCode": code,
        "StatusCode": status,
        "ErrorMessage": says,
        "ErrorRelatedTo": [about],
    }
    return status, {}, {"Messages": [{"Status": "error", "Errors": [error]}]}


_MAILJET: dict[Mood, Says] = {
    Mood.TAKES: (
        200,
        {},
        {
            "Messages": [
                {
                    "Status": "success",
                    "To": [{"Email": "-", "MessageUUID": "1ab2", "MessageID": 45_600_000_000}],
                }
            ]
        },
    ),
    Mood.REFUSES_ADDRESS: _mailjet_refusal(
        400, "mj-0013", "To[0].Email", '"ada@example.org" is an invalid email address.'
    ),
    Mood.REFUSES_SENDER: _mailjet_refusal(
        403, "send-0008", "From", '"me@example.org" is not an authorized sender email address.'
    ),
    Mood.REFUSES_KEY: (
        401,
        {},
        {"ErrorIdentifier": "06df1144", "StatusCode": 401, "ErrorMessage": "API key failure."},
    ),
    Mood.BUSY: (429, {"Retry-After": "77"}, {"StatusCode": 429, "ErrorMessage": "Too many."}),
    Mood.BROKEN: (500, {}, b"<h1>Internal Server Error</h1>"),
    Mood.BABBLES: (200, {}, b"<h1>Welcome to the hotel's network</h1>"),
}


def resend_stage() -> HttpStage:
    """As resend.com/docs describes POST /emails."""
    return HttpStage(read_resend, _RESEND, lambda url: ResendMailer(KEY, SENDER, url))


def read_resend(asked: Asked) -> Taken:
    assert (asked.method, asked.path) == ("POST", "/emails")
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["user-agent"] == "gethory"
    assert len(asked.headers["idempotency-key"]) == 24
    assert set(asked.words) == {"from", "to", "subject", "text", "html"}
    assert asked.words["from"] == '"Gethory, at home" <no-reply@example.org>'
    [to] = asked.words["to"]
    words = asked.words
    return Taken(SENDER.address, to, words["subject"], words["text"], words["html"])


def _resend_refusal(status: int, name: str, says: str, **headers: str) -> Says:
    return status, headers, {"statusCode": status, "name": name, "message": says}


_RESEND: dict[Mood, Says] = {
    Mood.TAKES: (200, {}, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}),
    Mood.REFUSES_ADDRESS: _resend_refusal(
        422, "validation_error", "Invalid `to` field. ada@example.org is not an email."
    ),
    Mood.REFUSES_SENDER: _resend_refusal(422, "validation_error", "Invalid `from` field."),
    Mood.REFUSES_KEY: _resend_refusal(403, "invalid_api_key", "API key is invalid."),
    Mood.BUSY: _resend_refusal(429, "rate_limit_exceeded", "Too many.", **{"retry-after": "77"}),
    Mood.BROKEN: _resend_refusal(500, "application_error", "An unexpected error occurred."),
    Mood.BABBLES: (200, {}, b"<h1>Welcome to the hotel's network</h1>"),
}


# over SMTP ------------------------------------------------------------------------------


class _Smtp(SMTP):
    """Tells its stage of every connection, so that none is left open."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.event_handler.began(transport)
        super().connection_made(transport)


@dataclass
class SmtpStage:
    """A real SMTP server (aiosmtpd): STARTTLS or TLS from the first byte, and AUTH."""

    certificate: Certificate
    tls: Tls = Tls.STARTTLS
    username: str | None = USER
    password: str | None = PASSWORD
    utf8: bool = True
    port: int = 0
    mood: Mood = Mood.TAKES
    refuses_as: str = ""
    """In what words each address is refused."""
    taken: list[Taken] = field(default_factory=list)
    messages: list[EmailMessage] = field(default_factory=list)
    _lines: list[asyncio.Transport] = field(default_factory=list)

    @asynccontextmanager
    async def playing(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        self.server = server = await loop.create_server(
            self._protocol,
            "127.0.0.1",
            self.port,
            ssl=self.certificate.server if self.tls is Tls.FULL else None,
        )
        port = server.sockets[0].getsockname()[1]
        where = SmtpServer("127.0.0.1", port, self.tls, self.username, self.password)
        self.mailer: Mailer = SmtpMailer(where, SENDER, self.certificate.client)
        try:
            yield
        finally:
            await self.mailer.close()
            server.close()
            for line in self._lines:
                line.abort()
            await asyncio.sleep(0)

    def _protocol(self) -> SMTP:
        wants_login = self.username is not None
        with warnings.catch_warnings():
            # It does not know of the TLS that was there before it.
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
            return _Smtp(
                self,
                hostname="smtp.example.org",
                enable_SMTPUTF8=self.utf8,
                tls_context=self.certificate.server if self.tls is Tls.STARTTLS else None,
                require_starttls=self.tls is Tls.STARTTLS,
                auth_required=wants_login,
                auth_require_tls=self.tls is Tls.STARTTLS,
                authenticator=self._login if wants_login else None,
                loop=asyncio.get_running_loop(),
            )

    def began(self, line: asyncio.Transport) -> None:
        self._lines.append(line)

    def _login(self, _server: Any, _session: Any, _envelope: Any, _how: str, who: Any) -> Any:
        right = LoginPassword(USER.encode(), PASSWORD.encode())
        known = self.mood is not Mood.REFUSES_KEY and who == right
        return AuthResult(success=known, handled=False)

    async def handle_MAIL(  # noqa: N802 - the names that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.mood is Mood.REFUSES_SENDER:
            return "553 5.7.1 not yours"
        if self.mood is Mood.BROKEN:
            return "451 4.3.0 broken"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the names that aiosmtpd calls
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.mood is Mood.REFUSES_ADDRESS:
            return f"550 5.1.1 <{address}> unknown"
        if self.refuses_as:
            return self.refuses_as
        if self.mood is Mood.RELAYS_FOR_OTHERS:
            return f"554 5.7.1 <{address}>: Relay access denied"
        if self.mood is Mood.BUSY:
            return f"450 4.2.0 <{address}> greylisted"
        if self.mood is Mood.BABBLES:
            return "welcome to the hotel's network"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the names that aiosmtpd calls
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.mood is Mood.HANGS:
            await asyncio.get_running_loop().create_future()
        if self.mood is Mood.DISLIKES:
            return "554 5.7.1 message rejected"
        if self.mood in (Mood.DIES, Mood.TAKES_AND_DIES):
            self._lines[-1].abort()
        if self.mood in (Mood.TAKES, Mood.TAKES_AND_DIES):
            self._take(envelope)
        return "250 OK"

    def _take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        [to] = envelope.rcpt_tos
        parts = [message.get_body((kind,)) for kind in ("plain", "html")]
        text, html = (part.get_content().replace("\r\n", "\n") if part else "" for part in parts)
        sender = str(envelope.mail_from)
        self.taken.append(Taken(sender, to, str(message["Subject"]), text, html))


Stage = HttpStage | SmtpStage
"""A server in some mood, and the mailer that goes there."""


@dataclass(frozen=True)
class Certificate:
    """One that only `client` believes."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def make_certificate(folder: Path) -> Certificate:
    """For 127.0.0.1, of this run alone; by `openssl` (apt-get install openssl)."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        f"-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 "
        f"-keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    return Certificate(server, ssl.create_default_context(cafile=str(certificate)))
