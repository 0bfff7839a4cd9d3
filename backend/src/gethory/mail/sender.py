"""Who mails come from, and how an address goes over the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass

import idna

from gethory.mail.mailers import MailRefused

_NAMED = re.compile(r'\s*(?:"(?P<quoted>[^"\\]*)"|(?P<bare>[^"<>\\]*?))\s*<(?P<address>[^<>]*)>\s*')
_ADDRESS = re.compile(r"[^\s@<>()\[\]:;,\\\"]+@[^\s@<>()\[\]:;,\\\"]+")
_SPECIAL = re.compile(r'[()<>\[\]:;@,."]')
ENCODED_WORD = "=?"
"""How a word begins that stands for other letters in a header (RFC 2047): an address with one would
lead to somebody else than it says."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Sender:
    """`name` may be empty; the domain of `address` is ASCII."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def line(self) -> str:
        """`Name <address>`, as RFC 5322 has it, in plain Unicode."""
        if not self.name:
            return self.address
        name = f'"{self.name}"' if _SPECIAL.search(self.name) else self.name
        return f"{name} <{self.address}>"


def read_sender(text: str) -> Sender:
    """`Gethory <no-reply@example.org>` or the address alone. Raises ValueError."""
    named = _NAMED.fullmatch(text)
    name = (named["quoted"] or named["bare"] or "") if named else ""
    address = (named["address"] if named else text).strip()
    if _CONTROL.search(text) or not _ADDRESS.fullmatch(address):
        raise ValueError("This is not a sender.")
    return Sender(name.strip(), _with_ascii_domain(address))


def deliverable(address: str) -> str:
    """The address with its domain in ASCII (RFC 5891). Raises MailRefused for what is none."""
    if not _ADDRESS.fullmatch(address) or ENCODED_WORD in address:
        raise MailRefused("address_unusable")
    try:
        return _with_ascii_domain(address)
    except ValueError:
        raise MailRefused("address_unusable") from None


def _with_ascii_domain(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain if domain.isascii() else idna.encode(domain).decode()}"
