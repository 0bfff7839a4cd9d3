"""The official clients meet the server on the loop it runs on in production, and quietly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from sio.rig import Logs


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    """Every line of log of the test."""
    with capture_logs() as lines:
        yield lines
