"""What the application may set: addresses, times and bounds of one socket server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Every direction has a bound; the defaults suit a browser on a phone."""

    path: str = "/socket.io/"
    namespaces: tuple[str, ...] = ("/",)
    """All of them are served alike; a connection uses one."""
    ping_interval_ms: int = 25_000
    ping_timeout_ms: int = 20_000
    max_payload: int = 65_536
    """Bytes of one incoming message; a larger one closes with 1009."""
    authenticate_timeout_s: float = 10.0
    """How long `authenticate` may think before the answer is 503."""
    connect_timeout_s: float = 10.0
    """How long a client may stay without a Socket.IO CONNECT."""
    max_out_bytes: int = 1_000_000
    max_out_packets: int = 256
    """What may wait for a client that reads slowly; over either bound it is dropped."""
    stall_timeout_s: float = 15.0
    """How long a client may not read at all while something waits for it."""
    max_waiting: int = 256
    """Incoming packets kept while a handler is awaited; then nothing more is read."""
    max_chatter: int = 240
    """Packets in ten seconds that are no events (pings, pongs, connects, acks, fragments); more
    is no client of ours. Events are for the application to count."""
    max_attachments: int = 10
    """Binary frames that one event may announce; more is no packet of ours."""
