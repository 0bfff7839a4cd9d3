"""The words of accounts and sessions on the wire."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from gethory.kit.wire import Time, Words
from gethory.models import User

_FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _plain(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise ValueError("Control characters are not allowed.")
    return text


Plain = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_plain)]
"""Trimmed text without control and bidi-override characters."""

Email = Annotated[EmailStr, Field(max_length=254)]
NewPassword = Annotated[str, Field(min_length=8, max_length=128)]
Name = Annotated[Plain, Field(min_length=1, max_length=50)]
Username = Annotated[Plain, Field(min_length=3, max_length=30, pattern=r"^[A-Za-z0-9_.]+$")]
Bio = Annotated[Plain, Field(max_length=200)]


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
        self._default = default_avatar

    def of(self, user: User) -> str:
        return self._base + (user.avatar or self._default)


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


class RegisterBody(Words):
    email: Email
    password: NewPassword
    confirmpassword: str = Field(alias="confirmpassword", max_length=1024)
    name: Name | None = None


class LoginBody(Words):
    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=1024)]


class VerifyBody(Words):
    """`code` is the six digits, or the token of the mailed link."""

    code: Annotated[str, Field(max_length=128)] | None = None
    email: Email | None = None
    password: Annotated[str, Field(max_length=1024)] | None = None


class ResendBody(Words):
    email: Email


class MsgAnswer(Words):
    msg: str


class UserAnswer(Words):
    """`expiresAt`: when the access token ends, so that a client can renew before."""

    msg: str
    user: UserWords
    expires_at: Time | None = None


class RefreshAnswer(Words):
    msg: str
    expires_at: Time


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
