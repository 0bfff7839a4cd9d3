"""One Engine.IO session: heartbeat, bounded sending and the close; and what all of them share."""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable, Coroutine
from enum import Enum, auto
from typing import Any, Protocol

from gethory.kit.clock import Monotonic
from gethory.sio import packets
from gethory.sio.application import Application, CloseCause
from gethory.sio.connection import Connection
from gethory.sio.options import Options
from gethory.sio.packets import PacketError
from gethory.sio.wheel import Wheel

CLOSE_GRACE_S = 1.0
"""How long a client may take to answer a close before its TCP connection is cut."""

_MESSAGE, _PONG, _NOOP, _CLOSE = b"4361"
_BINARY = (b"5"[0], b"6"[0])


class Carrier(Protocol):
    """What carries the packets of one session."""

    def send(self, out: list[bytes]) -> None:
        """Send these packets, in order. Tells the session when it cannot keep up."""

    def close(self, code: int) -> None:
        """Say goodbye behind what was sent (RFC 6455, 7.4)."""

    def abort(self) -> None:
        """Be gone now, with whatever was not sent."""

    def pause(self) -> None:
        """Read nothing more."""

    def resume(self) -> None:
        """Read again."""


class Hub:
    """What the sessions of one server share: settings, one timer, one flush, the tasks."""

    def __init__(self, options: Options, application: Application, monotonic: Monotonic) -> None:
        self.options = options
        self.application = application
        self.monotonic = monotonic
        self.ping_interval_s = options.ping_interval_ms / 1000
        self.ping_timeout_s = options.ping_timeout_ms / 1000
        shortest = min(self.ping_interval_s, self.ping_timeout_s, options.connect_timeout_s)
        self.wheel: Wheel[Engine] = Wheel(min(max(shortest / 16, 0.01), 1.0), monotonic)
        self.prefixes: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
        self.tasks: set[asyncio.Task[None]] = set()
        self._unsent: list[Engine] = []

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something to its end, and keep it alive meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def soon(self, callback: Callable[[], None]) -> None:
        """Call it from the loop."""
        asyncio.get_running_loop().call_soon(callback)

    def flush_soon(self, engine: Engine) -> None:
        """Send what the session has once this turn of the loop is over: one write for all of it."""
        self._unsent.append(engine)
        if len(self._unsent) == 1:
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        unsent, self._unsent = self._unsent, []
        for engine in unsent:
            engine.flush()


class Phase(Enum):
    """Where a session is in its life."""

    OPEN = auto()
    CLOSING = auto()
    GONE = auto()


