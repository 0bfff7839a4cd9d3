"""What the application may set: addresses, times and bounds of one socket server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Every direction has a bound; the defaults suit a browser on a phone."""

    path: str = "/socket.io/"
    namespaces: tuple[str, ...] = ("/",)
    """Those a client may connect to, one or more of them at a time."""
    ping_interval_ms: int = 25_000
    ping_timeout_ms: int = 20_000
    max_payload: int = 65_536
    """Bytes of one incoming message, of the attachments of one message together, and of the body
    of one POST; more closes with 1009, or is answered with 413."""
    max_payload_packets: int = 512
    """Packets in the body of one POST."""
    authenticate_timeout_s: float = 10.0
    """How long `authenticate` may think before the answer is 503."""
    body_timeout_s: float = 10.0
    """How long the body of a POST may take."""
    upgrade_timeout_s: float = 10.0
    """How long a WebSocket may take to become the carrier of a session of long-polling."""
    connect_timeout_s: float = 10.0
    """How long a client may stay without a Socket.IO CONNECT."""
    max_out_bytes: int = 1_000_000
    max_out_packets: int = 256
    """What may wait for a client that reads slowly; over either bound it is dropped."""
    stall_timeout_s: float = 15.0
    """How long a client may not read at all while something waits for it, or have no GET open."""
    max_waiting: int = 256
    max_waiting_bytes: int = 262_144
    """Incoming packets kept while a handler is awaited; then nothing more is read."""
    max_chatter: int = 240
    """Packets in ten seconds that are no events (pings, pongs, connects, fragments, acks that
    nobody asked for); more is no client of ours. Events are for the application to count."""
    max_attachments: int = 10
    """Attachments that one packet may announce; more is no packet of ours."""
    secure_cookies: bool = False
    """Whether the cookie of long-polling is for HTTPS only."""
