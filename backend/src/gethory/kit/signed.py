"""Signed tokens: JSON Web Tokens with HMAC-SHA256 (RFC 7519; HS256 of RFC 7518, 3.2) and no other.

A token begins with the one header that we write, or it is none: what signs it is never read
from it (RFC 8725, 3.1). Every socket that opens is let in by one of these, so they are made and
read with nothing but the standard library.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

import msgspec

_Claims = TypeVar("_Claims", bound=msgspec.Struct)
_encode = msgspec.json.Encoder().encode


class TokenInvalid(Exception):
    """Not a token of ours, of another kind, altered or expired. Doors say which refusal it is."""


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


_HEADER = _text(b'{"alg":"HS256","typ":"JWT"}')


def sign(key: bytes, claims: msgspec.Struct) -> str:
    """The token that says this."""
    signed = f"{_HEADER}.{_text(_encode(claims))}"
    return f"{signed}.{_signature(key, signed)}"


def read(key: bytes, token: str, into: type[_Claims]) -> _Claims:
    """What the token says, if the key signed it and it has this form. Raises TokenInvalid."""
    signed, _, signature = token.rpartition(".")
    header, _, payload = signed.partition(".")
    if header != _HEADER or not token.isascii():
        raise TokenInvalid
    if not hmac.compare_digest(signature, _signature(key, signed)):
        raise TokenInvalid
    try:
        return msgspec.json.decode(urlsafe_b64decode(payload + "=="), type=into)
    except (ValueError, RecursionError):
        raise TokenInvalid from None


def _signature(key: bytes, signed: str) -> str:
    return _text(hmac.digest(key, signed.encode(), "sha256"))