class Engine:
    """One client's Engine.IO session, over one WebSocket."""

    __slots__ = (
        "_attachments",
        "_carrier",
        "_hub",
        "_out",
        "_out_bytes",
        "_paused",
        "_phase",
        "_pinged_at",
        "_stalled_at",
        "_waits_since",
        "connection",
        "last_packet_at",
        "principal",
        "slot",
    )

    def __init__(self, hub: Hub, carrier: Carrier, principal: Any) -> None:
        now = hub.monotonic()
        self._hub = hub
        self._carrier = carrier
        self._phase = Phase.OPEN
        self._out: list[bytes] | None = None
        self._out_bytes = 0
        self._stalled_at: float | None = None
        self._paused = False
        self._attachments = 0
        self._pinged_at = now
        self._waits_since = now
        self.last_packet_at = now
        self.principal = principal
        self.connection = Connection(self, hub, principal)
        self.slot = -1
        self._open()

    def _open(self) -> None:
        options = self._hub.options
        sid = secrets.token_urlsafe(15)
        self.send(
            packets.encode_open(
                sid, options.ping_interval_ms, options.ping_timeout_ms, options.max_payload
            )
        )
        self._hub.wheel.put(self, min(options.connect_timeout_s, self._hub.ping_interval_s))

    def receive(self, packet: bytes) -> None:
        """Take one text packet of the client."""
        if self._phase is not Phase.OPEN:
            return
        self.last_packet_at = self._hub.monotonic()
        kind = packet[0] if packet else 0
        if kind == _MESSAGE and not self._attachments:
            self._receive_message(packet)
        elif kind == _CLOSE:
            self.close(1000, CloseCause.CLOSED)
        elif kind not in {_PONG, _NOOP}:
            self.fail()

    def _receive_message(self, packet: bytes) -> None:
        if len(packet) > 1 and packet[1] in _BINARY:
            try:
                self._attachments = packets.attachments(packet, self._hub.options.max_attachments)
            except PacketError:
                return self.fail()
        return self.connection.receive(packet)

    def touch(self) -> None:
        """The client gave a sign of life."""
        self.last_packet_at = self._hub.monotonic()

    def receive_binary(self) -> None:
        """Take one binary frame: an attachment that was announced, and is not kept."""
        if self._phase is Phase.OPEN:
            self.last_packet_at = self._hub.monotonic()
            if self._attachments:
                self._attachments -= 1
            else:
                self.fail()

    def renew(self) -> None:
        """The client left its namespace: it may connect again, within the connect timeout."""
        self._waits_since = self._hub.monotonic()
        self.connection = Connection(self, self._hub, self.principal)
        self._hub.wheel.put(self, 0.0)

    def send(self, packet: bytes) -> None:
        """Send one packet with the others of this turn of the loop, in order; never waits."""
        if self._phase is not Phase.OPEN:
            return
        out = self._out
        if out is None:
            self._out = [packet]
            self._out_bytes = len(packet)
            if self._stalled_at is None:
                self._hub.flush_soon(self)
            return
        out.append(packet)
        self._out_bytes += len(packet)
        options = self._hub.options
        if len(out) > options.max_out_packets or self._out_bytes > options.max_out_bytes:
            self._overflow()

    def _overflow(self) -> None:
        if self._stalled_at is None:
            self.flush()
        else:
            self.drop()

    def flush(self) -> None:
        """Hand over what waits, unless the client is behind."""
        if self._stalled_at is None and self._phase is Phase.OPEN:
            self._hand_over()

    def _hand_over(self) -> None:
        out, self._out = self._out, None
        if out is not None:
            self._carrier.send(out)

    def pause_writing(self) -> None:
        """The kernel takes no more: from now on what is sent waits here, counted."""
        self._stalled_at = self._hub.monotonic()

    def resume_writing(self) -> None:
        """Everything handed over has gone out."""
        self._stalled_at = None
        self.flush()

    def pause(self) -> None:
        """Read nothing more from this client for now."""
        if not self._paused:
            self._paused = True
            self._carrier.pause()

    def resume(self) -> None:
        """Read again."""
        if self._paused:
            self._paused = False
            self._carrier.resume()

    def fail(self) -> None:
        """What came is not of these protocols."""
        self.close(1002, CloseCause.LOST)

    def close(self, code: int, cause: CloseCause) -> None:
        """End the session: what waits, then a close frame, then a short time to answer it."""
        if self._phase is Phase.OPEN:
            self._hand_over()
            self._phase = Phase.CLOSING
            self.connection.end(cause)
            self._carrier.close(code)
            self._hub.wheel.put(self, CLOSE_GRACE_S)

    def drop(self) -> None:
        """End the session and its TCP connection at once."""
        if self._phase is Phase.OPEN:
            self._phase = Phase.CLOSING
            self._out = None
            self.connection.end(CloseCause.LOST)
            self._carrier.abort()

    def shutdown(self) -> None:
        """The server goes down."""
        self.close(1001, CloseCause.SHUTDOWN)

    def closed_by_client(self, code: int) -> None:
        """A close frame came; 1005 is one without a code."""
        cause = CloseCause.CLOSED if code in {1000, 1001} else CloseCause.LOST
        self.close(code if code in {1000, 1001} else 1000, cause)

    def lost(self) -> None:
        """The TCP connection is gone."""
        self._phase = Phase.GONE
        self._out = None
        self._hub.wheel.drop(self)
        self.connection.end(CloseCause.LOST)

    def visit(self, now: float) -> float | None:
        """Whatever time asks for: a ping, a verdict; returns when to look again."""
        options = self._hub.options
        if self._phase is not Phase.OPEN:
            self._carrier.abort()
            return None
        if self._stalled_at is not None and now - self._stalled_at >= options.stall_timeout_s:
            self.drop()
            return None
        next_beat = self._beat(now)
        if next_beat is None or not self.connection.is_new:
            return next_beat
        patience = self._waits_since + options.connect_timeout_s - now
        if patience > 0:
            return min(next_beat, patience)
        self.close(1000, CloseCause.LOST)
        return None

    def _beat(self, now: float) -> float | None:
        """Ping, or judge the last ping; returns the seconds until the next, None when dead."""
        timeout_s = self._hub.ping_timeout_s
        if self.last_packet_at < self._pinged_at and not self._paused:
            if now < self._pinged_at + timeout_s:
                return self._pinged_at + timeout_s - now
            self.drop()
            return None
        if now >= self._pinged_at + self._hub.ping_interval_s:
            self._pinged_at = now
            self.send(packets.PING)
            return timeout_s
        return self._pinged_at + self._hub.ping_interval_s - now
