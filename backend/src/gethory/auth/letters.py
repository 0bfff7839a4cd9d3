"""The mails about accounts, as plain text. Nothing in them was written by a stranger.

A paragraph is one line, so that it wraps where the reader's window does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from gethory.kit.ids import new_id
from gethory.models import Code, Mail

OnMail = Callable[[], None]
"""Told, and at once done, when the store has a new mail to deliver."""

NOTICE_LIFE = timedelta(days=1)
"""How long a letter that nobody waits for is tried."""

_CODE = """\
Hello,

your code for Gethory:

{code}

Type it on the page where you signed up, or open this link:

{link}

Code and link work once, for 15 minutes.

If it was not you who signed up, there is nothing to do: without the \
password of that registration neither code nor link opens anything.
"""

_KNOWN = """\
Hello,

somebody just tried to sign up for Gethory with this address, which \
has an account already. Was it you? Then sign in here:

{link}

If it was not you, there is nothing to do: your account is as it was.
"""

_FORGOTTEN = """\
Hello,

here you can choose a new password for Gethory:

{link}

The link works once, for 10 minutes, and only the newest one does. A new \
password signs you out everywhere.

If it was not you who asked for it, there is nothing to do: your password \
is as it was.
"""

_CHANGED = """\
Hello,

your Gethory password was changed just now, with a link that was mailed \
to this address. You are signed out everywhere; sign in with the new one.

If it was not you, somebody reads your mail. Secure your mailbox first, \
then choose another password here:

{link}
"""


def code_letter(to: str, digits: str, link: str, code: Code) -> Mail:
    """The code and link that verify an address; the subject ends with the code."""
    return Mail(
        id=new_id(),
        to=to,
        subject=f"Your Gethory code: {digits}",
        text=_CODE.format(code=digits, link=link),
        code=digits,
        link=link,
        at=code.created_at,
        expires_at=code.expires_at,
        code_id=code.id,
    )


def forgotten_letter(to: str, link: str, code: Code) -> Mail:
    """The link to a new password."""
    return Mail(
        id=new_id(),
        to=to,
        subject="Choose a new Gethory password",
        text=_FORGOTTEN.format(link=link),
        code=None,
        link=link,
        at=code.created_at,
        expires_at=code.expires_at,
        code_id=code.id,
    )


def known_letter(to: str, link: str, at: datetime) -> Mail:
    """To the owner of an address with which somebody tried to sign up."""
    return _notice(to, "You already have a Gethory account", _KNOWN, link, at)


def changed_letter(to: str, link: str, at: datetime) -> Mail:
    """To the owner of an account whose password was set by such a link."""
    return _notice(to, "Your Gethory password was changed", _CHANGED, link, at)


def _notice(to: str, subject: str, text: str, link: str, at: datetime) -> Mail:
    return Mail(
        id=new_id(),
        to=to,
        subject=subject,
        text=text.format(link=link),
        code=None,
        link=link,
        at=at,
        expires_at=at + NOTICE_LIFE,
    )
