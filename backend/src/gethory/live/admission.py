"""Who may open a socket: the rules of the handshake, before anything exists for the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gethory.auth.service import AuthService
from gethory.auth.tokens import access_token_of
from gethory.errors import EmailUnverified, OriginForbidden, SessionRequired
from gethory.kit.address import TrustedProxies
from gethory.kit.notices import Notices
from gethory.kit.origin import Origins
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.live.rates import SocketRates
from gethory.models import Id


@dataclass(eq=False, slots=True)
class Principal:
    """Whose socket it is, for its whole life."""

    user_id: Id
    session_id: Id
    rates: SocketRates | None = None
    """What the socket has sent, from its first CONNECT on: leaving and connecting again on the
    same WebSocket begins nothing anew."""


class Admission:
    """The same rules as REST: origin, session, rates."""

    def __init__(
        self,
        auth: AuthService,
        origins: Origins,
        limiter: Limiter,
        proxies: TrustedProxies,
        notices: Notices,
    ) -> None:
        self._auth = auth
        self._origins = origins
        self._limiter = limiter
        self._proxies = proxies
        self._notices = notices

    async def admit(self, path: str, headers: Mapping[str, str], peer: str) -> Principal:
        """Whose socket this will be. `headers` is in lower case, `peer` the TCP peer's address.

        Raises OriginForbidden, SessionRequired (in a pending session too) and RateLimited.
        """
        try:
            principal = await self._check(path, headers)
        except (OriginForbidden, SessionRequired) as refusal:
            source = self._proxies.source_of(peer, [headers.get("x-forwarded-for", "")])
            self._notices.note("handshake_refused", source, code=refusal.code)
            await self._limiter.take(Limit.HANDSHAKE_REFUSED, source)
            raise
        await self._limiter.take(Limit.HANDSHAKE_ACCEPTED, principal.user_id)
        return principal

    async def recognise(
        self, path: str, headers: Mapping[str, str], principal: Principal
    ) -> bool | None:
        """Whether a further request of a socket over plain HTTP is its own, None where it does
        not say. An access token that has expired will do: it closes no socket.

        Raises OriginForbidden, and SessionRequired when the session has ended.
        """
        self._origins.check(path, headers)
        holder = await self._auth.holder(access_token_of(headers))
        return None if holder is None else holder.session.id == principal.session_id

    async def still(self, principal: Principal) -> None:
        """Raises SessionRequired when the session ended since it was admitted."""
        await self._auth.still(principal.session_id)

    async def _check(self, path: str, headers: Mapping[str, str]) -> Principal:
        self._origins.check(path, headers)
        try:
            caller = await self._auth.full_caller(access_token_of(headers))
        except EmailUnverified:
            raise SessionRequired from None
        return Principal(caller.user.id, caller.session.id)
