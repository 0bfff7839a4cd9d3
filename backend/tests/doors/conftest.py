"""A fresh house for every test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from doors.house import House
from gethory.app import create_app
from gethory.auth.passwords import Cost, Passwords
from gethory.settings import Settings

OpenHouse = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def open_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenHouse:
    """Opens the application with the given settings, on a temporary folder."""
    monkeypatch.setattr("gethory.parts.Passwords", lambda: Passwords(Cost(memory_kib=8, rounds=1)))

    @asynccontextmanager
    async def opened(**given: Any) -> AsyncIterator[House]:
        settings = Settings(
            **{
                "_env_file": None,
                "node_env": "development",
                "data_dir": tmp_path,
                "jwt_secret": "an access secret of thirty-two bytes",
                "jwt_refresh_secret": "a refresh secret of thirty-two bytes",
                "stun_port": 0,
                "rate_limit_scale": 1000,
                **given,
            }
        )
        application = create_app(settings)
        async with application.life():
            yield House(application)

    return opened


@pytest.fixture
async def house(open_house: OpenHouse) -> AsyncIterator[House]:
    async with open_house() as house:
        yield house
