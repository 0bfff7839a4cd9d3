"""Mail by SMTP (RFC 5321, 6409), encrypted unless the server is on this machine."""

from __future__ import annotations

import contextlib
import re
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from gethory.kit.address import is_loopback
from gethory.kit.names import Names
from gethory.mail.hypertext import html_of
from gethory.mail.mailers import (
    MailDelayed,
    MailDoubted,
    MailerRefused,
    MailFault,
    MailRefused,
)
from gethory.mail.sender import Sender, deliverable
from gethory.models import Mail

_QUIT_S = 2.0
_MAILBOX_FULL = 552
_SAID_OF_BOTH = (550, 551, 553, 554)
_ENHANCED = re.compile(r"(?<![\d.])5\.(\d{1,3})\.\d{1,3}(?![\d.])")
_ABOUT_ADDRESS = ("1", "2", "4", "6")
_ABOUT_SENDER = ("5.1.7", "5.1.8")


class Tls(StrEnum):
    """How the connection is encrypted."""

    FULL = "full"
    """From its first byte (RFC 8314)."""
    STARTTLS = "starttls"
    """Begun in plain text and encrypted before anything is said; refused without."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mails are handed over, and as whom."""

    host: str
    port: int
    tls: Tls
    username: str | None
    password: str | None


def read_smtp_url(url: str) -> SmtpServer:
    """`smtp://user:password@host:587`, `smtps://…`, `smtp://…?tls=none`.

    Raises ValueError with a sentence that does not repeat it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("its host or port is none.") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("write it as smtp://user:password@host:587 or smtps://…")
    tls = _tls(parts.scheme, parts.hostname, parse_qs(parts.query, keep_blank_values=True))
    return SmtpServer(
        parts.hostname,
        port or (465 if tls is Tls.FULL else 587),
        tls,
        unquote(parts.username) if parts.username else None,
        unquote(parts.password or "") if parts.username else None,
    )


def _tls(scheme: str, host: str, query: dict[str, list[str]]) -> Tls:
    asked = query.pop("tls", None)
    if query:
        raise ValueError("tls is all that may stand behind its question mark.")
    if scheme == "smtps":
        usual, known = Tls.FULL, {"full": Tls.FULL}
    else:
        usual = Tls.NONE if is_loopback(host) else Tls.STARTTLS
        known = {"starttls": Tls.STARTTLS, "none": Tls.NONE}
    if asked is None:
        return usual
    if len(asked) != 1 or asked[0] not in known:
        raise ValueError(f"its tls is {' or '.join(known)}.")
    return known[asked[0]]


class SmtpMailer:
    """One connection for each mail: nothing to keep alive, nothing that is half gone."""

    def __init__(
        self,
        server: SmtpServer,
        sender: Sender,
        trust: ssl.SSLContext | None = None,
        names: Names | None = None,
    ) -> None:
        """`trust` says which certificates are good; by default those of the system."""
        self._server = server
        self._sender = sender
        self._trust = trust
        self._names = names or Names()

    async def send(self, mail: Mail) -> None:
        client = self._client()
        try:
            await self._names.found(self._server.host)
            await client.connect()
            message = message_of(mail, self._sender)
            await client.send_message(message, recipients=[deliverable(mail.to)])
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await client.quit(timeout=_QUIT_S)  # it was taken: what comes now is politeness
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _fault(error) from None
        finally:
            client.close()

    async def close(self) -> None:
        """Nothing is held open."""

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            local_hostname=self._sender.domain,
            timeout=None,
            use_tls=server.tls is Tls.FULL,
            start_tls=server.tls is Tls.STARTTLS,
            tls_context=self._trust,
        )


def message_of(mail: Mail, sender: Sender) -> EmailMessage:
    """The mail as text and HTML. A mail that is sent twice has the same Message-ID twice."""
    to = deliverable(mail.to)
    message = EmailMessage(policy=LINES if to.isascii() else LINES.clone(utf8=True))
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence notice answers it
    message.set_content(mail.text)
    message.add_alternative(html_of(mail), subtype="html")
    return message


def _fault(error: Exception) -> MailFault:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return _of_recipient(error.recipients[0])
    if isinstance(error, aiosmtplib.SMTPNotSupported):
        return MailRefused("smtputf8_missing")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _of_answer(error)
    if isinstance(error.__cause__ or error, ssl.SSLCertVerificationError):
        return MailerRefused("certificate_unknown")
    if isinstance(error, OSError):
        return MailDelayed("connection_failed")
    return MailerRefused("starttls_or_auth_missing")


def _of_recipient(refused: aiosmtplib.SMTPRecipientRefused) -> MailFault:
    """What is wrong stands in the enhanced code (RFC 3463): with the address and what lies behind
    it (5.1, 5.2, 5.4, 5.6), or with us, who may not relay (5.7). Where there is none, or one that
    says nothing, 550 to 554 are said of both."""
    reason, enhanced = f"smtp_{refused.code}", _ENHANCED.search(refused.message)
    if refused.code < 500:
        return MailDelayed(reason, this_one=True)  # greylisted, a mailbox that is full
    if enhanced and (enhanced[1] == "7" or enhanced[0] in _ABOUT_SENDER):
        return MailerRefused(reason)
    if refused.code == _MAILBOX_FULL or (enhanced and enhanced[1] in _ABOUT_ADDRESS):
        return MailRefused(reason)
    return MailDoubted(reason) if refused.code in _SAID_OF_BOTH else MailerRefused(reason)


def _of_answer(error: aiosmtplib.SMTPResponseException) -> MailFault:
    if not 200 <= error.code < 600:
        return MailDelayed("answer_unreadable")
    reason = f"smtp_{error.code}"
    if error.code < 500:
        return MailDelayed(reason)
    # Our letters are all alike: whoever dislikes what one says refuses us.
    return MailRefused(reason) if error.code == _MAILBOX_FULL else MailerRefused(reason)
