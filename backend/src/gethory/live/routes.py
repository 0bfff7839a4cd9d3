"""The door of whoever looks for what is wrong with their calls: signed in or not."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request

from gethory.auth.deps import AccessToken, Auth
from gethory.errors import EmailUnverified, RateLimited, SessionRequired
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.live.ice import TRIAL_S, IceServers
from gethory.live.schemas import Diagnosis, DiagnosisAnswer, RelayTrial
from gethory.models import Id
from gethory.web.refusals import declares

router = APIRouter(prefix="/api", tags=["server"])


@dataclass(frozen=True, slots=True)
class DiagnosisParts:
    """What the door is made of; `app.py` puts it into `app.state.diagnosis`."""

    ice: IceServers
    limiter: Limiter

    async def for_user(self, user_id: Id) -> Diagnosis:
        """With relays to try for a minute. Raises RateLimited."""
        await self.limiter.take(Limit.DIAGNOSE, user_id)
        servers = self.ice.for_user(user_id, TRIAL_S)
        return Diagnosis(ice_servers=list(servers), relays=RelayTrial.GIVEN)

    def for_stranger(self) -> Diagnosis:
        """An account at a relay costs traffic: none for who is nobody."""
        relays = RelayTrial.WITHHELD if self.ice.relayed else RelayTrial.NONE
        return Diagnosis(ice_servers=list(self.ice.for_everybody()), relays=relays)


@router.get("/diagnostics", openapi_extra=declares(RateLimited))
async def diagnostics(request: Request, auth: Auth, token: AccessToken) -> DiagnosisAnswer:
    """What a browser needs to try the servers that calls use. Relays for a minute, and for who is
    signed in only."""
    parts: DiagnosisParts = request.app.state.diagnosis
    user_id = await _user_id(auth, token)
    if user_id is None or not parts.ice.relayed:
        diagnosis = parts.for_stranger()
    else:
        diagnosis = await parts.for_user(user_id)
    return DiagnosisAnswer(msg="Try these.", diagnosis=diagnosis)


async def _user_id(auth: Auth, token: AccessToken) -> Id | None:
    try:
        return (await auth.service.full_caller(token)).user.id
    except (SessionRequired, EmailUnverified):
        return None
