"""Mails: on the console, and delivered while nobody waits."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from gethory.auth.letters import changed_letter, code_letter, forgotten_letter, known_letter
from gethory.kit.tasks import Tasks
from gethory.mail import KEPT, ConsoleMailer, Mail, MailQueue

pytestmark = pytest.mark.anyio

LINK = "http://localhost:3000/verify#token"
MAIL = code_letter("ada@example.org", "012345", LINK, datetime(2026, 11, 24, tzinfo=UTC))


async def test_a_mail_on_the_console_is_one_block_with_the_code_last_in_its_subject() -> None:
    out = io.StringIO()
    await ConsoleMailer(out).send(MAIL)
    lines = out.getvalue().splitlines()
    assert "To: ada@example.org" in lines
    assert "Subject: Your Gethory code: 012345" in lines
    assert LINK in lines


async def test_by_default_it_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleMailer().send(MAIL)
    assert "012345" in capsys.readouterr().out


async def test_the_last_mails_are_kept_newest_first() -> None:
    mailer = ConsoleMailer(io.StringIO())
    for number in range(KEPT + 5):
        await mailer.send(replace(MAIL, to=str(number)))
    assert [mail.to for mail in mailer.recent] == [str(n) for n in range(KEPT + 4, 4, -1)]


def test_letters_are_plain_and_alone_on_their_line_stand_code_and_link() -> None:
    assert {"012345", LINK} <= set(MAIL.text.splitlines())
    for write in (known_letter, forgotten_letter, changed_letter):
        letter = write("ada@example.org", "http://localhost:3000/there", MAIL.at)
        assert letter.code is None
        assert letter.link in letter.text.splitlines()
        assert "\\" not in letter.text


class Stubborn:
    """Fails at first, then delivers."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.fails = 1

    async def send(self, mail: Mail) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("no route")
        self.sent.append(mail)


async def test_one_failure_does_not_stop_the_next_mail() -> None:
    mailer, tasks = Stubborn(), Tasks()
    queue = MailQueue(mailer)
    tasks.start(queue.run(), "mail")
    with capture_logs() as logs:
        queue.put(MAIL)
        queue.put(replace(MAIL, to="ben@example.org"))
        await queue.delivered()
    await tasks.stop()
    assert [mail.to for mail in mailer.sent] == ["ben@example.org"]
    assert [entry["event"] for entry in logs] == ["mail_failed"]


async def test_too_many_waiting_are_dropped_and_nobody_waits() -> None:
    queue = MailQueue(Stubborn())
    with capture_logs() as logs:
        for _ in range(1005):
            queue.put(MAIL)
    assert [entry["event"] for entry in logs] == ["mail_dropped"] * 5
    await asyncio.sleep(0)
