"""Mail to the console, for a laptop and for who has no provider yet."""

from __future__ import annotations

import sys
from collections import deque
from typing import TextIO

from gethory.models import Mail

KEPT = 200


class ConsoleMailer:
    """Writes each mail as one block, and keeps the last ones for the development outbox."""

    def __init__(self, out: TextIO | None = None) -> None:
        """`out` is where the blocks go, by default the standard output of the moment."""
        self._out = out
        self._recent: deque[Mail] = deque(maxlen=KEPT)

    async def send(self, mail: Mail) -> None:
        if mail not in self._recent:  # else it could not be written before, and comes again
            self._recent.appendleft(mail)
        out = self._out or sys.stdout
        out.write(block(mail))
        out.flush()

    async def close(self) -> None:
        """Nothing is held open."""

    @property
    def recent(self) -> tuple[Mail, ...]:
        """The last mails, newest first."""
        return tuple(self._recent)


def block(mail: Mail) -> str:
    """A mail as it stands on a console: to whom, the subject, the link."""
    lines = [f"To: {mail.to}", f"Subject: {mail.subject}"]
    if mail.link:
        lines.append(mail.link)
    rule = "-" * 72
    return "\n".join(["", rule, *lines, rule, ""])
