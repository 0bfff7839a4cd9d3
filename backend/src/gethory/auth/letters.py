"""The mails about accounts, as plain text. Nothing in them was written by a stranger.

A paragraph is one line, so that it wraps where the reader's window does.
"""

from __future__ import annotations

from datetime import datetime

from gethory.mail import Mail

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


def code_letter(to: str, code: str, link: str, at: datetime) -> Mail:
    """The code and link that verify an address; the subject ends with the code."""
    text = _CODE.format(code=code, link=link)
    return Mail(to, f"Your Gethory code: {code}", text, code, link, at)


def known_letter(to: str, link: str, at: datetime) -> Mail:
    """To the owner of an address with which somebody tried to sign up."""
    return Mail(to, "You already have a Gethory account", _KNOWN.format(link=link), None, link, at)
