"""The doors of live: one wrapper around every event, and handlers that call one rule each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TypeVar

import structlog
from pydantic import ValidationError

from gethory.errors import (
    EventUnknown,
    PayloadInvalid,
    RateLimited,
    Refusal,
    SessionRequired,
    Unavailable,
)
from gethory.kit.clock import Monotonic, monotonic
from gethory.kit.notices import Notices
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.kit.wire import Words
from gethory.live import schemas, signals
from gethory.live.admission import Admission, Principal
from gethory.live.facts import encoded
from gethory.live.lines import HeldBack, Line, SocketsExceeded
from gethory.live.numbers import refused_connect
from gethory.live.offers import read_offers
from gethory.live.rates import Kind, Verdict
from gethory.live.service import LiveService
from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.server import (
    Ack,
    ConnectRefused,
    Handler,
    Handshake,
    HandshakeRefused,
    RawEvent,
    RawHandler,
    SocketServer,
)
from gethory.store.base import StoreUnavailable
from gethory.web.problems import MEDIA_TYPE, problem_response

_log = structlog.get_logger()

CLOSED_KEPT_S = 5.0
"""How long a closed tab keeps its seat: long enough for a reload."""
ROOMS_AN_EVENT = 25
"""To look up so many rooms is as much work as one event more."""
_OK = encoded(schemas.Ok())

_W = TypeVar("_W", bound=Words)
_Signal = TypeVar("_Signal")
Door = Callable[[Line, Event], Ack | Awaitable[Ack]]
_RELAY, _PASS = Kind.RELAY, Verdict.PASS  # names of the module are found faster than members


class LiveEvents:
    """Everything a socket server asks of the live rooms."""

    def __init__(
        self,
        service: LiveService,
        admission: Admission,
        limiter: Limiter,
        *,
        seat_kept_s: float,
        notices: Notices,
        clock: Monotonic = monotonic,
    ) -> None:
        self._service = service
        self._admission = admission
        self._limiter = limiter
        self._seat_kept_s = seat_kept_s
        self._notices = notices
        self._clock = clock
        self._numbers = service.numbers

    def attach(self, server: SocketServer) -> None:
        """Listen to everything that a client may send."""
        for event, door in self._doors().items():
            server.on(event, self._wrapped(door))
        relay = self._service
        server.on_raw("relay-ice", self._relayed(signals.read_candidate, relay.relay_candidate))
        server.on_raw("relay-sdp", self._relayed(signals.read_description, relay.relay_description))
        server.on_unknown(self._wrapped(_unknown))
        server.on_error(self._on_error)
        server.on_garbage(self._on_garbage)

    # life of a socket -------------------------------------------------------------------

    async def authenticate(self, handshake: Handshake) -> Principal:
        """Whose socket it will be. Raises HandshakeRefused with the body that REST has."""
        try:
            return await self._admission.admit(handshake.path, handshake.headers, handshake.peer)
        except Refusal as refusal:
            raise self._not_admitted(refusal) from None
        except StoreUnavailable as error:
            self._note_store(error)
            raise self._not_admitted(Unavailable(retry_after_s=1)) from None

    async def recognise(self, handshake: Handshake, principal: Principal) -> bool | None:
        """Whether a further request of a socket over plain HTTP is its own."""
        try:
            return await self._admission.recognise(handshake.path, handshake.headers, principal)
        except Refusal as refusal:
            raise _refused(refusal) from None
        except StoreUnavailable as error:
            self._note_store(error)
            raise _refused(Unavailable(retry_after_s=1)) from None

    async def on_connect(self, connection: Connection) -> None:
        """The socket counts from now on. Raises ConnectRefused."""
        try:
            await self._connect(connection)
        except ConnectRefused as refusal:
            self._numbers.sockets_refused[refused_connect(refusal.message)] += 1
            raise

    async def _connect(self, connection: Connection) -> None:
        principal: Principal = connection.principal
        if connection.others:
            raise ConnectRefused("Invalid namespace")  # a connection uses one of the two
        if principal.rates and principal.rates.take(Kind.OTHER) is not Verdict.PASS:
            raise ConnectRefused(RateLimited.code)
        try:
            await self._admission.still(principal)
            line = self._service.open(connection, principal.user_id, principal.session_id)
        except SessionRequired as refusal:
            raise ConnectRefused(refusal.code) from None
        except SocketsExceeded:
            raise ConnectRefused("sockets_exceeded") from None
        connection.state = line
        line.rates = principal.rates = principal.rates or line.rates

    def on_disconnect(self, connection: Connection, cause: CloseCause) -> None:
        """The socket is gone. When this server goes down, nobody has left any room."""
        if cause is not CloseCause.SHUTDOWN:
            line: Line = connection.state
            self._service.closed(line, self._kept_s(cause, connection.last_packet_at))

    def _not_admitted(self, refusal: Refusal) -> HandshakeRefused:
        self._numbers.sockets_refused[refusal.code] += 1
        return _refused(refusal)

    def _on_garbage(self, principal: Principal) -> None:
        """The socket is closed for what it sent, which was not of the protocols."""
        self._notices.note("socket_garbage", principal.user_id, user_id=principal.user_id)

    def _kept_s(self, cause: CloseCause, last_packet_at: float) -> float:
        """How long the seat is kept (contract, "Leaving"), counted from now."""
        if cause is CloseCause.CLOSED:
            return min(CLOSED_KEPT_S, self._seat_kept_s)
        if cause is CloseCause.LOST:
            return last_packet_at + self._seat_kept_s - self._clock()
        return 0.0

    # events -----------------------------------------------------------------------------

    def _wrapped(self, door: Door) -> Handler:
        """The one wrapper: rate, payload, handler. What is raised is answered by `_on_error`."""

        def handle(connection: Connection, event: Event) -> Ack | Awaitable[Ack]:
            line: Line = connection.state
            verdict = line.rates.take(Kind.OTHER)
            if verdict is not Verdict.PASS:
                return self._over_rate(connection, event, verdict)
            if event.binary:
                raise PayloadInvalid
            return door(line, event)

        return handle

    def _relayed(
        self, read: Callable[[bytes], _Signal], relay: Callable[[Line, _Signal], None]
    ) -> RawHandler:
        """The same for relays, which come as bytes and go as bytes."""

        def handle(connection: Connection, event: RawEvent) -> Ack:
            line: Line = connection.state
            verdict = line.rates.take(_RELAY)
            if verdict is not _PASS:
                return self._over_rate(connection, event, verdict)
            if event.binary:
                raise PayloadInvalid
            relay(line, read(event.payload))
            return _OK

        return handle

    def _over_rate(self, connection: Connection, event: Event | RawEvent, verdict: Verdict) -> Ack:
        self._note_refused(event, RateLimited.code)
        user_id = connection.principal.user_id
        self._notices.note("events_over_rate", user_id, user_id=user_id)
        if verdict is Verdict.CUT:
            _cut(connection, "over_rate")
        return _refusal_ack(RateLimited.code, RateLimited.sentence)

    def _doors(self) -> dict[str, Door]:
        return {
            "prepare-join": self._prepare_join,
            "join": self._join,
            "leave": self._leave,
            "mute": self._mute,
            "unmute": self._unmute,
            "mute-info": self._mute_info,
            "watch-rooms": self._watch_rooms,
            "report-connection": self._report_connection,
        }

    async def _prepare_join(self, line: Line, event: Event) -> Ack:
        room_id = _words(schemas.PrepareJoin, event).room_id
        return encoded(await self._service.prepare(line, room_id))

    async def _join(self, line: Line, event: Event) -> Ack:
        asked = _words(schemas.Join, event)
        offers = read_offers(_payload(event)) if asked.offers else ()
        await self._limiter.take(Limit.JOIN, line.user_id)
        entry = await self._service.join(line, asked, offers)
        behind_the_ack = HeldBack(line)
        entry.announce()
        asyncio.get_running_loop().call_soon(behind_the_ack.release)
        return encoded(entry.joined)

    def _leave(self, line: Line, event: Event) -> Ack:
        asked = _words(schemas.Leave, event) if event.args else schemas.Leave()
        self._service.leave(line, asked.room_id)
        return _OK

    def _mute(self, line: Line, event: Event) -> Ack:
        self._service.set_muted(line, _words(schemas.InRoom, event).room_id, True)
        return _OK

    def _unmute(self, line: Line, event: Event) -> Ack:
        self._service.set_muted(line, _words(schemas.InRoom, event).room_id, False)
        return _OK

    def _mute_info(self, line: Line, event: Event) -> Ack:
        asked = _words(schemas.MuteInfo, event)
        self._service.set_mute_info(line, asked.room_id, asked.is_mute)
        return _OK

    async def _watch_rooms(self, line: Line, event: Event) -> Ack:
        asked = _words(schemas.WatchRooms, event)
        line.rates.charge(len(asked.room_ids) // ROOMS_AN_EVENT)
        return await self._service.watch(line, asked.room_ids)

    def _report_connection(self, line: Line, event: Event) -> Ack:
        self._service.report(line, _words(schemas.ReportConnection, event))
        return _OK

    # what was not to be -----------------------------------------------------------------

    def _on_error(self, connection: Connection, event: Event | RawEvent, error: Exception) -> Ack:
        """What a client hears of a refusal, or of a failure of ours."""
        line: Line = connection.state
        if isinstance(error, Refusal):
            refusal = error
        else:
            refusal = Unavailable()
            if isinstance(error, StoreUnavailable):
                self._note_store(error)
            else:
                _log.error(
                    "event_failed", event_name=event.name, peer_id=line.peer_id, exc_info=error
                )
        self._note_refused(event, refusal.code)
        malformed = isinstance(refusal, PayloadInvalid | EventUnknown)
        if malformed and line.rates.malformed() is Verdict.CUT:
            _cut(connection, "malformed")
        return _refusal_ack(refusal.code, refusal.detail)

    def _note_store(self, error: StoreUnavailable) -> None:
        """Why, in the store's own word: a disk that is full looks like a lock from outside."""
        self._notices.note("store_unavailable", "store", reason=str(error))

    def _note_refused(self, event: Event | RawEvent, code: str) -> None:
        if event.name == "join":
            self._numbers.joins_refused[code] += 1


def _unknown(line: Line, event: Event) -> Ack:
    del line, event
    raise EventUnknown


def _cut(connection: Connection, reason: str) -> None:
    """Disconnect, behind the ack that says why."""
    line: Line = connection.state
    _log.warning("socket_cut", user_id=line.user_id, reason=reason)
    asyncio.get_running_loop().call_soon(connection.disconnect)


@lru_cache(maxsize=64)
def _refusal_ack(code: str, detail: str) -> bytes:
    return encoded(schemas.Refused(code=code, detail=detail))


def _payload(event: Event) -> bytes:
    if len(event.args) != 1:
        raise PayloadInvalid
    return bytes(event.args[0])


def _words(model: type[_W], event: Event) -> _W:
    """The one argument of the event as its model. Raises PayloadInvalid."""
    payload = _payload(event)
    try:
        return model.model_validate_json(payload, strict=True, by_alias=True, by_name=False)
    except ValidationError:
        raise PayloadInvalid from None


def _refused(refusal: Refusal) -> HandshakeRefused:
    response = problem_response(refusal)
    headers = [(name, value) for name, value in response.headers.items() if name == "retry-after"]
    return HandshakeRefused(response.status_code, bytes(response.body), MEDIA_TYPE, headers)
