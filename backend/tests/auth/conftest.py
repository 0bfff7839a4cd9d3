"""A fresh desk for every test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from auth.desk import Clock, Desk, WatchedStore


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[WatchedStore]:
    store = WatchedStore(tmp_path / "gethory.db", timeout_s=20)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def desk(store: WatchedStore) -> Desk:
    return Desk(store, Clock())


@pytest.fixture
def strict_desk(store: WatchedStore) -> Desk:
    """With the rates of production."""
    return Desk(store, Clock(), scale=1)
