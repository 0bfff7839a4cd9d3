"""A mail server that is away: who waits for a code reads why, and gets in when it is back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import expect

from harness.eventually import eventually
from harness.people import Company
from harness.server import Server, free_port
from screens.account import AccountScreens

pytestmark = pytest.mark.silent

_SLOW = "Our mail is slow right now."
_MAIL_S = 60.0
"""How late a mail may be that is tried again after 5 s and 30 s."""


@pytest.fixture(scope="module")
def mail_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(mail_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose mail server is not there."""
    folder = tmp_path_factory.mktemp("late")
    server = Server(
        folder / "data",
        folder / "server.log",
        SMTP_URL=f"smtp://127.0.0.1:{mail_port}",
        EMAIL_SENDER="Gethory <no-reply@example.org>",
    )
    try:
        server.start()
        yield server
    finally:
        server.end()


class _Letters:
    """What arrives at the mail server."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        found = re.search(rb"^Subject: .* (\d{6})\r$", content, re.MULTILINE)
        if found:
            self.codes[envelope.rcpt_tos[0]] = found[1].decode()
        return "250 OK"


@contextmanager
def _mail_server(port: int) -> Iterator[dict[str, str]]:
    """The codes that came, by address."""
    letters = _Letters()
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield letters.codes
    finally:
        controller.stop()


def test_who_waits_reads_that_mail_is_slow_and_gets_in_when_it_is_back(
    company: Company, mail_port: int
) -> None:
    ada = company.welcome("Ada", 440)
    account = AccountScreens(ada)
    account.register()
    line = ada.page.get_by_role("status").filter(has_text=_SLOW)
    expect(line).to_be_visible()

    with _mail_server(mail_port) as codes:
        eventually(lambda: "" if ada.email in codes else "no code came", within_s=_MAIL_S)
        expect(line).to_have_count(0)
        ada.page.get_by_role("textbox", name="Code").fill(codes[ada.email])
        account.at_profile()


def test_who_forgot_a_password_reads_it_too(company: Company) -> None:
    ada, ben = company.welcome("Ada", 440), company.welcome("Ben", 660)
    AccountScreens(ada).register()
    expect(ada.page.get_by_role("status").filter(has_text=_SLOW)).to_be_visible()

    ben.page.goto("/forgot")
    ben.page.get_by_role("textbox", name="E-mail address").fill("nobody@example.org")
    ben.page.get_by_role("button", name="Send link").click()
    expect(ben.page.get_by_role("status").filter(has_text=_SLOW)).to_be_visible()
