"""The words of accounts and sessions on the wire."""

from __future__ import annotations

import re
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from gethory.kit.wire import Time, Words, example
from gethory.models import Id, MailState, Session, User

_FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _plain(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise ValueError("Control characters are not allowed.")
    return text


PLAIN = AfterValidator(_plain)
"""Refuses control and bidi-override characters; stands behind the lengths, which trim."""

_HOME_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?:local|localhost|test|home\.arpa)"
)
"""Names of private networks (RFC 6761, 6762, 8375), where a server at home has its people."""


def address(text: str) -> str:
    """An email address, trimmed and normalised. Raises ValueError."""
    local, _, domain = text.strip().rpartition("@")
    if "=?" in local:  # in the header of a mail it would stand for another address (RFC 2047)
        raise ValueError("This is not an email address.")
    home = _HOME_DOMAIN.fullmatch(domain.lower())
    asked = f"{local}@{'example.org' if home else domain}"
    try:
        valid = validate_email(asked, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError("This is not an email address.") from None
    return f"{valid.local_part}@{home[0]}" if home else valid.normalized


Email = Annotated[
    str, AfterValidator(address), Field(max_length=254, json_schema_extra={"format": "email"})
]
NewPassword = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=8, max_length=128), PLAIN
]
"""Trimmed like everything else that is typed; so is the one that is held against it."""
GivenPassword = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1024)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50), PLAIN]
Username = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=3, max_length=30, pattern=r"^[A-Za-z0-9_.]+$"
    ),
]
Bio = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), PLAIN]


class UserWords(Words):
    """A user to oneself."""

    id: str = Field(alias="_id")
    email: str
    name: str | None
    username: str | None
    avatar: str
    bio: str
    verified: bool
    profile_completed: bool
    created_at: Time
    updated_at: Time


class PublicUser(Words):
    """A user to anyone else. Exactly these fields."""

    id: str = Field(alias="_id")
    name: str | None
    username: str | None
    avatar: str
    bio: str


class PictureUrls:
    """Absolute addresses of pictures under one public URL."""

    def __init__(self, public_url: str, default_avatar: str) -> None:
        self._base = f"{public_url}/storage/"
        self.default = self._base + default_avatar
        """The picture of who has none."""

    def of(self, user: User) -> str:
        return self._base + user.avatar if user.avatar else self.default


def user_words(user: User, pictures: PictureUrls) -> UserWords:
    """An account as its owner sees it."""
    return UserWords(
        id=user.id,
        email=user.email,
        name=user.name,
        username=user.username,
        avatar=pictures.of(user),
        bio=user.bio,
        verified=user.verified,
        profile_completed=user.profile_completed,
        created_at=user.created_at,
        updated_at=user.updated_at,
    )


def public_words(user: User, pictures: PictureUrls) -> PublicUser:
    """An account as everybody else sees it."""
    return PublicUser(
        id=user.id,
        name=user.name,
        username=user.username,
        avatar=pictures.of(user),
        bio=user.bio,
    )


def session_words(session: Session, current: Id) -> SessionWords:
    """A session as its owner sees it, from the session `current`."""
    return SessionWords(
        id=session.id,
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
        user_agent=session.user_agent,
        current_session=session.id == current,
    )


# What the examples show.
_EMAIL, _PASSWORD, _NEW = "ada@example.org", "a good password", "an even better password"
LINK_PART = "u9J0qWm3kFZ4o1cVtY7bX2sRd8hLpE6nGiAzQwTfK5M"
"""What a link carries behind its `#`."""


class RegisterBody(Words):
    model_config = example(email=_EMAIL, password=_PASSWORD, confirmpassword=_PASSWORD)

    email: Email
    password: NewPassword
    confirmpassword: GivenPassword = Field(alias="confirmpassword")
    name: Name | None = None

    @field_validator("confirmpassword")
    @classmethod
    def _same(cls, confirmed: str, info: ValidationInfo) -> str:
        if "password" in info.data and confirmed != info.data["password"]:
            raise ValueError("The two passwords differ.")
        return confirmed


class LoginBody(Words):
    """Taken as it is: addresses and passwords of before may be what we refuse today."""

    model_config = example(email=_EMAIL, password=_PASSWORD)

    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=254)]
    password: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)
    ]


class VerifyBody(Words):
    """`code` is the six digits, or the token of the mailed link."""

    model_config = example(code="123456")

    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=128)] | None = None
    email: Email | None = None
    password: GivenPassword | None = None


class ResendBody(Words):
    model_config = example(email=_EMAIL)

    email: Email


class ForgotBody(Words):
    model_config = example(email=_EMAIL)

    email: Email


class ResetBody(Words):
    """`code` is the token of the mailed link; `password` the new one."""

    model_config = example(code=LINK_PART, password=_NEW)

    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=128)]
    password: NewPassword


class MsgAnswer(Words):
    msg: str


class MailWords(Words):
    """Why mail does not come as usual, the same whatever the address: `delayed` (it is tried
    again), `failing` (whoever runs the server has to do something), `console` (the server sends
    none; whoever runs it sees the code)."""

    state: MailState


class MailedAnswer(Words):
    """`mail` is null when mail comes as usual."""

    msg: str
    mail: MailWords | None = None


class UserAnswer(Words):
    """`expiresAt`: when the access token ends, so that a client can renew before."""

    msg: str
    user: UserWords
    expires_at: Time | None = None


class SelfAnswer(UserAnswer):
    """`mail`: for who waits for a code, null when mail comes as usual."""

    mail: MailWords | None = None


class RefreshAnswer(Words):
    msg: str
    expires_at: Time


class SessionWords(Words):
    """A browser or program that is signed in; `currentSession` is the one that asks."""

    id: str = Field(alias="_id")
    created_at: Time
    last_seen_at: Time
    user_agent: str
    current_session: bool


class SessionsAnswer(Words):
    msg: str
    sessions: list[SessionWords]


class IssueWords(Words):
    path: str
    message: str


class Problem(Words):
    """RFC 9457 problem details with our stable `code`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    message: str
    error: str = Field(alias="Error")
    issues: list[IssueWords] | None = None
