"""Every test of live is held to the words that are declared."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Any

import pytest

from gethory.sio.connection import Connection, Event
from gethory.sio.server import RawEvent, SocketServer
from live.declared import Declared
from live.stage import Tab


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Declared]:
    """Fails the test in which something was said that no document has."""
    declared = Declared()
    _watch_facts(declared, monkeypatch)
    _watch_acks(declared, monkeypatch)
    yield declared
    assert not declared.broken, "\n".join(declared.broken)


def _watch_facts(declared: Declared, monkeypatch: pytest.MonkeyPatch) -> None:
    for outlet in (Connection, Tab):
        emit = outlet.emit

        def watched(self: Any, event: str, payload: bytes, emit: Any = emit) -> None:
            declared.fact(event, json.loads(payload))
            emit(self, event, payload)

        monkeypatch.setattr(outlet, "emit", watched)


def _watch_acks(declared: Declared, monkeypatch: pytest.MonkeyPatch) -> None:
    on, on_raw, on_error = SocketServer.on, SocketServer.on_raw, SocketServer.on_error

    def watched_on(self: SocketServer, event: str, handler: Any) -> None:
        async def later(connection: Connection, said: Event, answer: Any) -> Any:
            declared.ack(event, ack := await answer)
            return ack

        def handle(connection: Connection, said: Event) -> Any:
            answer = handler(connection, said)
            if inspect.isawaitable(answer):
                return later(connection, said, answer)
            declared.ack(event, answer)
            return answer

        on(self, event, handle)

    def watched_on_raw(self: SocketServer, event: str, handler: Any) -> None:
        def handle(connection: Connection, said: RawEvent) -> Any:
            answer = handler(connection, said)
            declared.ack(event, answer)
            return answer

        on_raw(self, event, handle)

    def watched_on_error(self: SocketServer, handler: Any) -> None:
        def handle(connection: Connection, said: Event | RawEvent, error: Exception) -> Any:
            ack = handler(connection, said, error)
            if json.loads(ack)["code"] != "event_unknown":
                declared.ack(said.name, ack)
            return ack

        on_error(self, handle)

    monkeypatch.setattr(SocketServer, "on", watched_on)
    monkeypatch.setattr(SocketServer, "on_raw", watched_on_raw)
    monkeypatch.setattr(SocketServer, "on_error", watched_on_error)
