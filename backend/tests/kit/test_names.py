"""Looking names up: one thread for each name, and nobody else waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from gethory.kit.names import Names
from gethory.mail.mailers import MailDelayed, Mailer, hand_over
from gethory.mail.posting import Posting
from gethory.mail.smtp import SmtpMailer, SmtpServer, Tls
from gethory.models import Mail
from mail.letters import SENDER, a_letter

pytestmark = pytest.mark.anyio


class Hanging:
    """A name server that says nothing until it is let go."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()

    def __call__(self, host: str) -> None:
        self.asked.append(host)
        assert self.go.wait(30)


class _Posting(Mailer):
    """What Mailjet and Resend send by."""

    def __init__(self, names: Names) -> None:
        self._posting = Posting("https://api.example.org/send", names=names)

    async def send(self, mail: Mail) -> None:
        await self._posting.post({})

    async def close(self) -> None:
        await self._posting.close()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    hanging = Hanging()
    yield hanging
    hanging.go.set()


def _mailer(kind: str, names: Names) -> Mailer:
    where = SmtpServer("smtp.example.org", 587, Tls.STARTTLS, None, None)
    return SmtpMailer(where, SENDER, names=names) if kind == "smtp" else _Posting(names)


@pytest.mark.parametrize("kind", ["smtp", "http"])
async def test_a_name_server_that_hangs_takes_one_thread_however_many_mails_are_tried(
    hanging: Hanging, kind: str
) -> None:
    mailer = _mailer(kind, Names(hanging))
    for _ in range(10):
        with pytest.raises(MailDelayed, match="timeout"):
            await hand_over(mailer, a_letter(), within_s=0.01)
    assert len(hanging.asked) == 1
    async with asyncio.timeout(5):
        assert await asyncio.to_thread(lambda: 42) == 42
    await mailer.close()


@pytest.mark.parametrize("kind", ["smtp", "http"])
async def test_a_name_that_leads_nowhere_is_for_later(kind: str) -> None:
    def nowhere(_host: str) -> None:
        raise OSError

    mailer = _mailer(kind, Names(nowhere))
    with pytest.raises(MailDelayed, match="connection_failed"):
        await hand_over(mailer, a_letter())
    await mailer.close()


async def test_who_waits_is_answered_when_it_comes_back_and_it_is_asked_anew(
    hanging: Hanging,
) -> None:
    names = Names(hanging)
    waiting = [asyncio.create_task(names.found("smtp.example.org")) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    hanging.go.set()
    await asyncio.gather(*waiting[1:])
    await names.found("smtp.example.org")
    await names.found("localhost")
    assert hanging.asked == ["smtp.example.org", "smtp.example.org", "localhost"]
