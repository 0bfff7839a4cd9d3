"""The hall: settings become services, services become one application on one port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Scope

from gethory.auth import routes as auth_routes
from gethory.auth.cookies import DEVICE_COOKIE, Cookies
from gethory.auth.deps import AuthParts
from gethory.auth.passwords import Passwords
from gethory.auth.schemas import PictureUrls
from gethory.auth.service import AuthService
from gethory.auth.tokens import ACCESS_COOKIE, REFRESH_COOKIE, Tokens
from gethory.documents.openapi import openapi_document
from gethory.errors import Unavailable
from gethory.kit.address import TrustedProxies
from gethory.kit.clock import now
from gethory.kit.lag import LoopLag
from gethory.kit.notices import Notices
from gethory.kit.origin import Origins
from gethory.kit.ratelimit import Limiter
from gethory.kit.tasks import Tasks
from gethory.live import routes as live_routes
from gethory.live.admission import Admission
from gethory.live.events import LiveEvents
from gethory.live.ice import IceServers
from gethory.live.presence import MemoryPresence, Presence
from gethory.live.service import LiveService
from gethory.live.stun import responder_of
from gethory.mail.choice import mailer_of
from gethory.mail.console import ConsoleMailer
from gethory.mail.mailers import Mailer
from gethory.mail.page import Outbox
from gethory.mail.postman import Postman
from gethory.metrics.answers import KINDS, AnswersGate
from gethory.metrics.page import MetricsPage
from gethory.metrics.sources import Sources
from gethory.models import Mail, MailState
from gethory.profile import routes as profile_routes
from gethory.profile.avatars import Avatars
from gethory.profile.service import ProfileService
from gethory.profile.uploads import Uploads
from gethory.rooms import routes as rooms_routes
from gethory.rooms.membership import Membership
from gethory.rooms.service import RoomService
from gethory.settings import NodeEnv, Settings, SettingsError
from gethory.sio.server import Options, SocketServer
from gethory.store.base import Store, StoreUnavailable, StoreUnusable
from gethory.store.moving import Movable
from gethory.store.sqlite import SqliteStore, sqlite_file
from gethory.web import client, health, problems
from gethory.web.bodies import BodyGate, Larger
from gethory.web.gates import Beside, CookieGate, Cors, HeadersGate, OriginGate
from gethory.web.hello import with_hello
from gethory.web.http1 import bounded_http
from gethory.web.readiness import Readiness

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


@dataclass(frozen=True, slots=True)
class _Shared:
    """What more than one feature stands on."""

    settings: Settings
    store: Store
    limiter: Limiter
    origins: Origins
    proxies: TrustedProxies
    pictures: PictureUrls
    mailer: Mailer
    postman: Postman
    notices: Notices
    readiness: Readiness
    lag: LoopLag
    answers: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Services:
    auth: AuthService
    profile: ProfileService
    avatars: Avatars
    rooms: RoomService
    membership: Membership
    live: LiveService
    presence: Presence
    sockets: SocketServer


def create_app(settings: Settings) -> Application:
    """Compose everything; nothing is opened before the application starts.

    Raises SettingsError for an address of a store that there is none for.
    """
    shared = _shared(settings)
    services = _services(shared)
    http = _http(shared, services)
    return Application(
        _gated(shared, services, http),
        bounded_http(shared.notices),
        with_hello(services.sockets.websocket_protocol(), shared.origins.check),
        services.sockets,
        lambda: _life(shared, services),
        lambda: _ask_back(shared, services),
    )


def _ask_back(shared: _Shared, services: _Services) -> None:
    shared.readiness.drain()
    services.live.ask_back()


async def waiting_mails(settings: Settings) -> tuple[Mail, ...]:
    """The mails that wait to be sent, newest first, whether a server runs or not.

    Raises SettingsError when the store cannot be opened, StoreUnavailable when it does not answer.
    """
    store = _store(settings)
    await _open(store)
    try:
        return await store.waiting_mails(now())
    finally:
        await store.close()


async def _open(store: Store) -> None:
    try:
        await store.open()
    except StoreUnusable as error:
        raise SettingsError(str(error)) from None


def _shared(settings: Settings) -> _Shared:
    notices, store, mailer = Notices(), _store(settings), mailer_of(settings)
    postman = Postman(store, mailer, instead=_instead_of_mail(settings))
    return _Shared(
        settings=settings,
        store=store,
        limiter=Limiter(settings.limits_scale, rates=settings.rates, notices=notices),
        origins=Origins(
            settings.allowed_origins,
            loopback=not settings.production,
            same_site_paths=auth_routes.SAME_SITE_PATHS,
        ),
        proxies=TrustedProxies(settings.trusted_proxies),
        pictures=PictureUrls(settings.public_url, settings.default_avatar),
        mailer=mailer,
        postman=postman,
        notices=notices,
        readiness=Readiness(partial(_answers, store), lambda: postman.works),
        lag=LoopLag(),
        answers=dict.fromkeys(KINDS, 0),
    )


async def _answers(store: Store) -> bool:
    try:
        await store.ping()
    except StoreUnavailable:
        return False
    return True


def _instead_of_mail(settings: Settings) -> MailState | None:
    """Who waits for a mail of a server that sends none, and cannot read it here, is told so."""
    return None if settings.mail_ways or settings.shows_mails else MailState.CONSOLE


def _store(settings: Settings) -> Store:
    try:
        return store_at(settings.database)
    except StoreUnusable as error:
        raise SettingsError(f"DB_URI: {error}") from None


def store_at(uri: str, **how: float) -> Movable:
    """The URL is the switch. Raises StoreUnusable for one of neither kind."""
    if uri.startswith("mongodb"):
        from gethory.store.mongo import MongoStore  # its driver is read only where it is used

        return MongoStore(uri, **how)
    return SqliteStore(sqlite_file(uri), **how)


def _services(shared: _Shared) -> _Services:
    settings, presence = shared.settings, MemoryPresence()
    auth = AuthService(
        store=shared.store,
        tokens=Tokens(settings.jwt_secret, settings.jwt_refresh_secret),
        passwords=Passwords(),
        limiter=shared.limiter,
        on_mail=shared.postman.wake,
        public_url=settings.public_url,
        access_life_s=settings.access_token_expiry,
        on_sessions_ended=lambda ids: live.sessions_ended(ids),  # noqa: PLW0108 - live comes later, it asks auth
    )
    rooms = RoomService(
        store=shared.store,
        pictures=shared.pictures,
        limiter=shared.limiter,
        inside=presence.people,
        live_room_ids=presence.live_room_ids,
        room_max_people=settings.room_max_people,
    )
    live = LiveService(settings, presence, rooms, auth.still)
    membership = Membership(
        store=shared.store,
        limiter=shared.limiter,
        pictures=shared.pictures,
        public_url=settings.public_url,
        put_out=live.put_out,
    )
    avatars = Avatars(settings.data_dir / "avatars", settings.default_avatar)
    profile = ProfileService(
        store=shared.store,
        avatars=avatars,
        pictures=shared.pictures,
        limiter=shared.limiter,
        on_changed=lambda user: auth.forget_user(user.id),
    )
    sockets = _sockets(shared, auth, live)
    return _Services(auth, profile, avatars, rooms, membership, live, presence, sockets)


def _sockets(shared: _Shared, auth: AuthService, live: LiveService) -> SocketServer:
    settings = shared.settings
    events = LiveEvents(
        live,
        Admission(auth, shared.origins, shared.limiter, shared.proxies, shared.notices),
        shared.limiter,
        seat_kept_s=settings.seat_kept_s,
        notices=shared.notices,
    )
    server = SocketServer(
        Options(
            namespaces=("/", "/api"),
            ping_interval_ms=settings.ping_interval_ms,
            ping_timeout_ms=settings.ping_timeout_ms,
            secure_cookies=settings.node_env is not NodeEnv.DEVELOPMENT,
        ),
        authenticate=events.authenticate,
        recognise=events.recognise,
        on_connect=events.on_connect,
        on_disconnect=events.on_disconnect,
    )
    events.attach(server)
    return server


def _http(shared: _Shared, services: _Services) -> FastAPI:
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
    app.include_router(MetricsPage(_sources(shared, services), settings.metrics_token).router)
    if settings.shows_mails and isinstance(shared.mailer, ConsoleMailer):
        app.include_router(Outbox(shared.mailer, shared.postman.idle).router)
    client.install(
        app,
        client.client_folder(),
        public_url=settings.public_url,
        elsewhere=settings.app_origin[0] if settings.app_origin else None,
    )
    return app


def _gated(shared: _Shared, services: _Services, app: ASGIApp) -> ASGIApp:
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


def _sources(shared: _Shared, services: _Services) -> Sources:
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


def _note_origin(shared: _Shared, scope: Scope) -> None:
    peer = scope["client"][0] if scope.get("client") else None
    forwarded = Headers(scope=scope).getlist("x-forwarded-for")
    shared.notices.note("origin_refused", shared.proxies.source_of(peer, forwarded))


@asynccontextmanager
async def _life(shared: _Shared, services: _Services) -> AsyncIterator[None]:
    """Open, serve, close, in the order in which parts stand on each other."""
    await _open(shared.store)
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
