"""The rules of accounts on a real store, with a clock that goes on when told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gethory.auth.passwords import Cost, Passwords
from gethory.auth.registration import Proof
from gethory.auth.service import AuthService
from gethory.auth.sessions import SignedIn
from gethory.auth.signing_in import Visitor
from gethory.auth.tokens import Tokens
from gethory.kit.ratelimit import Limiter
from gethory.models import Code, Id, Mail
from gethory.store.base import PasswordReset
from gethory.store.sqlite import SqliteStore

SECRET = "access secret of the tests, 32 bytes"
REFRESH_SECRET = "refresh secret of the tests, 32 byt"
CHEAP = Cost(memory_kib=8, rounds=1)
ADA = "ada@example.org"
PASSWORD = "a good password"
VISITOR = Visitor("203.0.113.7", "a browser")
STRANGER = Visitor("198.51.100.66", "another browser")


class Clock:
    """Wall time that goes on when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
        self._set_back = timedelta()

    def __call__(self) -> datetime:
        return self.time

    def ticks(self) -> float:
        return (self.time + self._set_back).timestamp()

    def on(self, **amount: float) -> None:
        self.time += timedelta(**amount)

    def back(self, **amount: float) -> None:
        """Somebody sets it; no time passes."""
        self.time -= timedelta(**amount)
        self._set_back += timedelta(**amount)


class WatchedStore(SqliteStore):
    """Shows the mails that were kept, oldest first."""

    def __init__(self, file: Path, *, timeout_s: float) -> None:
        super().__init__(file, timeout_s=timeout_s)
        self.mails: list[Mail] = []

    async def put_code(self, code: Code, mail: Mail | None = None) -> None:
        await super().put_code(code, mail)
        self.mails += [mail] if mail else []

    async def reset_password(
        self, token_hash: str, password_hash: str, at: datetime, *, mail: Mail | None = None
    ) -> PasswordReset | None:
        reset = await super().reset_password(token_hash, password_hash, at, mail=mail)
        self.mails += [mail] if mail and reset else []
        return reset


@dataclass
class Desk:
    """What the tests ask, and what it did to the world."""

    store: WatchedStore
    clock: Clock
    scale: float = 1000
    told_of_mail: int = 0
    ended: list[Id] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = Tokens(SECRET, REFRESH_SECRET, self.clock)
        self.passwords = Passwords(CHEAP)
        self.auth = AuthService(
            store=self.store,
            tokens=self.tokens,
            passwords=self.passwords,
            limiter=Limiter(self.scale, self.clock.ticks),
            on_mail=self._mail_came,
            public_url="http://localhost:3000",
            access_life_s=900,
            on_sessions_ended=self.ended.extend,
            clock=self.clock,
            ticks=self.clock.ticks,
        )

    def _mail_came(self) -> None:
        self.told_of_mail += 1

    @property
    def mails(self) -> list[Mail]:
        return self.store.mails

    async def register(
        self, email: str = ADA, password: str = PASSWORD, visitor: Visitor = VISITOR
    ) -> SignedIn:
        return await self.auth.register(email, password, None, visitor)

    async def sign_up(self, email: str = ADA, password: str = PASSWORD) -> SignedIn:
        """Register and verify."""
        pending = await self.register(email, password)
        return await self.auth.verify(Proof(self.code), pending.access, VISITOR)

    async def login(
        self, email: str = ADA, password: str = PASSWORD, visitor: Visitor = VISITOR
    ) -> SignedIn:
        return await self.auth.login(email, password, visitor)

    @property
    def code(self) -> str:
        """The code of the last mail."""
        code = self.mails[-1].code
        assert code is not None
        return code

    @property
    def token(self) -> str:
        """The token of the last mail's link."""
        link = self.mails[-1].link
        assert link is not None
        return link.partition("#")[2]

    @property
    def wrong_code(self) -> str:
        return f"{(int(self.code) + 1) % 1_000_000:06d}"
