"""What happened in the rooms since this process began: plain counts, for `/metrics`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from gethory.kit.histogram import Histogram
from gethory.live.refusals import CONNECT_REFUSALS, REFUSALS
from gethory.live.schemas import RELAYED, ReportConnection

_Name = TypeVar("_Name")
FIRST_SOUND_S = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)


class Way(StrEnum):
    """How somebody got a seat."""

    NEW = "new"
    RESUMED = "resumed"
    """The line was lost, and the seat was kept."""
    RETURNED = "returned"
    """The server was another one: it started anew."""
    REPEATED = "repeated"
    """They sat there already, and asked again how things are."""


class Side(StrEnum):
    """Who heard somebody: who came in, from the click on; who was inside, from the news on."""

    NEWCOMER = "newcomer"
    MEMBER = "member"


PATHS = (
    ("host", "udp"),
    ("host", "tcp"),
    ("srflx", "udp"),
    ("srflx", "tcp"),
    ("relay", "udp"),
    ("relay", "tcp"),
    ("relay", "tls"),
    ("none", "none"),
)
"""Kinds of path with the protocols that each usually has."""
WAYS_OUT = ("left", "closed", "away_too_long", "replaced", "kicked", "session_ended")
HANDSHAKE_REFUSALS = ("session_required", "origin_forbidden", "rate_limited", "unavailable")


def refused_connect(message: str) -> str:
    """The code of a connect error."""
    return "namespace_invalid" if message == CONNECT_REFUSALS[0] else message


def _none_yet(*names: _Name) -> Counter[_Name]:
    """Counts begin at 0, not when the first is counted: a rate is wrong else."""
    return Counter(dict.fromkeys(names, 0))


@dataclass(slots=True)
class LiveNumbers:
    """Written where things happen, read when somebody asks."""

    joins: Counter[str] = field(default_factory=lambda: _none_yet(*Way))
    joins_refused: Counter[str] = field(
        default_factory=lambda: _none_yet(*sorted(refusal.code for refusal in REFUSALS["join"]))
    )
    sockets_refused: Counter[str] = field(
        default_factory=lambda: _none_yet(
            *sorted({*HANDSHAKE_REFUSALS, *map(refused_connect, CONNECT_REFUSALS)})
        )
    )
    away: int = 0
    """Lines that were lost while their seat was kept."""
    left: Counter[str] = field(default_factory=lambda: _none_yet(*WAYS_OUT))
    relayed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(sorted(RELAYED), 0))
    """Signals that were passed on, by event. The hot path counts here."""
    paths: Counter[tuple[str, str]] = field(default_factory=lambda: _none_yet(*PATHS))
    """Connections between two browsers as one end reports them, by kind of path and protocol."""
    first_sound: dict[Side, Histogram] = field(
        default_factory=lambda: {side: Histogram(FIRST_SOUND_S) for side in Side}
    )

    def report(self, told: ReportConnection, side: Side) -> None:
        """What a client says of one connection."""
        self.paths[told.path, told.protocol or "none"] += 1
        if told.first_sound_ms is not None:
            self.first_sound[side].observe(told.first_sound_ms / 1000)
