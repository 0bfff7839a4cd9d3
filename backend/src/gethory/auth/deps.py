"""What routes ask for in their signatures: who is calling, and from where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from gethory.auth.cookies import DEVICE_COOKIE, Cookies
from gethory.auth.schemas import MailWords, PictureUrls
from gethory.auth.service import AuthService
from gethory.auth.signing_in import Visitor
from gethory.auth.tokens import REFRESH_COOKIE, access_token_of
from gethory.kit.address import TrustedProxies, source_of
from gethory.models import Caller, MailState


@dataclass(frozen=True, slots=True)
class AuthParts:
    """What the doors of accounts are made of; `app.py` puts it into `app.state.auth`."""

    service: AuthService
    cookies: Cookies
    pictures: PictureUrls
    proxies: TrustedProxies
    mail_state: Callable[[], MailState | None]

    def mail(self) -> MailWords | None:
        """What to say to somebody who waits for a mail."""
        state = self.mail_state()
        return None if state is None else MailWords(state=state)


def auth_parts(request: Request) -> AuthParts:
    """The parts of this application."""
    parts: AuthParts = request.app.state.auth
    return parts


Auth = Annotated[AuthParts, Depends(auth_parts)]


def access_token(request: Request) -> str | None:
    """The access token of the request, valid or not."""
    return access_token_of(request.headers)


AccessToken = Annotated[str | None, Depends(access_token)]


def refresh_token(request: Request) -> str | None:
    """The refresh token of the request, valid or not."""
    return request.cookies.get(REFRESH_COOKIE)


RefreshToken = Annotated[str | None, Depends(refresh_token)]


def visitor(request: Request, auth: Auth) -> Visitor:
    """Where the request comes from."""
    peer = request.client.host if request.client else None
    address = auth.proxies.client_of(peer, request.headers.getlist("x-forwarded-for"))
    return Visitor(
        source=source_of(address),
        user_agent=request.headers.get("user-agent", ""),
        device=request.cookies.get(DEVICE_COOKIE),
    )


Visit = Annotated[Visitor, Depends(visitor)]


async def pending_or_full(auth: Auth, token: AccessToken) -> Caller:
    """Who is signed in, before the address is verified too. Else 401."""
    return await auth.service.caller(token)


async def signed_in(auth: Auth, token: AccessToken) -> Caller:
    """Who is signed in. 401, and 403 `email_unverified` in a pending session."""
    return await auth.service.full_caller(token)


AnyCaller = Annotated[Caller, Depends(pending_or_full)]
CurrentCaller = Annotated[Caller, Depends(signed_in)]
