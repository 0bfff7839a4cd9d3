"""Signed tokens (JWT, RFC 7519, checked as RFC 8725 asks) and where a request carries one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from gethory.kit import signed
from gethory.kit.clock import Now, now
from gethory.kit.signed import TokenInvalid
from gethory.models import Id, Session

ACCESS_COOKIE = "accessToken"
REFRESH_COOKIE = "refreshToken"

_ISSUER = "gethory"


class _Common(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every token says: who made it, what for, and when, in seconds since 1970. `iat` is
    compared with no clock, so that nodes whose clocks differ a little accept each other's."""

    iss: str
    aud: str
    iat: int
    exp: int


class AccessClaims(_Common, frozen=True, kw_only=True):
    """Opens the session `sid` of the account `sub` until `exp`."""

    sub: Id
    sid: Id


class RefreshClaims(_Common, frozen=True, kw_only=True):
    """Renews the session `sid`; `gen` counts its refresh tokens."""

    sub: Id
    sid: Id
    gen: int


class DeviceClaims(_Common, frozen=True, kw_only=True):
    """A browser `did` that signed in to the accounts behind these hashed addresses before."""

    did: str
    known: tuple[str, ...]


_Claims = TypeVar("_Claims", AccessClaims, RefreshClaims, DeviceClaims)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a token is for: its audience, and the secret that signs it."""

    audience: str
    key: bytes


class Tokens:
    """Makes and reads tokens. No kind is ever accepted as another."""

    def __init__(self, secret: str, refresh_secret: str, clock: Now = now) -> None:
        self._access = _Kind("gethory:access", secret.encode())
        self._refresh = _Kind("gethory:refresh", refresh_secret.encode())
        self._device = _Kind("gethory:device", refresh_secret.encode())
        self._now = clock

    def access(self, session: Session, expires_at: datetime) -> str:
        """A new access token."""
        return signed.sign(
            self._access.key,
            AccessClaims(
                sub=session.user_id,
                sid=session.id,
                **_common(self._access, self._now(), expires_at),
            ),
        )

    def refresh(self, session: Session) -> str:
        """The newest refresh token of the session: the same bytes for the same generation."""
        made_at = session.rotated_at[-1] if session.rotated_at else session.created_at
        return signed.sign(
            self._refresh.key,
            RefreshClaims(
                sub=session.user_id,
                sid=session.id,
                gen=session.generation,
                **_common(self._refresh, made_at, session.expires_at),
            ),
        )

    def device(self, device_id: str, known: tuple[str, ...], expires_at: datetime) -> str:
        """A new device token."""
        common = _common(self._device, self._now(), expires_at)
        return signed.sign(self._device.key, DeviceClaims(did=device_id, known=known, **common))

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
        claims = signed.read(kind.key, token, into)
        if (claims.iss, claims.aud) != (_ISSUER, kind.audience):
            raise TokenInvalid
        if not expired_too and claims.exp <= self._now().timestamp():
            raise TokenInvalid
        return claims


def _common(kind: _Kind, made_at: datetime, expires_at: datetime) -> dict[str, Any]:
    return {
        "iss": _ISSUER,
        "aud": kind.audience,
        "iat": int(made_at.timestamp()),
        "exp": int(expires_at.timestamp()),
    }


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
