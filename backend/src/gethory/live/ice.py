"""The servers that help browsers find each other: who tells them their address, who relays."""

from __future__ import annotations

import hmac
from base64 import b64encode
from urllib.parse import urlsplit

import structlog

from gethory.kit import clock
from gethory.kit.turn import stun_urls
from gethory.live.schemas import IceServer
from gethory.models import Id
from gethory.settings import Settings

_log = structlog.get_logger()

ACCOUNT_S = 600
"""An allocation outlives the account it was made with, a new one does not: every new search for
paths comes with a new account."""
TRIAL_S = 60
"""Long enough to try a relay, too short for a call that begins a minute later."""


class IceServers:
    """What a browser is told. Accounts at relays are made for one user and run out (the TURN REST
    scheme: the name is `<expiry>:<user>`, the password an HMAC-SHA1 of it)."""

    def __init__(self, settings: Settings, now: clock.Now = clock.now) -> None:
        self._stun = settings.stun_urls or stun_urls(settings.turn_url) or _own(settings)
        self._relays = settings.turn_url
        self._secret = settings.turn_secret.encode()
        self._now = now
        self._minute = 0
        self._told: set[Id] = set()

    @property
    def relayed(self) -> bool:
        """Whether there are relays at all."""
        return bool(self._relays)

    def for_everybody(self) -> tuple[IceServer, ...]:
        """Those that need no account; none where people reach us on loopback only."""
        return (IceServer(urls=list(self._stun)),) if self._stun else ()

    def for_user(self, user_id: Id, life_s: int = ACCOUNT_S) -> tuple[IceServer, ...]:
        """All of them, with an account of this user for so many seconds."""
        if not self._relays:
            return self.for_everybody()
        name = f"{int(self._now().timestamp()) + life_s}:{self._pseudonym(user_id)}"
        password = b64encode(hmac.digest(self._secret, name.encode(), "sha1")).decode()
        self._tell(user_id, life_s)
        relays = IceServer(urls=list(self._relays), username=name, credential=password)
        return (*self.for_everybody(), relays)

    def _tell(self, user_id: Id, life_s: int) -> None:
        """One line a minute of each user: whoever asks again and again fills no disk with it."""
        minute = int(self._now().timestamp()) // 60
        if minute != self._minute:
            self._minute, self._told = minute, set()
        if user_id not in self._told:
            self._told.add(user_id)
            _log.info("relay_account_made", user_id=user_id, life_s=life_s)

    def _pseudonym(self, user_id: Id) -> str:
        """The relay counts by this, so it is one for each user, and says nothing about them."""
        return hmac.digest(self._secret, b"user " + user_id.encode(), "sha256")[:12].hex()


def serves_stun(settings: Settings) -> bool:
    """Whether our own responder is wanted: browsers are told of it and nothing replaces it."""
    return not settings.stun_urls and not settings.turn_url and bool(_own(settings))


def _own(settings: Settings) -> tuple[str, ...]:
    if settings.loopback or not settings.stun_port or settings.turn_url:
        return ()
    host = urlsplit(settings.public_url).hostname or ""
    bracketed = f"[{host}]" if ":" in host else host
    return (f"stun:{bracketed}:{settings.stun_port}",)
