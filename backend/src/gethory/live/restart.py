"""When everybody is asked back after a restart: soon, and one after the other."""

from __future__ import annotations

from collections.abc import Iterator

SOONEST_MS = 500
"""About as long as a successor needs to listen."""
LATEST_MS = 5_000
_EACH_MS = 2
"""How far apart two returns are while they fit; a connect and a join cost less than that."""
_LEAST_SPREAD_MS = 500


def return_delays(clients: int) -> Iterator[int]:
    """The milliseconds that each of so many clients waits, evenly spread."""
    spread = min(max(clients * _EACH_MS, _LEAST_SPREAD_MS), LATEST_MS - SOONEST_MS)
    return (SOONEST_MS + spread * place // clients for place in range(clients))
