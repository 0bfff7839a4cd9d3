"""Signed tokens (JWT, RFC 7519, checked as RFC 8725 asks) and where a request carries one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import jwt
import msgspec

from gethory.kit.clock import Now, now
from gethory.models import Id, Session

ACCESS_COOKIE = "accessToken"
REFRESH_COOKIE = "refreshToken"

_ALGORITHM = "HS256"
_ISSUER = "gethory"
_REQUIRED = ["iss", "aud", "iat", "exp"]


class TokenInvalid(Exception):
    """Not a token of ours, of another kind, altered or expired. Doors say which refusal it is."""


class AccessClaims(msgspec.Struct, frozen=True, kw_only=True):
    """Opens the session `sid` of the account `sub` until `exp`, seconds since 1970."""

    sub: Id
    sid: Id
    exp: int


class RefreshClaims(msgspec.Struct, frozen=True, kw_only=True):
    """Renews the session `sid`; `gen` counts its refresh tokens."""

    sub: Id
    sid: Id
    gen: int
    exp: int


class DeviceClaims(msgspec.Struct, frozen=True, kw_only=True):
    """A browser `did` that signed in to the accounts behind these hashed addresses before."""

    did: str
    known: tuple[str, ...]
    exp: int


_Claims = TypeVar("_Claims", AccessClaims, RefreshClaims, DeviceClaims)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a token is for: its audience, and the secret that signs it."""

    audience: str
    secret: str


class Tokens:
    """Makes and reads tokens. No kind is ever accepted as another."""

    def __init__(self, secret: str, refresh_secret: str, clock: Now = now) -> None:
        self._access = _Kind("gethory:access", secret)
        self._refresh = _Kind("gethory:refresh", refresh_secret)
        self._device = _Kind("gethory:device", refresh_secret)
        self._now = clock

    def access(self, session: Session, expires_at: datetime) -> str:
        """A new access token."""
        claims = {"sub": session.user_id, "sid": session.id}
        return _signed(self._access, claims, self._now(), expires_at)

    def refresh(self, session: Session) -> str:
        """The newest refresh token of the session: the same bytes for the same generation."""
        claims = {"sub": session.user_id, "sid": session.id, "gen": session.generation}
        made_at = session.rotated_at[-1] if session.rotated_at else session.created_at
        return _signed(self._refresh, claims, made_at, session.expires_at)

    def device(self, device_id: str, known: tuple[str, ...], expires_at: datetime) -> str:
        """A new device token."""
        claims = {"did": device_id, "known": known}
        return _signed(self._device, claims, self._now(), expires_at)

    def read_access(self, token: str, *, expired_too: bool = False) -> AccessClaims:
        """What an access token says. Raises TokenInvalid."""
        return self._read(self._access, token, AccessClaims, expired_too)

    def read_refresh(self, token: str, *, expired_too: bool = False) -> RefreshClaims:
        """What a refresh token says. Raises TokenInvalid."""
        return self._read(self._refresh, token, RefreshClaims, expired_too)

    def read_device(self, token: str) -> DeviceClaims:
        """What a device token says. Raises TokenInvalid."""
        return self._read(self._device, token, DeviceClaims, False)

    def _read(self, kind: _Kind, token: str, into: type[_Claims], expired_too: bool) -> _Claims:
        try:
            payload: dict[str, Any] = jwt.decode(
                token,
                kind.secret,
                algorithms=[_ALGORITHM],
                audience=kind.audience,
                issuer=_ISSUER,
                # `exp` is checked below, by our clock; `iat` by none, so that nodes whose
                # clocks differ a little accept each other's tokens.
                options={
                    "require": _REQUIRED,
                    "strict_aud": True,
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
            claims = msgspec.convert(payload, into)
        except (jwt.PyJWTError, msgspec.ValidationError, UnicodeError):
            raise TokenInvalid from None
        if not expired_too and claims.exp <= self._now().timestamp():
            raise TokenInvalid
        return claims


def _signed(kind: _Kind, claims: dict[str, Any], made_at: datetime, expires_at: datetime) -> str:
    common = {
        "iss": _ISSUER,
        "aud": kind.audience,
        "iat": int(made_at.timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    return jwt.encode({**claims, **common}, kind.secret, algorithm=_ALGORITHM)


def access_token_of(headers: Mapping[str, str]) -> str | None:
    """The access token a request carries: a Bearer token wins over a cookie.

    `headers` is looked up in lower case.
    """
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return cookie_of(headers, ACCESS_COOKIE)


def cookie_of(headers: Mapping[str, str], name: str) -> str | None:
    """The value of a cookie, the first where there are several (RFC 6265 §5.4: the closest)."""
    for pair in headers.get("cookie", "").split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            return value.strip().strip('"')
    return None
