"""What every mailer promises, against a real server in every mood."""

from __future__ import annotations

import asyncio

import pytest

from gethory.mail.hypertext import html_of
from gethory.mail.mailers import (
    MailDelayed,
    MailerRefused,
    MailFault,
    MailRefused,
    hand_over,
)
from gethory.models import Mail
from mail.letters import DIGITS, LINK, a_letter
from mail.stages import Mood, Stage, Taken

pytestmark = pytest.mark.anyio


async def _fault(stage: Stage, mood: Mood, mail: Mail | None = None) -> MailFault:
    """How a mail fails at a server in that mood."""
    stage.mood = mood
    with pytest.raises(MailFault) as failed:
        await hand_over(stage.mailer, mail or a_letter(), within_s=5)
    assert not stage.taken
    return failed.value


def _assert_says_nothing(fault: MailFault) -> None:
    """What goes to the log is a word of ours or a status."""
    assert fault.reason.replace("_", "").isalnum(), fault.reason
    assert len(fault.reason) < 40


async def test_a_mail_arrives_as_text_and_html_with_the_code_in_its_subject(stage: Stage) -> None:
    mail = a_letter()
    await hand_over(stage.mailer, mail)
    [taken] = stage.taken
    assert taken.subject.endswith(DIGITS)
    assert LINK in taken.text.splitlines()
    assert taken == Taken(
        "no-reply@example.org", "ada@example.org", mail.subject, mail.text, taken.html
    )
    assert taken.html.strip() == html_of(mail).strip()


async def test_one_mailer_carries_many_also_at_once(stage: Stage) -> None:
    letters = [a_letter(f"person{number}@example.org") for number in range(6)]
    await asyncio.gather(*(hand_over(stage.mailer, letter) for letter in letters))
    await hand_over(stage.mailer, a_letter())
    assert {taken.to for taken in stage.taken} == {
        "ada@example.org",
        *(letter.to for letter in letters),
    }


async def test_other_letters_and_domains_than_ascii_arrive(stage: Stage) -> None:
    await hand_over(stage.mailer, a_letter("ada.ä@straße.example"))
    assert stage.taken[0].to == "ada.ä@xn--strae-oqa.example"


async def test_an_address_that_is_refused_is_the_end_of_this_mail(stage: Stage) -> None:
    fault = await _fault(stage, Mood.REFUSES_ADDRESS)
    assert isinstance(fault, MailRefused)
    _assert_says_nothing(fault)


@pytest.mark.parametrize("mood", [Mood.REFUSES_KEY, Mood.REFUSES_SENDER])
async def test_a_key_or_sender_that_is_refused_is_about_us(stage: Stage, mood: Mood) -> None:
    fault = await _fault(stage, mood)
    assert isinstance(fault, MailerRefused)
    _assert_says_nothing(fault)


@pytest.mark.parametrize(
    "mood", [Mood.BUSY, Mood.BROKEN, Mood.HANGS, Mood.DIES, Mood.BABBLES], ids=str
)
async def test_a_server_that_is_not_well_is_for_later(stage: Stage, mood: Mood) -> None:
    stage.mood = mood
    with pytest.raises(MailDelayed) as failed:
        await hand_over(stage.mailer, a_letter(), within_s=0.5)
    _assert_says_nothing(failed.value)


async def test_a_server_that_is_not_there_is_for_later(stage: Stage) -> None:
    stage.server.close()
    with pytest.raises(MailDelayed, match="connection_failed"):
        await hand_over(stage.mailer, a_letter())


@pytest.mark.parametrize("mood", [Mood.HANGS, Mood.DIES, Mood.BROKEN, Mood.REFUSES_ADDRESS])
async def test_after_any_failure_the_next_mail_goes_through(stage: Stage, mood: Mood) -> None:
    stage.mood = mood
    with pytest.raises(MailFault):
        await hand_over(stage.mailer, a_letter(), within_s=0.5)
    stage.mood = Mood.TAKES
    await hand_over(stage.mailer, a_letter("ben@example.org"))
    assert [taken.to for taken in stage.taken] == ["ben@example.org"]
