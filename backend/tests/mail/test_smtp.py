"""SMTP: encryption, who we are, and what stands in the head of a mail."""

from __future__ import annotations

import ssl
from dataclasses import replace

import pytest

from gethory.mail.mailers import (
    MailDelayed,
    MailDoubted,
    MailerRefused,
    MailFault,
    MailRefused,
    hand_over,
)
from gethory.mail.smtp import SmtpMailer, SmtpServer, Tls
from mail.letters import SENDER, a_letter
from mail.stages import Certificate, Mood, SmtpStage

pytestmark = pytest.mark.anyio


def _where(stage: SmtpStage) -> SmtpServer:
    assert isinstance(stage.mailer, SmtpMailer)
    return stage.mailer._server


async def test_the_head_says_who_when_and_that_no_person_wrote(certificate: Certificate) -> None:
    stage, letter = SmtpStage(certificate), a_letter()
    async with stage.playing():
        await hand_over(stage.mailer, letter)
    [message] = stage.messages
    assert message["From"] == '"Gethory, at home" <no-reply@example.org>'
    assert message["To"] == "ada@example.org"
    assert message["Date"] == "Tue, 24 Nov 2026 12:00:00 +0000"
    assert message["Message-ID"] == f"<{letter.id}@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"


async def test_a_server_on_this_machine_needs_no_encryption(certificate: Certificate) -> None:
    stage = SmtpStage(certificate, Tls.NONE, username=None, password=None)
    async with stage.playing():
        await hand_over(stage.mailer, a_letter())
    assert len(stage.taken) == 1


async def test_nothing_is_said_to_a_server_that_does_not_encrypt(certificate: Certificate) -> None:
    stage = SmtpStage(certificate, Tls.NONE, username=None, password=None)
    async with stage.playing():
        strict = SmtpMailer(replace(_where(stage), tls=Tls.STARTTLS), SENDER)
        with pytest.raises(MailerRefused, match="starttls_or_auth_missing"):
            await hand_over(strict, a_letter())
    assert stage.taken == []


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.FULL])
async def test_a_certificate_of_somebody_else_is_refused(
    certificate: Certificate, tls: Tls
) -> None:
    stage = SmtpStage(certificate, tls)
    async with stage.playing():
        careful = SmtpMailer(_where(stage), SENDER, ssl.create_default_context())
        with pytest.raises(MailerRefused, match="certificate_unknown"):
            await hand_over(careful, a_letter())
    assert stage.taken == []


async def test_a_wrong_password_is_about_us(certificate: Certificate) -> None:
    stage = SmtpStage(certificate, password="another")
    async with stage.playing():
        with pytest.raises(MailerRefused, match="smtp_535"):
            await hand_over(stage.mailer, a_letter())


async def test_a_mail_that_was_taken_without_a_word_comes_twice_as_the_same_one(
    certificate: Certificate,
) -> None:
    stage, letter = SmtpStage(certificate, mood=Mood.TAKES_AND_DIES), a_letter()
    async with stage.playing():
        with pytest.raises(MailDelayed):
            await hand_over(stage.mailer, letter)
        stage.mood = Mood.TAKES
        await hand_over(stage.mailer, letter)
    assert len(stage.taken) == 2
    assert stage.taken[0] == stage.taken[1]
    assert len({message["Message-ID"] for message in stage.messages}) == 1


@pytest.mark.parametrize("mood", [Mood.DISLIKES, Mood.RELAYS_FOR_OTHERS])
async def test_what_is_wrong_with_all_our_letters_is_about_us(
    certificate: Certificate, mood: Mood
) -> None:
    stage = SmtpStage(certificate, mood=mood)
    async with stage.playing():
        with pytest.raises(MailerRefused, match="smtp_554"):
            await hand_over(stage.mailer, a_letter())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("550 5.1.1 no such user", MailRefused),
        ("552 mailbox full", MailRefused),
        ("554 5.7.1 Relay access denied", MailerRefused),
        ("553 sorry, that domain isn't in my list of allowed hosts (#5.7.1)", MailerRefused),
        ("550 5.1.8 Sender address rejected", MailerRefused),
        ("530 Authentication required", MailerRefused),
        ("550 relay not permitted", MailDoubted),
        ("550 5.0.0 Access denied", MailDoubted),
        ("551 we do not relay", MailDoubted),
        ("553 sorry", MailDoubted),
        ("554 denied for 5.7.1.20", MailDoubted),
    ],
)
async def test_an_address_is_refused_for_its_own_sake_for_ours_or_nobody_knows(
    certificate: Certificate, words: str, kind: type[MailFault]
) -> None:
    stage = SmtpStage(certificate, refuses_as=words)
    async with stage.playing():
        with pytest.raises(MailFault) as failed:
            await hand_over(stage.mailer, a_letter())
    assert type(failed.value) is kind
    assert failed.value.reason == f"smtp_{words[:3]}"


async def test_a_mailbox_that_is_not_ready_delays_its_own_mail_alone(
    certificate: Certificate,
) -> None:
    stage = SmtpStage(certificate, mood=Mood.BUSY)
    async with stage.playing():
        with pytest.raises(MailDelayed, match="smtp_450") as failed:
            await hand_over(stage.mailer, a_letter())
    assert failed.value.this_one


async def test_an_address_that_the_server_cannot_spell_is_refused(
    certificate: Certificate,
) -> None:
    stage = SmtpStage(certificate, utf8=False)
    async with stage.playing():
        with pytest.raises(MailRefused, match="smtputf8_missing"):
            await hand_over(stage.mailer, a_letter("ädä@example.org"))
        await hand_over(stage.mailer, a_letter("ada@köln.example"))
    assert [taken.to for taken in stage.taken] == ["ada@xn--kln-sna.example"]
