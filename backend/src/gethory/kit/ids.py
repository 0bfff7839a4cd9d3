"""Identifiers and secrets from the operating system's random source."""

from __future__ import annotations

import hashlib
import re
import secrets

_ID = re.compile(r"[0-9a-f]{24}")


def new_id() -> str:
    """A new record id: 12 random bytes as 24 hexadecimal characters. Never a permission."""
    return secrets.token_hex(12)


def is_id(text: str) -> bool:
    """Whether the text has the shape of a record id."""
    return _ID.fullmatch(text) is not None


def new_peer_id() -> str:
    """A new peer id: 144 random bits, URL-safe."""
    return secrets.token_urlsafe(18)


def new_token() -> str:
    """A new unguessable token: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A new code of six digits for a person to type."""
    return f"{secrets.randbelow(1_000_000):06d}"


def hashed(secret: str) -> str:
    """What is stored of a code or token: SHA-256, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
