"""Who may open a socket: the rules of the handshake, before anything exists for the client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gethory.auth.service import AuthService
from gethory.auth.tokens import access_token_of
from gethory.errors import EmailUnverified, OriginForbidden, SessionRequired
from gethory.kit.address import TrustedProxies, source_of
from gethory.kit.origin import Origins
from gethory.kit.ratelimit import Limit, Limiter
from gethory.models import Id


class Principal(NamedTuple):
    """Whose socket it is, for its whole life."""

    user_id: Id
    session_id: Id


class Admission:
    """The same rules as REST: origin, session, rates."""

    def __init__(
        self, auth: AuthService, origins: Origins, limiter: Limiter, proxies: TrustedProxies
    ) -> None:
        self._auth = auth
        self._origins = origins
        self._limiter = limiter
        self._proxies = proxies

    async def admit(self, path: str, headers: Mapping[str, str], peer: str) -> Principal:
        """Whose socket this will be. `headers` is in lower case, `peer` the TCP peer's address.

        Raises OriginForbidden, SessionRequired (in a pending session too) and RateLimited.
        """
        try:
            principal = await self._check(path, headers)
        except (OriginForbidden, SessionRequired):
            forwarded = headers.get("x-forwarded-for", "")
            source = source_of(self._proxies.client_of(peer, [forwarded]))
            await self._limiter.take(Limit.HANDSHAKE_REFUSED, source)
            raise
        await self._limiter.take(Limit.HANDSHAKE_ACCEPTED, principal.user_id)
        return principal

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
