"""Whether the server can do its work: `/healthz`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from fastapi import APIRouter, Request

from gethory.kit.wire import Words

router = APIRouter(tags=["server"])


class Health(Words):
    ok: Literal[True] = True


@router.head("/healthz")
@router.get("/healthz")
async def health(request: Request) -> Health:
    """Answers when the store does. `app.py` puts the question into `app.state.ping`."""
    ping: Callable[[], Awaitable[None]] = request.app.state.ping
    await ping()
    return Health()
