"""Mails: what one is, the console mailer, a queue so that no request waits for one, and the
development outbox."""

from __future__ import annotations

import asyncio
import html
import re
import sys
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TextIO

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from gethory.errors import RouteNotFound
from gethory.kit.address import is_loopback
from gethory.kit.clock import to_iso

_log = structlog.get_logger()

KEPT = 200
_QUEUED = 1000


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `text` holds the code and the link too, where there are any."""

    to: str
    subject: str
    text: str
    code: str | None
    link: str | None
    at: datetime


class Mailer(Protocol):
    """Delivers mails."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over. Any exception means that it was not."""


class ConsoleMailer:
    """Writes each mail as one block, and keeps the last ones for the development outbox."""

    def __init__(self, out: TextIO | None = None) -> None:
        """`out` is where the blocks go, by default the standard output of the moment."""
        self._out = out
        self._recent: deque[Mail] = deque(maxlen=KEPT)

    async def send(self, mail: Mail) -> None:
        self._recent.appendleft(mail)
        out = self._out or sys.stdout
        out.write(_block(mail))
        out.flush()

    @property
    def recent(self) -> tuple[Mail, ...]:
        """The last mails, newest first."""
        return tuple(self._recent)


def _block(mail: Mail) -> str:
    lines = [f"To: {mail.to}", f"Subject: {mail.subject}"]
    if mail.link:
        lines.append(mail.link)
    rule = "-" * 72
    return "\n".join(["", rule, *lines, rule, ""])


class MailQueue:
    """Takes mails at once and delivers them one after the other."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer
        self._waiting: asyncio.Queue[Mail] = asyncio.Queue(_QUEUED)

    def put(self, mail: Mail) -> None:
        """Have the mail delivered; with too many waiting it is dropped, and the log says so."""
        try:
            self._waiting.put_nowait(mail)
        except asyncio.QueueFull:
            _log.error("mail_dropped", waiting=self._waiting.qsize())

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            mail = await self._waiting.get()
            try:
                await self._mailer.send(mail)
            except Exception:
                _log.exception("mail_failed")
            finally:
                self._waiting.task_done()

    async def delivered(self) -> None:
        """Wait until nothing waits."""
        await self._waiting.join()


class Outbox:
    """The mails that were sent, at `/__outbox`, for whoever sits at this machine.

    `app.py` adds its router only outside production and where `BACKEND_URL` is loopback.
    """

    def __init__(self, mails: ConsoleMailer) -> None:
        self._mails = mails
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/__outbox", self._show, methods=["GET"])

    async def _show(self, request: Request) -> Response:
        if not _from_this_machine(request):
            raise RouteNotFound()
        if request.query_params.get("format") == "json":
            return JSONResponse([_words(mail) for mail in self._mails.recent], headers=_HEADERS)
        items = "".join(_item(mail) for mail in self._mails.recent)
        page = _PAGE.replace("{items}", items or "<p>No mail yet.</p>")
        return HTMLResponse(page, headers=_HEADERS)


def _from_this_machine(request: Request) -> bool:
    """A proxy in front would make strangers look like this machine, so none may be."""
    peer = request.client.host if request.client else ""
    host = request.headers.get("host", "")
    forwarded = any(
        name in ("forwarded", "via", "x-real-ip") or name.startswith("x-forwarded-")
        for name in request.headers
    )
    return is_loopback(peer) and is_loopback(_without_port(host)) and not forwarded


def _without_port(host: str) -> str:
    return re.sub(r":\d+$", "", host)


def _words(mail: Mail) -> dict[str, str | None]:
    return {
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text,
        "code": mail.code,
        "link": mail.link,
        "at": to_iso(mail.at),
    }


_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "frame-ancestors 'none'",
}

_LINK = re.compile(r"https?://\S+")


def _item(mail: Mail) -> str:
    text = _LINK.sub(r'<a href="\g<0>">\g<0></a>', html.escape(mail.text))
    code = f'<p class="code">{html.escape(mail.code)}</p>' if mail.code else ""
    when = f'<time datetime="{to_iso(mail.at)}">{mail.at:%H:%M:%S} UTC</time>'
    return (
        f"<article><header><h2>{html.escape(mail.subject)}</h2>"
        f"<p>To {html.escape(mail.to)} · {when}</p></header>"
        f"{code}<pre>{text}</pre></article>"
    )


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outbox · Gethory</title>
<style>
:root { color-scheme: light dark; --canvas: #f1efea; --card: #fff; --text: #1a1c2b;
  --muted: #494b5c; --link: #854800; --focus: #2b4bd6 }
@media (prefers-color-scheme: dark) { :root { --canvas: #0d0f18; --card: #171a26;
  --text: #f6f3ec; --muted: #c3c2c6; --link: #ffc875; --focus: #a9c0ff } }
body { margin: 0 auto; padding: 32px 16px 64px; max-width: 40rem; background: var(--canvas);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
h1 { margin: 0; font-size: 2rem; letter-spacing: -.03em }
h2 { margin: 0; font-size: 1.125rem }
header p, body > p { margin: 4px 0 0; color: var(--muted); font-size: .875rem }
article { margin-top: 16px; padding: 20px 24px; border-radius: 28px; background: var(--card) }
.code { margin: 16px 0 0; font-size: 2.5rem; font-weight: 650; line-height: 1.1;
  letter-spacing: .12em; font-variant-numeric: tabular-nums }
pre { margin: 16px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
a { color: var(--link) }
a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
</style>
<main>
<h1>Outbox</h1>
<p>Mails of this development server, newest first. Nothing left this machine.</p>
{items}
</main>
</html>
"""
