"""Mails: what one is, the console mailer, and a queue so that no request waits for one."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TextIO

import structlog

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
