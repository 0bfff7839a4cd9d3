"""Secrets that are none: missing, short, repeated, from an example, or easy to guess."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

MIN_SECRET_BYTES = 32
_GOOD = f"give it {MIN_SECRET_BYTES} or more random bytes (openssl rand -hex 32)."
_PLACEHOLDERS = (
    "changeme",
    "changethis",
    "replaceme",
    "replacethis",
    "placeholder",
    "example",
    "insecure",
    "notsecret",
    "development",
    "password",
    "passphrase",
    "letmein",
    "qwerty",
    "yoursecret",
    "yourown",
    "yourjwt",
    "yourtoken",
    "yourkey",
    "yoursuper",
    "yourrefresh",
    "yourvery",
    "mysecret",
    "mysuper",
    "topsecret",
    "supersecret",
    "verysecret",
    "secretkey",
    "secretvalue",
    "secrethere",
    "jwtsecret",
    "jwtkey",
    "accesssecret",
    "refreshsecret",
    "turnsecret",
    "metricstoken",
    "putasecret",
    "12345678",
    "abcdefgh",
)
"""What people write where a secret should stand. A random one has none of these by chance: six
given letters turn up in one of some ten million."""
_FEWEST_CHARACTERS = 8
"""Different ones; hexadecimal ones of 32 bytes have fewer in less than one of a million."""


def wrong_secrets(secrets: Mapping[str, str], needed: Collection[str]) -> Iterator[str]:
    """A sentence for each of these, by name, that is none; empty ones are missed where needed."""
    for name in needed:
        if not secrets[name]:
            yield f"{name} is missing: {_GOOD}"
    for name, value in secrets.items():
        if not value:
            continue
        if len(value.encode()) < MIN_SECRET_BYTES:
            yield f"{name} has fewer than {MIN_SECRET_BYTES} bytes: {_GOOD}"
        elif is_guessable(value):
            yield f"{name} is known or easy to guess: {_GOOD}"
        alike = [one for one, other in secrets.items() if one < name and other == value]
        if alike:
            yield f"{name} must differ from {' and '.join(alike)}."


def is_guessable(secret: str) -> bool:
    """Whether somebody who never saw it may have it: a placeholder, a word, a pattern."""
    plain = re.sub(r"[-_. ]", "", secret.lower())
    return (
        plain in {"secret", "token"}
        or any(words in plain for words in _PLACEHOLDERS)
        or len(set(secret)) < _FEWEST_CHARACTERS
        or secret in (secret + secret)[1:-1]  # the same again and again
    )
