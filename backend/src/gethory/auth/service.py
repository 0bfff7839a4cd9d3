"""Who are you: the rules of signing up, in and out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from gethory.auth.passwords import Passwords
from gethory.auth.registration import Proof, Registration, SendMail
from gethory.auth.sessions import OnSessionsEnded, Sessions, SignedIn
from gethory.auth.tokens import DeviceClaims, TokenInvalid, Tokens
from gethory.errors import CredentialsInvalid, EmailUnverified, SessionRequired
from gethory.kit.clock import Monotonic, Now, monotonic, now
from gethory.kit.ids import hashed, new_id
from gethory.kit.ratelimit import Limit, Limiter
from gethory.models import Caller, Id, SessionKind, User
from gethory.store.base import Store
from gethory.store.keys import email_key

_log = structlog.get_logger()

REGISTRATION_LIFE = timedelta(days=7)
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


class AuthService:
    """Accounts and their sessions; knows no HTTP."""

    def __init__(
        self,
        *,
        store: Store,
        tokens: Tokens,
        passwords: Passwords,
        limiter: Limiter,
        send_mail: SendMail,
        public_url: str,
        access_life_s: float,
        on_sessions_ended: OnSessionsEnded,
        clock: Now = now,
        ticks: Monotonic = monotonic,
    ) -> None:
        """`send_mail` returns at once. `on_sessions_ended` closes the sockets of sessions."""
        self._store = store
        self._tokens = tokens
        self._passwords = passwords
        self._limiter = limiter
        self._now = clock
        self._sessions = Sessions(
            store,
            tokens,
            limiter,
            access_life_s=access_life_s,
            on_ended=on_sessions_ended,
            clock=clock,
            ticks=ticks,
        )
        self._registration = Registration(
            store,
            self._sessions,
            passwords,
            limiter,
            send_mail=send_mail,
            public_url=public_url,
            clock=clock,
        )

    # who is asking ----------------------------------------------------------------------

    async def caller(self, access_token: str | None) -> Caller:
        """Who carries the token, in a pending session too. Raises SessionRequired."""
        return await self._sessions.find(access_token)

    async def full_caller(self, access_token: str | None) -> Caller:
        """Who carries the token. Raises SessionRequired, and EmailUnverified when pending."""
        caller = await self.caller(access_token)
        if caller.session.kind is not SessionKind.FULL:
            raise EmailUnverified()
        return caller

    async def still(self, session_id: Id) -> Caller:
        """The session and account as they are now, also when its access token has expired.

        For sockets, on every event. Raises SessionRequired when the session has ended.
        """
        return await self._sessions.still(session_id)

    def access_until(self, access_token: str) -> datetime:
        """When a token that was found valid ends."""
        expires = self._tokens.read_access(access_token, expired_too=True).exp
        return datetime.fromtimestamp(expires, tz=self._now().tzinfo)

    def forget_user(self, user_id: Id) -> None:
        """An account has changed: the next question reads it anew."""
        self._sessions.forget_user(user_id)

    # signing up -------------------------------------------------------------------------

    async def register(
        self, email: str, password: str, name: str | None, visitor: Visitor
    ) -> SignedIn:
        """A new registration and its pending session, the same for a known address."""
        return await self._registration.register(
            email, password, name, source=visitor.source, user_agent=visitor.user_agent
        )

    async def resend(self, email: str, access_token: str | None) -> None:
        """Mail a new code, if there is a registration to mail one for."""
        await self._registration.resend(email, await self._caller_if_any(access_token))

    async def verify(self, proof: Proof, access_token: str | None, visitor: Visitor) -> SignedIn:
        """Turn a registration into the account of its address. Raises CodeInvalid."""
        caller = await self._caller_if_any(access_token)
        return await self._registration.verify(
            proof, caller, source=visitor.source, user_agent=visitor.user_agent
        )

    async def _caller_if_any(self, access_token: str | None) -> Caller | None:
        try:
            return await self.caller(access_token)
        except SessionRequired:
            return None

    # signing in and out -----------------------------------------------------------------

    async def login(self, email: str, password: str, visitor: Visitor) -> SignedIn:
        """A new session. Raises CredentialsInvalid, and StillUnverified with a pending one."""
        async with self._counted(email, visitor):
            user = await self._user_with(email, password)
        kind = SessionKind.FULL if user.verified else SessionKind.PENDING
        signed_in = await self._sessions.start(user, kind, visitor.user_agent)
        _log.info("signed_in", user=user.id, kind=kind)
        if not user.verified:
            raise StillUnverified(signed_in)
        return signed_in

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
            return await self._with_hash(owner, checked.better)
        index = await self._passwords.which(password, [u.password_hash for u in registrations])
        if index is None:
            _log.info("login_failed", user=owner.id if owner else None)
            raise CredentialsInvalid()
        return registrations[index]

    async def _with_hash(self, user: User, better: str | None) -> User:
        if better is None:
            return user
        await self._store.change_password(user.id, better, self._now())
        return replace(user, password_hash=better)

    async def refresh(self, refresh_token: str | None) -> SignedIn:
        """New tokens of the session. Raises RefreshInvalid."""
        return await self._sessions.renew(refresh_token or "")

    async def logout(self, access_token: str | None, refresh_token: str | None) -> None:
        """End every session the tokens are of, expired ones too, and its sockets."""
        for session_id in {
            *self._session_of_access(access_token),
            *self._session_of_refresh(refresh_token),
        }:
            await self._sessions.end(session_id)

    def _session_of_access(self, token: str | None) -> set[Id]:
        try:
            return {self._tokens.read_access(token or "", expired_too=True).sid}
        except TokenInvalid:
            return set()

    def _session_of_refresh(self, token: str | None) -> set[Id]:
        try:
            return {self._tokens.read_refresh(token or "", expired_too=True).sid}
        except TokenInvalid:
            return set()

    # devices and housekeeping -----------------------------------------------------------

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

    async def sweep(self) -> None:
        """Drop what has expired: codes, sessions, registrations that nobody verified."""
        at = self._now()
        self._sessions.tell_ended(await self._store.sweep(at, at - REGISTRATION_LIFE))
