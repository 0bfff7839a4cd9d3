"""Registering an address and proving that it is one's own.

Until an address is verified, each registration of it stands alone, with its own password and
code: nobody learns from one whether the address is known, and nobody can plant one that its
owner would verify by accident.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from gethory.auth.letters import OnMail, code_letter, known_letter
from gethory.auth.passwords import Passwords
from gethory.auth.sessions import Sessions, SignedIn
from gethory.errors import CodeInvalid
from gethory.kit.clock import Now, now
from gethory.kit.ids import hashed, new_code, new_id, new_token
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.models import Caller, Code, CodePurpose, Mail, SessionKind, User
from gethory.store.base import ClaimOutcome, Store
from gethory.store.keys import email_key

_log = structlog.get_logger()

CODE_LIFE = timedelta(minutes=15)
_DAY = timedelta(days=1)
_MAILS_A_DAY = 5
_DIGITS = 6
_RESEND_S = 0.05


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody shows for an address: code or link token, and from outside a password."""

    secret: str
    email: str | None = None
    password: str | None = None

    @property
    def is_code(self) -> bool:
        return len(self.secret) == _DIGITS


class Registration:
    """Register, mail a code, verify."""

    def __init__(
        self,
        store: Store,
        sessions: Sessions,
        passwords: Passwords,
        limiter: Limiter,
        *,
        on_mail: OnMail,
        public_url: str,
        clock: Now = now,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._passwords = passwords
        self._limiter = limiter
        self._on_mail = on_mail
        self._public_url = public_url
        self._now = clock

    async def register(
        self, email: str, password: str, name: str | None, *, source: str, user_agent: str
    ) -> SignedIn:
        """A new registration and its pending session, the same for a new and a known address."""
        await self._limiter.take(Limit.REGISTER, source)
        earlier = await self._store.registrations(email)
        beside = earlier[0].password_hash if earlier else None
        at = self._now()
        user = User(
            id=new_id(),
            email=email,
            password_hash=await self._passwords.hash(password, beside),
            created_at=at,
            updated_at=at,
            name=name,
        )
        await self._store.add_user(user)
        mailed_today = await self._store.count_codes_since(email, at - _DAY)
        await self._mail_code(user, quietly=mailed_today > _MAILS_A_DAY)
        _log.info("user_registered", user=user.id)
        return await self._sessions.start(user, SessionKind.PENDING, user_agent)

    async def resend(self, email: str, caller: Caller | None) -> None:
        """A new code for the caller's registration of the address, else for its newest.

        It takes the same time for every address: there is more to do for some than for others.
        """
        await self._limiter.take(Limit.MAIL_CODE, email_key(email))
        await asyncio.gather(self._resend(email, caller), asyncio.sleep(_RESEND_S))

    async def _resend(self, email: str, caller: Caller | None) -> None:
        registrations = await self._store.registrations(email)
        own = [user for user in registrations if caller and user.id == caller.user.id]
        owner = await self._store.verified_user(email)
        if own or (registrations and owner is None):
            await self._mail_code((own or registrations)[0])

    async def verify(
        self, proof: Proof, caller: Caller | None, *, source: str, user_agent: str
    ) -> SignedIn:
        """Give the address to the proven registration, and start its full session.

        `caller` is who this browser is signed in as, if at all. Raises CodeInvalid.
        """
        user = await self._proven(proof, caller, source)
        verified = await self._store.verify_user(user.id, self._now()) if user else None
        if verified is None:
            raise CodeInvalid()
        self._sessions.tell_ended(verified.ended)
        _log.info("user_verified", user=verified.user.id)
        return await self._sessions.start(verified.user, SessionKind.FULL, user_agent)

    async def _proven(self, proof: Proof, caller: Caller | None, source: str) -> User | None:
        mailed = None if proof.is_code else await self._store.code_by_token(hashed(proof.secret))
        inside = _pending_user(caller)
        if inside and (mailed is None or mailed.user_id == inside.id):
            await self._limiter.take(Limit.VERIFY, inside.id)
            return await self._claim(inside, proof, inside=True)
        await self._limiter.take(Limit.VERIFY_SOURCE, source)
        if proof.is_code:
            return await self._proven_by_code(proof)
        return await self._proven_by_link(proof, mailed)

    async def _proven_by_code(self, proof: Proof) -> User | None:
        """From elsewhere, a code counts for the registration of `email` with this password."""
        await self._limiter.take(Limit.VERIFY, email_key(proof.email or ""))
        found = await self._store.registrations(proof.email) if proof.email else ()
        return await self._claim_with_password(found, proof)

    async def _proven_by_link(self, proof: Proof, mailed: Code | None) -> User | None:
        """From elsewhere, a link counts for the registration it was mailed for."""
        if mailed is None:
            return None
        await self._limiter.take(Limit.VERIFY, mailed.user_id)
        user = await self._store.user_by_id(mailed.user_id)
        return await self._claim_with_password((user,) if user else (), proof)

    async def _claim_with_password(self, users: tuple[User, ...], proof: Proof) -> User | None:
        if not proof.password:
            return None
        index = await self._passwords.which(proof.password, [u.password_hash for u in users])
        return await self._claim(users[index], proof, inside=False) if index is not None else None

    async def _claim(self, user: User, proof: Proof, *, inside: bool) -> User | None:
        outcome = await self._store.claim_code(
            user.id, CodePurpose.VERIFY, hashed(proof.secret), inside=inside, at=self._now()
        )
        return user if outcome is ClaimOutcome.RIGHT else None

    async def _mail_code(self, user: User, *, quietly: bool = False) -> None:
        """Make a code that ends the one before, and keep the letter with it in one step.

        A registration of somebody else's address gets one too, which nobody is told: its owner
        gets a letter instead. `quietly` mails nothing at all.
        """
        digits, token, code = self._new_code(user)
        owner = await self._store.verified_user(user.email)
        letter = None if quietly else self._letter(user, owner, digits, token, code)
        await self._store.put_code(code, letter)
        self._on_mail()

    def _letter(self, user: User, owner: User | None, digits: str, token: str, code: Code) -> Mail:
        if owner is not None:
            return known_letter(owner.email, f"{self._public_url}/signin", code.created_at)
        return code_letter(user.email, digits, f"{self._public_url}/verify#{token}", code)

    def _new_code(self, user: User) -> tuple[str, str, Code]:
        """A code, a link token, and what is kept of them: their hashes."""
        at = self._now()
        digits, token = new_code(), new_token()
        code = Code(
            id=new_id(),
            user_id=user.id,
            purpose=CodePurpose.VERIFY,
            code_hash=hashed(digits),
            token_hash=hashed(token),
            created_at=at,
            expires_at=at + CODE_LIFE,
        )
        return digits, token, code


def _pending_user(caller: Caller | None) -> User | None:
    pending = caller is not None and caller.session.kind is SessionKind.PENDING
    return caller.user if caller and pending else None
