"""Letters as text, as HTML, and on the console."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from gethory.auth.letters import changed_letter, forgotten_letter, known_letter
from gethory.mail.console import KEPT, ConsoleMailer
from gethory.mail.hypertext import html_of
from mail.letters import DIGITS, LINK, NOON, a_code, a_letter

pytestmark = pytest.mark.anyio

MAIL = a_letter()


async def test_a_mail_on_the_console_is_one_block_with_the_code_last_in_its_subject() -> None:
    out = io.StringIO()
    mailer = ConsoleMailer(out)
    await mailer.send(MAIL)
    await mailer.close()
    lines = out.getvalue().splitlines()
    assert "To: ada@example.org" in lines
    assert "Subject: Your Gethory code: 012345" in lines
    assert LINK in lines


async def test_by_default_it_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleMailer().send(MAIL)
    assert DIGITS in capsys.readouterr().out


async def test_the_last_mails_are_kept_newest_first() -> None:
    mailer = ConsoleMailer(io.StringIO())
    for number in range(KEPT + 5):
        await mailer.send(replace(MAIL, to=str(number)))
    assert [mail.to for mail in mailer.recent] == [str(n) for n in range(KEPT + 4, 4, -1)]


def test_letters_are_plain_and_alone_on_their_line_stand_code_and_link() -> None:
    there = "http://localhost:3000/there"
    assert {DIGITS, LINK} <= set(MAIL.text.splitlines())
    for letter in (
        known_letter("ada@example.org", there, NOON),
        changed_letter("ada@example.org", there, NOON),
        forgotten_letter("ada@example.org", there, a_code()),
    ):
        assert letter.code is None
        assert letter.link in letter.text.splitlines()
        assert "\\" not in letter.text


def test_no_letter_shows_its_secrets_when_it_is_printed_by_accident() -> None:
    for secret in (DIGITS, LINK, "Hello"):
        assert secret not in repr(replace(MAIL, subject=""))


class _Parts(HTMLParser):
    """The tags with what they load, and the text of every paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[tuple[str, str]] = []
        self.paragraphs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [(name, value or "") for name, value in attrs if name in ("src", "href")]
        if tag == "p":
            self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        if self.paragraphs:
            self.paragraphs[-1] += data.strip("\n")


def _parts(html: str) -> _Parts:
    parts = _Parts()
    parts.feed(html)
    return parts


def test_the_html_says_what_the_text_says_and_loads_nothing() -> None:
    parts = _parts(html_of(MAIL))
    assert parts.paragraphs == MAIL.text.strip().split("\n\n")
    assert parts.loads == [("href", LINK)]
    assert parts.tags <= {"html", "head", "meta", "title", "body", "div", "p", "a"}
    assert "url(" not in html_of(MAIL)


def test_the_code_is_large_and_alone() -> None:
    assert re.search(rf'<p style="[^"]*font-size:32px[^"]*">{DIGITS}</p>', html_of(MAIL))


def test_whatever_stands_in_a_letter_is_text() -> None:
    hostile = '<img src="https://elsewhere.example/x">{0}&"\n\nhttp://x/"onload="y'
    mail = replace(MAIL, subject="<b>", text=hostile, link='http://x/"onload="y', code=None)
    parts = _parts(html_of(mail))
    assert "img" not in parts.tags
    assert parts.paragraphs == hostile.split("\n\n")
    assert parts.loads == [("href", 'http://x/"onload="y')]
