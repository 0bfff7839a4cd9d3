"""Mail by Resend's API (resend.com/docs/api-reference/emails/send-email)."""

from __future__ import annotations

from typing import Any

from gethory.mail.hypertext import html_of
from gethory.mail.mailers import MailDelayed, MailerRefused, MailFault
from gethory.mail.posting import Answer, Posting
from gethory.mail.sender import Sender, deliverable
from gethory.models import Mail

BASE = "https://api.resend.com"


class ResendMailer:
    """Hands mails over one by one, each under a key of its own: twice is once, for a day."""

    def __init__(self, key: str, sender: Sender, base: str = BASE) -> None:
        self._sender = sender
        self._posting = Posting(f"{base}/emails", Authorization=f"Bearer {key}")

    async def send(self, mail: Mail) -> None:
        answer = await self._posting.post(self._words(mail), **{"Idempotency-Key": mail.id})
        if answer.status == 409:
            _settle_conflict(answer)
        elif not answer.good:
            raise _fault(answer)
        elif not _words(answer).get("id"):
            raise MailDelayed("answer_unreadable")

    async def close(self) -> None:
        await self._posting.close()

    def _words(self, mail: Mail) -> dict[str, Any]:
        return {
            "from": self._sender.line,
            "to": [deliverable(mail.to)],
            "subject": mail.subject,
            "text": mail.text,
            "html": html_of(mail),
        }


def _settle_conflict(answer: Answer) -> None:
    """The key was used with other words before, by an earlier version of us: it was sent then.
    Or it is in use at this very moment."""
    if _words(answer).get("name") != "invalid_idempotent_request":
        raise MailDelayed("http_409", this_one=True)


def _fault(answer: Answer) -> MailFault:
    """What is wrong with the sender is called a field like any other."""
    said = _words(answer)
    about_sender = said.get("name") == "invalid_from_address" or "`from`" in str(
        said.get("message")
    )
    if answer.status in (400, 422) and about_sender:
        return MailerRefused(f"http_{answer.status}")
    return answer.fault()


def _words(answer: Answer) -> dict[str, Any]:
    return answer.words if isinstance(answer.words, dict) else {}
