"""Mail by Mailjet's Send API v3.1 (dev.mailjet.com/email/guides/send-api-v31)."""

from __future__ import annotations

from typing import Any

from gethory.mail.hypertext import html_of
from gethory.mail.mailers import MailDelayed, MailerRefused, MailFault
from gethory.mail.posting import Answer, Posting
from gethory.mail.sender import Sender, deliverable
from gethory.models import Mail

BASE = "https://api.mailjet.com"


class MailjetMailer:
    """Hands mails over one by one."""

    def __init__(self, public: str, private: str, sender: Sender, base: str = BASE) -> None:
        self._sender = sender
        self._posting = Posting(f"{base}/v3.1/send", auth=(public, private))

    async def send(self, mail: Mail) -> None:
        answer = await self._posting.post({"Messages": [self._words(mail)]})
        if not answer.good:
            raise _fault(answer)
        if _first(answer.words).get("Status") != "success":
            raise MailDelayed("answer_unreadable")

    async def close(self) -> None:
        await self._posting.close()

    def _words(self, mail: Mail) -> dict[str, Any]:
        """Tracking would load a picture from elsewhere, and lead the link through there too."""
        return {
            "From": {"Email": self._sender.address, "Name": self._sender.name},
            "To": [{"Email": deliverable(mail.to)}],
            "Subject": mail.subject,
            "TextPart": mail.text,
            "HTMLPart": html_of(mail),
            "CustomID": mail.id,
            "TrackOpens": "disabled",
            "TrackClicks": "disabled",
        }


def _fault(answer: Answer) -> MailFault:
    """What is wrong with the sender stands in the message's own errors."""
    errors = _first(answer.words).get("Errors")
    for error in errors if isinstance(errors, list) else ():
        about = error.get("ErrorRelatedTo") if isinstance(error, dict) else None
        if any(str(place).startswith("From") for place in about or ()):
            return MailerRefused(f"http_{answer.status}")
    return answer.fault()


def _first(words: Any) -> dict[str, Any]:
    messages = words.get("Messages") if isinstance(words, dict) else None
    first = messages[0] if isinstance(messages, list) and messages else None
    return first if isinstance(first, dict) else {}
