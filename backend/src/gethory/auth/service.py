"""Who are you: the rules of signing up, in and out."""

from __future__ import annotations

from datetime import datetime, timedelta

from gethory.auth.forgotten import ForgottenPassword
from gethory.auth.letters import OnMail
from gethory.auth.passwords import Passwords
from gethory.auth.registration import Proof, Registration
from gethory.auth.sessions import OnSessionsEnded, Sessions, SignedIn
from gethory.auth.signing_in import SigningIn, Visitor
from gethory.auth.tokens import Tokens
from gethory.errors import EmailUnverified, SessionRequired
from gethory.kit.clock import Monotonic, Now, monotonic, now
from gethory.kit.ratelimit import Limiter
from gethory.kit.signed import TokenInvalid
from gethory.models import Caller, Id, Session, SessionKind, User
from gethory.store.base import Store

REGISTRATION_LIFE = timedelta(days=7)


class AuthService:
    """Accounts and their sessions; knows no HTTP."""

    def __init__(
        self,
        *,
        store: Store,
        tokens: Tokens,
        passwords: Passwords,
        limiter: Limiter,
        on_mail: OnMail,
        public_url: str,
        access_life_s: float,
        on_sessions_ended: OnSessionsEnded,
        clock: Now = now,
        ticks: Monotonic = monotonic,
    ) -> None:
        """`on_mail` is told that the store has a new mail to deliver. `on_sessions_ended` closes
        the sockets of sessions."""
        self._store = store
        self._tokens = tokens
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
        self._signing_in = SigningIn(store, self._sessions, passwords, limiter, tokens, clock=clock)
        self._registration = Registration(
            store,
            self._sessions,
            passwords,
            limiter,
            on_mail=on_mail,
            public_url=public_url,
            clock=clock,
        )
        self._forgotten = ForgottenPassword(
            store,
            self._sessions,
            passwords,
            limiter,
            on_mail=on_mail,
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

    async def holder(self, access_token: str | None) -> Caller | None:
        """Whom the token was given to, be it expired; None for no token of ours.

        For who was admitted before. Raises SessionRequired when its session has ended.
        """
        try:
            claims = self._tokens.read_access(access_token or "", expired_too=True)
        except TokenInvalid:
            return None
        return await self.still(claims.sid)

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
        return await self._signing_in.login(email, password, visitor)

    def device_token(self, user: User, visitor: Visitor) -> str:
        """Lets this browser be heard when strangers have used up the account's tries."""
        return self._signing_in.device_token(user, visitor)

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

    # a forgotten password ---------------------------------------------------------------

    async def forgot(self, email: str) -> None:
        """Mail a link to a new password, if the address has an owner."""
        await self._forgotten.mail_link(email)

    async def reset(self, token: str, password: str) -> User:
        """Set a new password and end all sessions of the account. Raises CodeInvalid."""
        return await self._forgotten.set(token, password)

    # one's sessions ---------------------------------------------------------------------

    async def sessions(self, user: User) -> tuple[Session, ...]:
        """Where the user is signed in, newest first."""
        return await self._sessions.of(user.id)

    async def end_session(self, user: User, session_id: str) -> None:
        """Sign the user out there. Raises SessionNotFound for what is no session of theirs."""
        await self._sessions.end_own(user.id, session_id)

    # housekeeping -----------------------------------------------------------------------

    async def sweep(self) -> None:
        """Drop what has expired: codes, sessions, registrations that nobody verified."""
        at = self._now()
        self._sessions.tell_ended(await self._store.sweep(at, at - REGISTRATION_LIFE))

    async def keep_seen(self) -> None:
        """Write when sessions were used last; for every few seconds and the end."""
        await self._sessions.keep_seen()
