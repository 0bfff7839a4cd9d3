"""Whether the server is alive, `/healthz`, and whether it can do its work, `/readyz`."""

from __future__ import annotations

import json
from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gethory.errors import Unavailable
from gethory.kit.wire import Words
from gethory.web.problems import MEDIA_TYPE, problem
from gethory.web.readiness import Obstacle, Readiness
from gethory.web.refusals import never_unavailable

router = APIRouter(tags=["server"])
RETRY_S = 1
_SAY = {
    Obstacle.STARTING: "The server is starting.",
    Obstacle.DRAINING: "The server is going down.",
    Obstacle.STORE: "The database does not answer.",
    Obstacle.OUTBOX: "Mails are not taken out of the outbox.",
}


class Health(Words):
    ok: Literal[True] = True


@router.head("/healthz", openapi_extra=never_unavailable())
@router.get("/healthz", openapi_extra=never_unavailable())
async def health() -> Health:
    """The process is alive: it answers. Nothing else is asked; a restart mends only this."""
    return Health()


@router.head("/readyz", response_model=Health)
@router.get("/readyz", response_model=Health)
async def ready(request: Request) -> Response:
    """Whether people can be served now. If not, the refusal has a `reason`: `starting`,
    `draining`, `store_unavailable` or `outbox_stuck`. `app.py` gives `app.state.readiness`."""
    readiness: Readiness = request.app.state.readiness
    obstacle = await readiness.obstacle()
    if obstacle is None:
        return JSONResponse({"ok": True})
    body = problem(Unavailable(_SAY[obstacle])) | {"reason": obstacle}
    return Response(
        json.dumps(body),
        status_code=503,
        media_type=MEDIA_TYPE,
        headers={"Retry-After": str(RETRY_S)},
    )
