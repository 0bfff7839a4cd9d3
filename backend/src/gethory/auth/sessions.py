"""Sessions: started, found again on every request, renewed, and over at once when ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from gethory.auth.rotation import Verdict, judge
from gethory.auth.seen import LastSeen
from gethory.auth.tokens import RefreshClaims, Tokens
from gethory.errors import RefreshInvalid, SessionNotFound, SessionRequired
from gethory.kit.clock import Monotonic, Now, monotonic, now
from gethory.kit.ids import new_id
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.kit.signed import TokenInvalid
from gethory.models import Caller, Id, Session, SessionKind, User
from gethory.store.base import Store

_log = structlog.get_logger()

FULL_LIFE = timedelta(days=30)
PENDING_LIFE = timedelta(hours=1)
_REMEMBERED_S = 2.0
_REMEMBERED = 10_000
_AGENT_CHARACTERS = 200

OnSessionsEnded = Callable[[tuple[Id, ...]], None]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session as its browser gets it; a pending one has no refresh token."""

    caller: Caller
    access: str
    access_until: datetime
    refresh: str | None

    @property
    def user(self) -> User:
        return self.caller.user


class Sessions:
    """All sessions. Who ends one ends it here, so that its sockets hear of it at once."""

    def __init__(
        self,
        store: Store,
        tokens: Tokens,
        limiter: Limiter,
        *,
        access_life_s: float,
        on_ended: OnSessionsEnded,
        clock: Now = now,
        ticks: Monotonic = monotonic,
    ) -> None:
        self._store = store
        self._tokens = tokens
        self._limiter = limiter
        self._access_life = timedelta(seconds=access_life_s)
        self._on_ended = on_ended
        self._now = clock
        self._remembered = _Remembered(ticks)
        self._last_seen = LastSeen(store)

    async def start(self, user: User, kind: SessionKind, user_agent: str) -> SignedIn:
        """A new session of the account."""
        at = self._now()
        life = FULL_LIFE if kind is SessionKind.FULL else PENDING_LIFE
        session = Session(
            id=new_id(),
            user_id=user.id,
            kind=kind,
            created_at=at,
            expires_at=at + life,
            last_seen_at=at,
            user_agent=user_agent[:_AGENT_CHARACTERS],
        )
        await self._store.add_session(session)
        return self._signed_in(Caller(user, session))

    async def find(self, access_token: str | None) -> Caller:
        """Who carries the access token. Raises SessionRequired."""
        try:
            claims = self._tokens.read_access(access_token or "")
        except TokenInvalid:
            raise SessionRequired() from None
        caller = await self.still(claims.sid)
        if caller.user.id != claims.sub:
            raise SessionRequired()
        return caller

    async def still(self, session_id: Id) -> Caller:
        """The session and its account as they are now. Raises SessionRequired when it ended.

        A full session is remembered for two seconds, and forgotten at once when it ends.
        """
        caller = self._remembered.get(session_id)
        if caller is None:
            seen = self._remembered.changes
            caller = await self._load(session_id)
            if caller.session.kind is SessionKind.FULL:
                self._remembered.put(caller, seen)
        if caller.session.expires_at <= self._now():
            raise SessionRequired()
        return caller

    async def _load(self, session_id: Id) -> Caller:
        session = await self._store.session_by_id(session_id)
        user = await self._store.user_by_id(session.user_id) if session else None
        if session is None or user is None:
            raise SessionRequired()
        return Caller(user, self._last_seen.note(session, self._now()))

    async def renew(self, refresh_token: str) -> SignedIn:
        """New tokens for a refresh token. Raises RefreshInvalid, with `clear_cookies` unless
        it is only late; ends the session when the token is one of the past."""
        try:
            claims = self._tokens.read_refresh(refresh_token)
        except TokenInvalid:
            raise RefreshInvalid(clear_cookies=True) from None
        await self._limiter.take(Limit.REFRESH, claims.sid)
        return self._signed_in(await self._renewed(claims))

    async def _renewed(self, claims: RefreshClaims) -> Caller:
        while True:
            session = await self._store.session_by_id(claims.sid)
            user = await self._store.user_by_id(claims.sub)
            at = self._now()
            if session is None or user is None or not _opens(session, user, at):
                raise RefreshInvalid(clear_cookies=True)
            verdict = judge(session, claims.gen, at)
            if verdict is Verdict.REPEAT:
                return Caller(user, session)
            if verdict is not Verdict.ROTATE:
                await self._refuse(session, verdict)
            rotated = await self._store.rotate_session(session.id, session.generation, at)
            if rotated is not None:
                return Caller(user, rotated)

    async def _refuse(self, session: Session, verdict: Verdict) -> None:
        ended = verdict is Verdict.END
        if ended:
            _log.warning("refresh_reused", session=session.id, user=session.user_id)
            await self.end(session.id)
        raise RefreshInvalid(clear_cookies=ended)

    async def of(self, user_id: Id) -> tuple[Session, ...]:
        """The account's full sessions that are still open, newest first."""
        at = self._now()
        kept = await self._store.sessions_of(user_id)
        return tuple(self._last_seen.as_noted(s) for s in kept if s.expires_at > at)

    async def keep_seen(self) -> None:
        """Write when sessions were used last."""
        await self._last_seen.keep()

    async def end_own(self, user_id: Id, session_id: str) -> None:
        """End one session of the account. Foreign, unknown and malformed ids are one refusal:
        SessionNotFound."""
        own = {session.id for session in await self.of(user_id)}
        if session_id not in own or not await self.end(session_id):
            raise SessionNotFound()

    async def end(self, session_id: Id) -> bool:
        """End one session and its sockets; whether there was one."""
        if not await self._store.end_session(session_id):
            return False
        _log.info("session_ended", session=session_id)
        self.tell_ended((session_id,))
        return True

    def tell_ended(self, session_ids: tuple[Id, ...]) -> None:
        """The store has ended these: forget them, and let their sockets be closed."""
        self._remembered.drop_sessions(session_ids)
        if session_ids:
            self._on_ended(session_ids)

    def forget_user(self, user_id: Id) -> None:
        """The account has changed: read it anew."""
        self._remembered.drop_user(user_id)

    def _signed_in(self, caller: Caller) -> SignedIn:
        session = caller.session
        full = session.kind is SessionKind.FULL
        life = min(session.expires_at, self._now() + self._access_life)
        until = (life if full else session.expires_at).replace(microsecond=0)
        access = self._tokens.access(session, until)
        return SignedIn(caller, access, until, self._tokens.refresh(session) if full else None)


