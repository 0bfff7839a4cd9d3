"""HTTP long-polling: one session's packets in the bodies of GETs and POSTs; knows no HTTP server.

Source: Engine.IO protocol 4, "HTTP long-polling" and "Upgrade". A GET waits until there is
something to say, a POST says something; at most one of each at a time.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import ClassVar

from gethory.sio.engine import Engine
from gethory.sio.hub import Hub
from gethory.sio.payloads import CLOSE, NOOP, Binary, PayloadError, decode_payload, encode_payload

BATCH = 16
"""Packets in one answer: python-engineio's clients take no more (4.15, `max_decode_packets`)."""

_GOING_AWAY = 1001
_GARBAGE = (1002, 1009)

Reply = asyncio.Future[bytes | None]
"""The body of the answer to a GET; None where there is no session any more."""


class Stage(Enum):
    """What becomes of the session's packets."""

    POLLING = auto()
    PROBED = auto()
    """A WebSocket asks to carry them: no GET is kept waiting any more."""
    MOVED = auto()
    """The WebSocket carries them."""
    CLOSING = auto()
    """The last of them wait for a GET."""
    GONE = auto()


class PollingCarrier:
    """Carries the packets of one session over HTTP requests."""

    upgrades: ClassVar[tuple[str, ...]] = ("websocket",)
    close_grace_s: ClassVar[float] = 5.0

    __slots__ = (
        "_held",
        "_hub",
        "_last",
        "_leaving",
        "_poll",
        "_posting",
        "_probe",
        "_refused",
        "_stage",
        "browser",
        "engine",
        "sid",
    )

    engine: Engine

    def __init__(self, hub: Hub, sid: str, browser: str) -> None:
        """`browser`: what the client's cookie says from its first answer on."""
        self._hub = hub
        self._stage = Stage.POLLING
        self._poll: Reply | None = None
        self._posting = False
        self._held: asyncio.Future[None] | None = None
        self._last: list[bytes] = []
        self._leaving = False
        self._refused = False
        self._probe: object = None
        self.sid = sid
        self.browser = browser

    def begin(self, engine: Engine) -> Reply:
        """The first GET: its answer is the session's OPEN."""
        self.engine = engine
        self._hub.polls[self.sid] = self
        self.engine.pause_writing()
        return self.poll()

    def poll(self) -> Reply:
        """A GET: everything that waits, or the next that comes."""
        reply: Reply = asyncio.get_running_loop().create_future()
        self._judge(overlap=self._poll is not None)
        if self._stage in {Stage.MOVED, Stage.GONE}:
            reply.set_result(None)
            return reply
        self._poll = reply
        if self._stage is Stage.CLOSING:
            self._say_last()
            return reply
        self.engine.resume_writing()
        if self._stage is Stage.PROBED:
            self._answer([NOOP])
        return reply

    def hung_up(self, reply: Reply) -> None:
        """Who asked by this GET is not there any more: what would have been said is lost."""
        if self._poll is reply:
            self._poll = None
            if self._stage is not Stage.MOVED:
                self.engine.drop()

    def begin_post(self) -> bool:
        """A POST begins; False where there is no session any more."""
        self._judge(overlap=self._posting)
        if self._stage in {Stage.MOVED, Stage.GONE}:
            return False
        self._posting = True
        return True

    def _judge(self, *, overlap: bool) -> None:
        """A request came. A second one of its kind is the end of the session, as the protocol
        says, and so is one that comes too late."""
        if self._stage in {Stage.POLLING, Stage.PROBED}:
            if overlap:
                self.engine.fail()
            elif self.engine.is_overdue():
                self.engine.drop()

    async def post(self, body: bytes) -> bool:
        """Take the packets of a POST; whether they were packets. Waits while too much waits."""
        try:
            for packet in decode_payload(body, self._hub.options.max_payload_packets):
                self._take(packet)
        except PayloadError:
            self.engine.fail()
        if self._held is not None:
            await asyncio.wait([self._held])
        return not self._refused

    def end_post(self) -> None:
        """The POST has its answer."""
        self._posting = False

    def _take(self, packet: bytes) -> None:
        if type(packet) is Binary:
            self.engine.receive_binary(packet)
        elif packet == CLOSE and self._stage is Stage.CLOSING:
            self._be_gone()
        else:
            self._leaving = self._leaving or packet == CLOSE
            self.engine.receive(packet)

    # the session's side -----------------------------------------------------------------

    def send(self, out: list[bytes]) -> list[bytes] | None:
        """Answer the GET that waits; the rest is for the next one.

        Where much has piled up it goes in one answer: that is better than never.
        """
        if self._poll is None:
            return out
        batch = BATCH if len(out) <= self._hub.options.max_out_packets // 2 else len(out)
        self._answer(out[:batch])
        return out[batch:]

    def close(self, code: int, out: list[bytes] | None) -> None:
        """Answer the GET that waits, or the next one, with these packets, and one more with CLOSE:
        together they would come to the JavaScript client in the other order (6.6).

        To a client that said CLOSE itself: NOOP. After garbage nothing else is listened to. Nor
        when the server goes down, and then without CLOSE, which tells python-engineio's clients
        (4.15) not to come back.
        """
        if self._leaving or code == _GOING_AWAY:
            self._answer(out or [NOOP])
            self._be_gone()
        elif code in _GARBAGE:
            self._refused = True
            self._answer([CLOSE])
            self._be_gone()
        else:
            self._last = out or []
            self._stage = Stage.CLOSING
            self._say_last()

    def abort(self) -> None:
        """Answer the GET that waits: there is no session."""
        if self._poll is not None:
            self._poll.set_result(None)
            self._poll = None
        self._be_gone()

    def pause(self) -> None:
        """Give the POST that is here no answer yet, so that no other one comes."""
        self._held = asyncio.get_running_loop().create_future()

    def resume(self) -> None:
        """Answer it."""
        held, self._held = self._held, None
        if held is not None:
            held.set_result(None)

    def _answer(self, out: list[bytes]) -> None:
        if self._poll is not None:
            self._poll.set_result(encode_payload(out))
            self._poll = None
            self.engine.pause_writing()

    def _say_last(self) -> None:
        if self._poll is not None:
            last, self._last = self._last, []
            self._answer(last or [CLOSE])
            if not last:
                self._be_gone()

    def _be_gone(self) -> None:
        if self._stage is not Stage.GONE:
            self._stage = Stage.GONE
            self.resume()
            self.engine.lost()

    # the upgrade ------------------------------------------------------------------------

    @property
    def may_upgrade(self) -> bool:
        """Whether no WebSocket has asked to carry the session yet."""
        return self._stage is Stage.POLLING and self._probe is None

    def probed_by(self, probe: object) -> None:
        """One asks."""
        self._probe = probe

    def forget(self, probe: object) -> None:
        """It did not come to that: all goes on here."""
        if self._probe is probe:
            self._probe = None
            if self._stage is Stage.PROBED:
                self._stage = Stage.POLLING

    def let_go(self) -> None:
        """It speaks: the client waits for the GET that is here to end."""
        if self._stage is Stage.POLLING:
            self._stage = Stage.PROBED
            self._answer([NOOP])

    def move(self) -> bool:
        """From now on the WebSocket carries the session, if there still is one."""
        if self._stage is not Stage.PROBED:
            return False
        self._stage = Stage.MOVED
        self._answer([NOOP])
        self.resume()
        return True

    def last_words(self) -> list[bytes]:
        """What a session that has ended meanwhile had still to say."""
        last, self._last = self._last, []
        if self._stage is Stage.CLOSING:
            self._be_gone()
        return last
