"""What has a rate, and how often it may be done where nothing else is set."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

_UNITS_S = {"d": 86_400, "h": 3600, "m": 60}


class Rate(NamedTuple):
    """So many within any `per_s` seconds, before `RATE_LIMIT_SCALE`."""

    amount: int
    per_s: int

    def __str__(self) -> str:
        """As in a setting: `20/1h`."""
        for unit, length_s in _UNITS_S.items():
            if self.per_s % length_s == 0:
                return f"{self.amount}/{self.per_s // length_s}{unit}"
        return f"{self.amount}/{self.per_s}s"


class Limit(StrEnum):
    """What has a rate; each is a setting, `RATE_` and its name here."""

    REGISTER = "register"
    """By source."""
    LOGIN_ACCOUNT = "login-account"
    """Failures only, by address, or by browser that signed in to it before."""
    LOGIN_SOURCE = "login-source"
    """Failures only, by source."""
    MAIL_CODE = "mail-code"
    """Mails asked for by hand (resend and forgot together), by address."""
    VERIFY = "verify"
    """By pending session's account; from elsewhere by address."""
    VERIFY_SOURCE = "verify-source"
    """From elsewhere, by source: each such try costs us a hash."""
    REFRESH = "refresh"
    """By session."""
    CREATE_ROOM = "create-room"
    """By user."""
    CREATE_INVITE = "create-invite"
    """By user."""
    ACCEPT_INVITE = "accept-invite"
    """By user."""
    CHANGE_PROFILE = "change-profile"
    """By user."""
    JOIN = "join"
    """By user."""
    DIAGNOSE = "diagnose"
    """By user: each time an account at the relays comes with it."""
    HANDSHAKE_REFUSED = "handshake-refused"
    """By source."""
    HANDSHAKE_ACCEPTED = "handshake-accepted"
    """By user: an office behind one address comes back after a restart."""


_MINUTE, _HOUR = 60, 3600

DEFAULT_RATES: Mapping[Limit, Rate] = MappingProxyType(
    {
        Limit.REGISTER: Rate(20, _HOUR),
        Limit.LOGIN_ACCOUNT: Rate(10, 15 * _MINUTE),
        Limit.LOGIN_SOURCE: Rate(30, 15 * _MINUTE),
        Limit.MAIL_CODE: Rate(5, _HOUR),
        Limit.VERIFY: Rate(20, _HOUR),
        Limit.VERIFY_SOURCE: Rate(100, _HOUR),
        Limit.REFRESH: Rate(60, _MINUTE),
        Limit.CREATE_ROOM: Rate(20, _HOUR),
        Limit.CREATE_INVITE: Rate(30, _HOUR),
        Limit.ACCEPT_INVITE: Rate(30, _MINUTE),
        Limit.CHANGE_PROFILE: Rate(30, _HOUR),
        Limit.JOIN: Rate(60, _MINUTE),
        Limit.DIAGNOSE: Rate(10, _MINUTE),
        Limit.HANDSHAKE_REFUSED: Rate(60, _MINUTE),
        Limit.HANDSHAKE_ACCEPTED: Rate(60, _MINUTE),
    }
)
