"""A forgotten password: a link by mail, and with its token a new one."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from gethory.auth.letters import OnMail, changed_letter, forgotten_letter
from gethory.auth.passwords import Passwords
from gethory.auth.sessions import Sessions
from gethory.errors import CodeInvalid
from gethory.kit.clock import Now, now
from gethory.kit.ids import hashed, new_id, new_token
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.models import Code, CodePurpose, User
from gethory.store.base import Store
from gethory.store.keys import email_key

_log = structlog.get_logger()

RESET_LIFE = timedelta(minutes=10)
_ANSWER_S = 0.05


class ForgottenPassword:
    """Mails links, and takes new passwords for them."""

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

    async def mail_link(self, email: str) -> None:
        """Mail a link to the owner of the address, if it has one.

        It takes the same time for every address: there is more to do for some than for others.
        """
        await self._limiter.take(Limit.MAIL_CODE, email_key(email))
        await asyncio.gather(self._mail_link(email), asyncio.sleep(_ANSWER_S))

    async def _mail_link(self, email: str) -> None:
        owner = await self._store.verified_user(email)
        if owner is None:
            return
        token, code = self._new_code(owner)
        link = f"{self._public_url}/reset#{token}"
        await self._store.put_code(code, forgotten_letter(owner.email, link, code))
        self._on_mail()

    async def set(self, token: str, password: str) -> User:
        """The account with its new password. All its sessions end, and its owner is told.

        Raises CodeInvalid for anything but the token of the newest link, in time and once.
        """
        code = await self._store.code_by_token(hashed(token))
        if code is None or code.purpose is not CodePurpose.RESET:
            raise CodeInvalid()
        owner = await self._store.user_by_id(code.user_id)
        if owner is None:
            raise CodeInvalid()
        new_hash, at = await self._passwords.hash(password), self._now()
        letter = changed_letter(owner.email, f"{self._public_url}/forgot", at)
        reset = await self._store.reset_password(code.token_hash, new_hash, at, mail=letter)
        if reset is None:
            raise CodeInvalid()
        self._on_mail()
        self._sessions.tell_ended(reset.ended)
        _log.info("password_reset", user=reset.user.id, sessions=len(reset.ended))
        return reset.user

    def _new_code(self, user: User) -> tuple[str, Code]:
        """A new token that ends the one before. There are no six digits for a password."""
        at = self._now()
        token = new_token()
        code = Code(
            id=new_id(),
            user_id=user.id,
            purpose=CodePurpose.RESET,
            code_hash=hashed(new_token()),
            token_hash=hashed(token),
            created_at=at,
            expires_at=at + RESET_LIFE,
        )
        return token, code
