"""A letter to send, and who sends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gethory.auth.letters import code_letter
from gethory.kit.ids import hashed, new_id
from gethory.mail.sender import Sender
from gethory.models import Code, CodePurpose, Id, Mail

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DIGITS = "012345"
LINK = "http://localhost:3000/verify#token"
SENDER = Sender("Gethory, at home", "no-reply@example.org")


def a_code(user_id: Id | None = None, at: datetime = NOON) -> Code:
    return Code(
        id=new_id(),
        user_id=user_id or new_id(),
        purpose=CodePurpose.VERIFY,
        code_hash=hashed(DIGITS),
        token_hash=hashed(new_id()),
        created_at=at,
        expires_at=at + timedelta(minutes=15),
    )


def a_letter(to: str = "ada@example.org", code: Code | None = None) -> Mail:
    return code_letter(to, DIGITS, LINK, code or a_code())
