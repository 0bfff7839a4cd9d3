"""Secrets that are none: what stands in examples, or takes no luck to guess."""

from __future__ import annotations

import re

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


def is_guessable(secret: str) -> bool:
    """Whether somebody who never saw it may have it: a placeholder, a word, a pattern."""
    plain = re.sub(r"[-_. ]", "", secret.lower())
    return (
        plain in {"secret", "token"}
        or any(words in plain for words in _PLACEHOLDERS)
        or len(set(secret)) < _FEWEST_CHARACTERS
        or secret in (secret + secret)[1:-1]  # the same again and again
    )
