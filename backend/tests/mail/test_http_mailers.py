"""Mailjet and Resend: what else their documents say."""

from __future__ import annotations

from typing import Any

import pytest

from gethory.mail.mailers import MailDelayed, MailerRefused, MailFault, MailRefused, hand_over
from mail.letters import a_letter
from mail.stages import HttpStage, Mood, mailjet_stage, resend_stage

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[mailjet_stage, resend_stage], ids=["mailjet", "resend"])
def stage(request: pytest.FixtureRequest) -> HttpStage:
    made: HttpStage = request.param()
    return made


async def _fault(stage: HttpStage, status: int, words: Any = b"", **headers: str) -> MailFault:
    stage.answers = stage.answers | {Mood.BROKEN: (status, headers, words)}
    stage.mood = Mood.BROKEN
    async with stage.playing():
        with pytest.raises(MailFault) as failed:
            await hand_over(stage.mailer, a_letter(), within_s=5)
    return failed.value


async def test_every_request_is_as_the_documents_want_it(stage: HttpStage) -> None:
    async with stage.playing():
        for to in ("ada@example.org", "ben@köln.example"):
            await hand_over(stage.mailer, a_letter(to))
    assert stage.wrong == []
    assert len(stage.taken) == 2


async def test_a_later_time_that_was_asked_for_is_kept(stage: HttpStage) -> None:
    fault = await _fault(stage, 429, **{"Retry-After": "77"})
    assert isinstance(fault, MailDelayed)
    assert fault.retry_after_s == 77
    assert not fault.this_one
    paced = await _fault(stage, 429, **{"Retry-After": "1"})
    assert isinstance(paced, MailDelayed)
    assert paced.this_one
    far = await _fault(stage, 503, **{"Retry-After": "999999999"})
    assert isinstance(far, MailDelayed)
    assert far.retry_after_s == 3600
    date = await _fault(stage, 503, **{"Retry-After": "Fri, 31 Dec 2027 23:59:59 GMT"})
    assert isinstance(date, MailDelayed)
    assert date.retry_after_s == 0


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, MailDelayed),
        (400, MailRefused),
        (401, MailerRefused),
        (403, MailerRefused),
        (404, MailerRefused),
        (408, MailDelayed),
        (413, MailRefused),
        (422, MailRefused),
        (500, MailDelayed),
        (502, MailDelayed),
        (503, MailDelayed),
    ],
)
async def test_a_status_alone_says_enough(
    stage: HttpStage, status: int, kind: type[MailFault]
) -> None:
    fault = await _fault(stage, status, Location="http://127.0.0.1:1/")
    assert type(fault) is kind
    assert fault.reason == f"http_{status}"
    assert len(stage.asked) == 1


@pytest.mark.parametrize(
    "words",
    [None, [], {}, "", {"Messages": []}, {"Messages": [None]}, {"Messages": [{"Status": "error"}]}],
)
async def test_a_yes_without_the_words_for_it_is_no_yes(stage: HttpStage, words: Any) -> None:
    fault = await _fault(stage, 200, words)
    assert isinstance(fault, MailDelayed)
    assert fault.reason == "answer_unreadable"


@pytest.mark.parametrize(
    "words",
    [
        {"Messages": [{"Errors": None}]},
        {"Messages": [{"Errors": [None, {"ErrorRelatedTo": None}]}]},
        {"name": None, "message": None},
        b"[" * 5000,
    ],
)
async def test_a_refusal_in_strange_words_is_a_refusal(stage: HttpStage, words: Any) -> None:
    assert type(await _fault(stage, 400, words)) is MailRefused


async def test_an_endless_answer_is_not_read_to_its_end(stage: HttpStage) -> None:
    fault = await _fault(stage, 200, b" " * 300_000)
    assert fault.reason == "answer_unreadable"


async def test_resend_hears_of_one_mail_under_one_key() -> None:
    stage, letter = resend_stage(), a_letter()
    async with stage.playing():
        await hand_over(stage.mailer, letter)
        await hand_over(stage.mailer, letter)
    assert {asked.headers["idempotency-key"] for asked in stage.asked} == {letter.id}


async def test_what_resend_has_sent_under_that_key_is_sent() -> None:
    stage = resend_stage()
    said = {"statusCode": 409, "name": "invalid_idempotent_request", "message": "-"}
    stage.answers = stage.answers | {Mood.BROKEN: (409, {}, said)}
    stage.mood = Mood.BROKEN
    async with stage.playing():
        await hand_over(stage.mailer, a_letter())


async def test_what_resend_is_sending_right_now_is_asked_for_again() -> None:
    said = {"statusCode": 409, "name": "concurrent_idempotent_requests", "message": "-"}
    fault = await _fault(resend_stage(), 409, said)
    assert isinstance(fault, MailDelayed)
    assert fault.this_one


async def test_mailjet_knows_a_mail_by_its_id() -> None:
    stage, letter = mailjet_stage(), a_letter()
    async with stage.playing():
        await hand_over(stage.mailer, letter)
    assert stage.asked[0].words["Messages"][0]["CustomID"] == letter.id
