"""What carries mails: the protocol, and how it says that it did not."""

from __future__ import annotations

import asyncio
from typing import Protocol

from gethory.models import Mail

SEND_S = 15.0
"""How long handing over one mail may take."""


class MailFault(Exception):
    """A mail was not handed over. `reason` is a word of ours or a status, never a text that came
    from outside: that may name people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailRefused(MailFault):
    """Nobody will ever take this mail: its address, or what it says."""


class MailDelayed(MailFault):
    """Later, perhaps. `this_one` says that others go through meanwhile."""

    def __init__(self, reason: str, *, retry_after_s: float = 0.0, this_one: bool = False) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s
        self.this_one = this_one


class MailDoubted(MailDelayed):
    """Refused in words that may mean this address or us: later, perhaps, and others meanwhile."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, this_one=True)


class MailerRefused(MailFault):
    """Whoever carries our mails refuses us: the key, the sender, the encryption."""


class Mailer(Protocol):
    """Carries mails. Implementations pass `tests/mail/test_mailers.py`."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over. Raises MailFault; any other exception is a MailDelayed too.

        Who calls it sets the time limit, by cancelling.
        """

    async def close(self) -> None:
        """Give back what is held open."""


async def hand_over(mailer: Mailer, mail: Mail, within_s: float = SEND_S) -> None:
    """Send one mail within the time. Raises MailFault and nothing else."""
    try:
        async with asyncio.timeout(within_s):
            await mailer.send(mail)
    except MailFault:
        raise
    except TimeoutError:
        raise MailDelayed("timeout") from None
    except Exception as error:
        raise MailDelayed(f"unexpected_{type(error).__name__}") from None
