"""One Engine.IO session: its heartbeat, its bounded sending, its carriers and its close."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from gethory.sio import payloads
from gethory.sio.hub import Hub
from gethory.sio.seams import Carrier, CloseCause, Receiver

CHATTER_S = 10.0
"""The time for which packets that are no events are counted together."""

_BURST = 128
"""Packets of one turn of the loop that are handed over before its end."""

_MESSAGE, _PONG, _NOOP, _CLOSE = b"4361"


class Phase(Enum):
    """Where a session is in its life."""

    OPEN = auto()
    CLOSING = auto()
    GONE = auto()


_OPEN = Phase.OPEN  # a name of the module is found faster, and this one is asked for all the time


class Engine:
    """One client's Engine.IO session, over one carrier at a time."""

    __slots__ = (
        "_carrier",
        "_chatter",
        "_chatter_since",
        "_hub",
        "_out",
        "_out_bytes",
        "_paused",
        "_phase",
        "_pinged_at",
        "_receiver",
        "_stalled_at",
        "_waits_since",
        "last_packet_at",
        "principal",
        "sid",
        "slot",
    )

    def __init__(
        self,
        hub: Hub,
        carrier: Carrier,
        principal: Any,
        make_receiver: Callable[[Engine], Receiver],
        sid: str = "",
    ) -> None:
        """`sid` where more requests will name it; else it is made up, said and forgotten."""
        now = hub.monotonic()
        self._hub = hub
        self._carrier = carrier
        self._phase = Phase.OPEN
        self._out: list[bytes] | None = None
        self._out_bytes = 0
        self._stalled_at: float | None = None
        self._paused = False
        self._chatter = 0
        self._chatter_since = now
        self._pinged_at = now
        self._waits_since = now
        self.last_packet_at = now
        self.principal = principal
        self.sid = sid
        self.slot = -1
        self._receiver = make_receiver(self)
        self._open()

    def _open(self) -> None:
        options = self._hub.options
        self.send(
            payloads.encode_open(
                self.sid or secrets.token_urlsafe(15),
                self._carrier.upgrades,
                options.ping_interval_ms,
                options.ping_timeout_ms,
                options.max_payload,
            )
        )
        self._hub.wheel.put(self, min(options.connect_timeout_s, self._hub.ping_interval_s))

    @property
    def is_open(self) -> bool:
        """Whether it goes on: neither side has closed it."""
        return self._phase is _OPEN

    def receive(self, packet: bytes) -> None:
        """Take one text packet of the client."""
        if self._phase is not _OPEN:
            return
        self.last_packet_at = self._hub.monotonic()
        kind = packet[0] if packet else 0
        if kind == _MESSAGE:
            self._receiver.receive(packet)
        elif kind == _CLOSE:
            self.close(1000, CloseCause.CLOSED)
        elif kind in {_PONG, _NOOP}:
            self.chatter()
        else:
            self.fail()

    def receive_binary(self, message: bytes) -> None:
        """Take one binary packet of the client."""
        if self._phase is _OPEN:
            self.last_packet_at = self._hub.monotonic()
            self._receiver.receive_binary(message)

    def touch(self) -> None:
        """The client gave a sign of life, and asked for nothing."""
        self.last_packet_at = self._hub.monotonic()
        self.chatter()

    def chatter(self) -> bool:
        """A packet came that is no event: there is no reason for many of them, and too many are
        the end. Whether the session goes on."""
        if self.last_packet_at - self._chatter_since >= CHATTER_S:
            self._chatter_since = self.last_packet_at
            self._chatter = 0
        self._chatter += 1
        if self._chatter > self._hub.options.max_chatter:
            self.fail()
        return self._phase is _OPEN

    def wait_anew(self) -> None:
        """The client has left everything: it may ask again, within the connect timeout."""
        self._waits_since = self._hub.monotonic()
        self.look_again()

    def look_again(self) -> None:
        """Something may be due sooner than it was."""
        if self._phase is _OPEN:
            self._hub.wheel.put(self, 0.0)

    def send(self, packet: bytes) -> None:
        """Send one packet with the others of this turn of the loop, in order; never waits."""
        if self._phase is not _OPEN:
            return
        out = self._out
        if out is None:
            out = self._out = []
            self._out_bytes = 0
            if self._stalled_at is None:
                self._hub.flush_soon(self)
        out.append(packet)
        if self._stalled_at is not None:
            self._keep_waiting(out, packet)
        elif len(out) >= _BURST:
            self.flush()

    def _keep_waiting(self, out: list[bytes], packet: bytes) -> None:
        """The client is behind: what waits for it is bounded."""
        self._out_bytes += len(packet)
        options = self._hub.options
        if len(out) > options.max_out_packets or self._out_bytes > options.max_out_bytes:
            self.drop()

    def flush(self) -> None:
        """Hand over what waits, unless the client is behind."""
        if self._stalled_at is None and self._phase is _OPEN and self._out is not None:
            out, self._out = self._out, None
            left = self._carrier.send(out)
            if left:
                self._out = left
                self._out_bytes = sum(map(len, left))

    def pause_writing(self) -> None:
        """The carrier takes no more: from now on what is sent waits here, counted."""
        self._stalled_at = self._hub.monotonic()
        self.look_again()  # to set the time by which the client must read

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

    def move(self, carrier: Carrier) -> None:
        """Go on over another carrier; what waits goes there, in order."""
        self._carrier = carrier
        if self._paused:
            carrier.pause()
        self.resume_writing()

    def fail(self, code: int = 1002) -> None:
        """What came is not of these protocols, or too large: 1009."""
        if self._phase is _OPEN:
            self._hub.complain(self.principal)
            self.close(code, CloseCause.LOST)

    def close(self, code: int, cause: CloseCause) -> None:
        """End the session: what waits, then a goodbye, then a short time to answer it."""
        if self._phase is _OPEN:
            out, self._out = self._out, None
            self._phase = Phase.CLOSING
            self._receiver.end(cause)
            self._hub.wheel.put(self, self._carrier.close_grace_s)
            self._carrier.close(code, out)

    def drop(self) -> None:
        """End the session and its TCP connection at once."""
        if self._phase is _OPEN:
            self._phase = Phase.CLOSING
            self._out = None
            self._receiver.end(CloseCause.LOST)
            self._carrier.abort()

    def shutdown(self) -> None:
        """The server goes down."""
        self.close(1001, CloseCause.SHUTDOWN)

    def closed_by_client(self, code: int) -> None:
        """A close frame came; 1005 is one without a code."""
        cause = CloseCause.CLOSED if code in {1000, 1001} else CloseCause.LOST
        self.close(code if code in {1000, 1001} else 1000, cause)

    def lost(self) -> None:
        """The carrier is gone."""
        before, self._phase = self._phase, Phase.GONE
        self._out = None
        self._hub.wheel.drop(self)
        if self.sid:
            self._hub.polls.pop(self.sid, None)
        if before is _OPEN:
            self._receiver.end(CloseCause.LOST)

    def is_overdue(self) -> bool:
        """Whether nothing was heard for so long that both sides must think the other one gone."""
        silence_s = self._hub.monotonic() - self.last_packet_at
        patience_s = self._hub.ping_interval_s + self._hub.ping_timeout_s
        return silence_s >= patience_s and not self._paused

    def visit(self, now: float) -> float | None:
        """Whatever time asks for: a ping, a verdict; returns when to look again."""
        if self._phase is not _OPEN:
            self._carrier.abort()
            return None
        options = self._hub.options
        due_s = self._beat(now)
        if self._stalled_at is not None:
            due_s = min(due_s, self._stalled_at + options.stall_timeout_s - now)
        if due_s <= 0:
            self.drop()
            return None
        if not self._receiver.is_idle():
            return due_s
        patience_s = self._waits_since + options.connect_timeout_s - now
        if patience_s > 0:
            return min(due_s, patience_s)
        self.close(1000, CloseCause.LOST)
        return None

    def _beat(self, now: float) -> float:
        """Ping when it is time; returns the seconds until something is due, 0 for a dead client."""
        since_ping = now - self._pinged_at
        if self.last_packet_at < self._pinged_at and not self._paused:
            return max(0.0, self._hub.ping_timeout_s - since_ping)
        if since_ping < self._hub.ping_interval_s:
            return self._hub.ping_interval_s - since_ping
        self._pinged_at = now
        self.send(payloads.PING)
        return min(self._hub.ping_timeout_s, self._hub.ping_interval_s)
