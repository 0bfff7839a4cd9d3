"""A fresh desk for every test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from auth.desk import Clock, Desk
from gethory.store.base import Store
from gethory.store.sqlite import SqliteStore


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = SqliteStore(tmp_path / "gethory.db", timeout_s=20)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, Clock())


@pytest.fixture
def strict_desk(store: Store) -> Desk:
    """With the rates of production."""
    return Desk(store, Clock(), scale=1)
