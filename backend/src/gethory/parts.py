"""Settings become parts: what more than one feature stands on, and the services upon it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from gethory.auth import routes as auth_routes
from gethory.auth.passwords import Passwords
from gethory.auth.schemas import PictureUrls
from gethory.auth.service import AuthService
from gethory.auth.tokens import Tokens
from gethory.kit.address import TrustedProxies
from gethory.kit.lag import LoopLag
from gethory.kit.notices import Notices
from gethory.kit.origin import Origins
from gethory.kit.ratelimit import Limiter
from gethory.live.admission import Admission
from gethory.live.events import LiveEvents
from gethory.live.presence import MemoryPresence, Presence
from gethory.live.service import LiveService
from gethory.mail.choice import mailer_of
from gethory.mail.mailers import Mailer
from gethory.mail.postman import Postman
from gethory.metrics.answers import KINDS
from gethory.models import MailState
from gethory.profile.avatars import Avatars
from gethory.profile.service import ProfileService
from gethory.rooms.membership import Membership
from gethory.rooms.service import RoomService
from gethory.settings import NodeEnv, Settings
from gethory.sio.server import Options, SocketServer
from gethory.store.base import Store, StoreUnavailable
from gethory.stores import store_of
from gethory.web.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Shared:
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
class Services:
    auth: AuthService
    profile: ProfileService
    avatars: Avatars
    rooms: RoomService
    membership: Membership
    live: LiveService
    presence: Presence
    sockets: SocketServer


def shared_of(settings: Settings) -> Shared:
    notices, store, mailer = Notices(), store_of(settings), mailer_of(settings)
    postman = Postman(store, mailer, instead=_instead_of_mail(settings))
    return Shared(
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


def services_of(shared: Shared) -> Services:
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
    return Services(auth, profile, avatars, rooms, membership, live, presence, sockets)


def _sockets(shared: Shared, auth: AuthService, live: LiveService) -> SocketServer:
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


async def _answers(store: Store) -> bool:
    try:
        await store.ping()
    except StoreUnavailable:
        return False
    return True


def _instead_of_mail(settings: Settings) -> MailState | None:
    """Who waits for a mail of a server that sends none, and cannot read it here, is told so."""
    return None if settings.mail_ways or settings.shows_mails else MailState.CONSOLE
