"""Signing in with a password: who is heard, and whose password it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from gethory.auth.passwords import Passwords
from gethory.auth.sessions import Sessions, SignedIn
from gethory.auth.tokens import DeviceClaims, Tokens
from gethory.errors import CredentialsInvalid, EmailUnverified
from gethory.kit.clock import Now, now
from gethory.kit.ids import hashed, new_id
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.kit.signed import TokenInvalid
from gethory.models import SessionKind, User
from gethory.store.base import Store
from gethory.store.keys import email_key

_log = structlog.get_logger()

DEVICE_LIFE = timedelta(days=365)
_KNOWN_ACCOUNTS = 5


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from: the key its rates count by, and what its browser says."""

    source: str
    user_agent: str = ""
    device: str | None = None
    """Token of a browser that signed in before."""


class StillUnverified(EmailUnverified):
    """The password was right, the address is not verified: here is a pending session."""

    def __init__(self, signed_in: SignedIn) -> None:
        super().__init__()
        self.signed_in = signed_in


class SigningIn:
    """Checks passwords, and remembers the browsers that knew one."""

    def __init__(
        self,
        store: Store,
        sessions: Sessions,
        passwords: Passwords,
        limiter: Limiter,
        tokens: Tokens,
        *,
        clock: Now = now,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._passwords = passwords
        self._limiter = limiter
        self._tokens = tokens
        self._now = clock

    async def login(self, email: str, password: str, visitor: Visitor) -> SignedIn:
        """A new session. Raises CredentialsInvalid, and StillUnverified with a pending one."""
        async with self._counted(email, visitor):
            user = await self._user_with(email, password)
        kind = SessionKind.FULL if user.verified else SessionKind.PENDING
        signed_in = await self._sessions.start(user, kind, visitor.user_agent)
        await self._require_same_password(user, signed_in)
        _log.info("signed_in", user=user.id, kind=kind)
        if not user.verified:
            raise StillUnverified(signed_in)
        return signed_in

    async def _require_same_password(self, user: User, signed_in: SignedIn) -> None:
        """A password that was set while we checked the old one has ended all sessions but this,
        which began behind it."""
        today = await self._store.user_by_id(user.id)
        if today is None or today.password_hash != user.password_hash:
            await self._sessions.end(signed_in.caller.session.id)
            raise CredentialsInvalid()

    @asynccontextmanager
    async def _counted(self, email: str, visitor: Visitor) -> AsyncIterator[None]:
        """Failed logins count by source, and by account. A browser that signed in to the
        account before has a count of its own, so that strangers cannot lock it out."""
        account = [email_key(email)]
        device = self._device(visitor.device)
        if device and hashed(account[0]) in device.known:
            account.append(device.did)
        count = self._limiter.count_failures
        wrong = CredentialsInvalid
        async with (
            count(Limit.LOGIN_SOURCE, visitor.source, failure=wrong),
            count(Limit.LOGIN_ACCOUNT, *account, failure=wrong),
        ):
            yield

    async def _user_with(self, email: str, password: str) -> User:
        """The owner of the address, else the registration of it, that has this password.

        A wrong password costs two hashes, whoever the address belongs to.
        """
        owner = await self._store.verified_user(email)
        registrations = await self._store.registrations(email)
        checked = await self._passwords.check(password, owner.password_hash if owner else None)
        if owner and checked.right:
            return await self._with_hash(owner, checked.better, password)
        index = await self._passwords.which(password, [u.password_hash for u in registrations])
        if index is None:
            _log.info("login_failed", user=owner.id if owner else None)
            raise CredentialsInvalid()
        return registrations[index]

    async def _with_hash(self, user: User, better: str | None, password: str) -> User:
        """The account with the better hash, unless its password was changed meanwhile."""
        if better is None:
            return user
        at, before = self._now(), user.password_hash
        if await self._store.change_password(user.id, better, at, before=before):
            return replace(user, password_hash=better)
        return await self._user_with(user.email, password)

    # devices ----------------------------------------------------------------------------

    def device_token(self, user: User, visitor: Visitor) -> str:
        """Lets this browser be heard when strangers have used up the account's tries."""
        before = self._device(visitor.device)
        address = hashed(email_key(user.email))
        others = [known for known in (before.known if before else ()) if known != address]
        return self._tokens.device(
            before.did if before else new_id(),
            (address, *others)[:_KNOWN_ACCOUNTS],
            self._now() + DEVICE_LIFE,
        )

    def _device(self, token: str | None) -> DeviceClaims | None:
        try:
            return self._tokens.read_device(token or "")
        except TokenInvalid:
            return None
