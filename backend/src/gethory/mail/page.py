"""The development outbox: the mails that were sent, for whoever sits at this machine."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from gethory.errors import RouteNotFound
from gethory.kit.clock import to_iso
from gethory.mail.console import ConsoleMailer
from gethory.models import Mail
from gethory.web.local import is_from_this_machine

_PATIENCE_S = 5.0


class Outbox:
    """The mails that were sent, at `/__outbox`, for whoever sits at this machine.

    `app.py` adds its router only outside production and where `BACKEND_URL` is loopback. Asked
    right after a mail was put, it waits until that one is delivered.
    """

    def __init__(self, mails: ConsoleMailer, delivered: Callable[[], Awaitable[None]]) -> None:
        self._mails = mails
        self._delivered = delivered
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/__outbox", self._show, methods=["GET"])

    async def _show(self, request: Request) -> Response:
        if not is_from_this_machine(request):
            raise RouteNotFound()
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                await self._delivered()
        if request.query_params.get("format") == "json":
            return JSONResponse([_words(mail) for mail in self._mails.recent], headers=_HEADERS)
        items = "".join(_item(mail) for mail in self._mails.recent)
        page = _PAGE.replace("{items}", items or "<p>No mail yet.</p>")
        return HTMLResponse(page, headers=_HEADERS)


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