def _opens(session: Session, user: User, at: datetime) -> bool:
    """Whether the session is one that can be renewed, and of this account."""
    full = session.kind is SessionKind.FULL
    return full and session.user_id == user.id and session.expires_at > at


class _Remembered:
    """Callers for two seconds. What was read before a change is not put behind it."""

    def __init__(self, ticks: Monotonic) -> None:
        self._ticks = ticks
        self._callers: dict[Id, tuple[Caller, float]] = {}
        self.changes = 0
        """How many changes there were; whoever reads notes it before."""

    def get(self, session_id: Id) -> Caller | None:
        entry = self._callers.get(session_id)
        fresh = entry is not None and self._ticks() - entry[1] < _REMEMBERED_S
        return entry[0] if entry and fresh else None

    def put(self, caller: Caller, seen: int) -> None:
        if seen != self.changes:
            return
        if len(self._callers) >= _REMEMBERED:
            self._callers.clear()
        self._callers[caller.session.id] = (caller, self._ticks())

    def drop_sessions(self, session_ids: tuple[Id, ...]) -> None:
        self.changes += 1
        for session_id in session_ids:
            self._callers.pop(session_id, None)

    def drop_user(self, user_id: Id) -> None:
        self.changes += 1
        for session_id, (caller, _) in tuple(self._callers.items()):
            if caller.user.id == user_id:
                del self._callers[session_id]
