"""Who mails come from, and where SMTP goes."""

from __future__ import annotations

import pytest

from gethory.auth.schemas import address
from gethory.mail.mailers import MailRefused
from gethory.mail.sender import deliverable, read_sender
from gethory.mail.smtp import SmtpServer, Tls, read_smtp_url


@pytest.mark.parametrize(
    ("text", "name", "address", "line"),
    [
        ("me@example.org", "", "me@example.org", "me@example.org"),
        ("<me@example.org>", "", "me@example.org", "me@example.org"),
        (" Gethory <me@example.org> ", "Gethory", "me@example.org", "Gethory <me@example.org>"),
        (
            '"Talk, now" <me@example.org>',
            "Talk, now",
            "me@example.org",
            '"Talk, now" <me@example.org>',
        ),
        ("Talk, now<me@localhost>", "Talk, now", "me@localhost", '"Talk, now" <me@localhost>'),
        ("Köln <me@köln.example>", "Köln", "me@xn--kln-sna.example", None),
    ],
)
def test_a_sender_is_a_name_and_an_address(
    text: str, name: str, address: str, line: str | None
) -> None:
    sender = read_sender(text)
    assert (sender.name, sender.address) == (name, address)
    assert sender.line == (line or f"{name} <{address}>")
    assert sender.domain == address.partition("@")[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gethory",
        "me@",
        "@example.org",
        "a@b@c",
        "Gethory <me@example.org",
        "me@example.org, you@example.org",
        "A <me@example.org> B <you@example.org>",
        "Gethory\r\nBcc: you@example.org <me@example.org>",
        "me@exa mple.org",
        '"a"b" <me@example.org>',
    ],
)
def test_what_is_no_sender_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a sender"):
        read_sender(text)


@pytest.mark.parametrize(
    "text", ["=?utf-8?q?boss?=@example.org", "=?utf-8?b?Ym9zc0BleGFtcGxlLmNvbQ==?=@example.org"]
)
def test_an_address_that_a_header_would_turn_into_another_one_gets_no_mail(text: str) -> None:
    with pytest.raises(MailRefused):
        deliverable(text)
    with pytest.raises(ValueError, match="not an email address"):
        address(text)


def test_a_domain_goes_over_the_wire_in_ascii() -> None:
    assert deliverable("ada@example.org") == "ada@example.org"
    assert deliverable("ädä@köln.example") == "ädä@xn--kln-sna.example"
    with pytest.raises(MailRefused, match="address_unusable"):
        deliverable("ada@" + "ü" * 70 + ".example")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://user:pass@mail.example.org",
            SmtpServer("mail.example.org", 587, Tls.STARTTLS, "user", "pass"),
        ),
        (
            "smtps://me%40example.org:p%2Fw%3A@mail.example.org/",
            SmtpServer("mail.example.org", 465, Tls.FULL, "me@example.org", "p/w:"),
        ),
        ("smtp://127.0.0.1:25", SmtpServer("127.0.0.1", 25, Tls.NONE, None, None)),
        ("smtp://[::1]:25", SmtpServer("::1", 25, Tls.NONE, None, None)),
        ("smtp://localhost?tls=starttls", SmtpServer("localhost", 587, Tls.STARTTLS, None, None)),
        ("smtp://relay:25?tls=none", SmtpServer("relay", 25, Tls.NONE, None, None)),
    ],
)
def test_an_smtp_url_says_where_and_as_whom(url: str, server: SmtpServer) -> None:
    assert read_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://:587",
        "smtp://mail.example.org:many",
        "smtp://[::1",
        "smtp://mail.example.org/path",
        "smtp://mail.example.org?tls=maybe",
        "smtps://mail.example.org?tls=none",
        "smtp://mail.example.org?tls=none&tls=starttls",
        "smtp://mail.example.org?verify=no",
    ],
)
def test_what_is_no_smtp_url_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        read_smtp_url(url)
    assert url not in str(refusal.value)
