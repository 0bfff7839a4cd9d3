"""The hall: settings become services, services become one application on one port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import cache

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Scope

from gethory.auth import routes as auth_routes
from gethory.auth.cookies import DEVICE_COOKIE, Cookies
from gethory.auth.deps import AuthParts
from gethory.auth.tokens import ACCESS_COOKIE, REFRESH_COOKIE
from gethory.documents.openapi import openapi_document
from gethory.errors import Unavailable
from gethory.kit.tasks import Tasks
from gethory.live import routes as live_routes
from gethory.live.ice import IceServers
from gethory.live.stun import responder_of
from gethory.mail.console import ConsoleMailer
from gethory.mail.page import Outbox
from gethory.metrics.answers import AnswersGate
from gethory.metrics.page import MetricsPage
from gethory.metrics.sources import Sources
from gethory.parts import Services, Shared, services_of, shared_of
from gethory.profile import routes as profile_routes
from gethory.profile.uploads import Uploads
from gethory.rooms import routes as rooms_routes
from gethory.settings import NodeEnv, Settings
from gethory.sio.server import SocketServer
from gethory.store.base import StoreUnavailable
from gethory.stores import open_store
from gethory.web import client, health, problems
from gethory.web.bodies import BodyGate, Larger
from gethory.web.gates import Beside, CookieGate, Cors, HeadersGate, OriginGate
from gethory.web.hello import with_hello
from gethory.web.http1 import bounded_http

SWEEP_S = 60.0
MAIL_FINISH_S = 1.0
SEEN_S = 5.0
ROUTERS = (
    auth_routes.router,
    profile_routes.router,
    rooms_routes.router,
    live_routes.router,
    health.router,
)
"""Every endpoint that the OpenAPI document describes."""


@dataclass(frozen=True, slots=True)
class Application:
    """What a server serves: plain HTTP and, by the class that upgrades, sockets."""

    http: ASGIApp
    connections: type[asyncio.Protocol]
    """What uvicorn makes of each TCP connection."""
    upgrades: type[asyncio.Protocol]
    """What uvicorn makes of each request for a WebSocket."""
    sockets: SocketServer
    life: Callable[[], AbstractAsyncContextManager[None]]
    """Entered before the first request; raises SettingsError when a part cannot start."""
    ask_back: Callable[[], None]
    """Called when the server goes down, while its sockets are still open."""


def create_app(settings: Settings) -> Application:
    """Compose everything; nothing is opened before the application starts.

    Raises SettingsError for an address of a store that there is none for.
    """
    shared = shared_of(settings)
    services = services_of(shared)
    http = _http(shared, services)
    return Application(
        _gated(shared, services, http),
        bounded_http(shared.notices),
        with_hello(services.sockets.websocket_protocol(), shared.origins.check),
        services.sockets,
        lambda: _life(shared, services),
        lambda: _ask_back(shared, services),
    )


def _ask_back(shared: Shared, services: Services) -> None:
    shared.readiness.drain()
    services.live.ask_back()


def _http(shared: Shared, services: Services) -> FastAPI:
    settings = shared.settings
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.openapi = cache(lambda: openapi_document(ROUTERS))  # type: ignore[method-assign] # how FastAPI wants it
    problems.install(app)
    problems.answer(
        app,
        StoreUnavailable,
        Unavailable(retry_after_s=1),
        on_failure=lambda error: shared.notices.note(
            "store_unavailable", "store", reason=str(error)
        ),
    )
    app.state.auth = AuthParts(
        services.auth,
        Cookies(secure=settings.node_env is not NodeEnv.DEVELOPMENT),
        shared.pictures,
        shared.proxies,
        lambda: shared.postman.state,
    )
    app.state.profile = profile_routes.ProfileParts(services.profile, services.avatars)
    app.state.rooms = rooms_routes.RoomParts(services.rooms, services.membership)
    app.state.readiness = shared.readiness
    app.state.diagnosis = live_routes.DiagnosisParts(IceServers(settings), shared.limiter)
    for router in ROUTERS:
        app.include_router(router)
    sources = _sources(shared, services)
    numbers = MetricsPage(sources, settings.metrics_token, production=settings.production)
    app.include_router(numbers.router)
    if settings.shows_mails and isinstance(shared.mailer, ConsoleMailer):
        app.include_router(Outbox(shared.mailer, shared.postman.idle).router)
    client.install(
        app,
        client.client_folder(),
        public_url=settings.public_url,
        elsewhere=settings.app_origin[0] if settings.app_origin else None,
    )
    return app


def _gated(shared: Shared, services: Services, app: ASGIApp) -> ASGIApp:
    """What every request passes, outermost last: headers, origin, CORS, body."""
    settings = shared.settings
    uploads = Uploads(services.auth, shared.limiter)
    pictures = Larger(profile_routes.UPDATE_BODY_BYTES, uploads.admit)
    gated: ASGIApp = BodyGate(app, {profile_routes.UPDATE_PATH: pictures})
    gated = CookieGate(gated, (ACCESS_COOKIE, REFRESH_COOKIE, DEVICE_COOKIE))
    gated = Beside(gated, "/socket.io", services.sockets.http_app())
    gated = Cors(gated, shared.origins.allows)
    gated = OriginGate(gated, shared.origins.check, lambda scope: _note_origin(shared, scope))
    gated = HeadersGate(gated, secure=settings.public_url.startswith("https://"))
    return AnswersGate(gated, shared.answers)


def _sources(shared: Shared, services: Services) -> Sources:
    """What `/metrics` reads."""
    postman = shared.postman

    async def waiting() -> int | None:
        try:
            return await postman.waiting()
        except StoreUnavailable:
            return None

    async def ready() -> bool:
        return await shared.readiness.obstacle() is None

    return Sources(
        live=services.live.numbers,
        presence=services.presence,
        sockets=lambda: services.sockets.connections,
        mails=postman.numbers,
        mails_waiting=waiting,
        mail_outage_s=lambda: postman.outage_s,
        ready=ready,
        notices=shared.notices.counts,
        answers=shared.answers,
        lag=shared.lag,
    )


def _note_origin(shared: Shared, scope: Scope) -> None:
    peer = scope["client"][0] if scope.get("client") else None
    forwarded = Headers(scope=scope).getlist("x-forwarded-for")
    shared.notices.note("origin_refused", shared.proxies.source_of(peer, forwarded))


@asynccontextmanager
async def _life(shared: Shared, services: Services) -> AsyncIterator[None]:
    """Open, serve, close, in the order in which parts stand on each other."""
    await open_store(shared.store)
    tasks = Tasks()
    tasks.start(shared.postman.run(), "mail")
    tasks.every(SWEEP_S, services.auth.sweep, "sweep")
    tasks.every(SEEN_S, services.auth.keep_seen, "seen")
    stun = responder_of(shared.settings)
    shared.lag.start()
    shared.readiness.serve()
    try:
        yield
    finally:
        shared.readiness.drain()
        shared.lag.stop()
        await services.sockets.close()
        await shared.postman.finish(MAIL_FINISH_S)
        if stun is not None:
            await asyncio.to_thread(stun.stop)
        await tasks.stop()
        await shared.mailer.close()
        await services.auth.keep_seen()
        await shared.store.close()
