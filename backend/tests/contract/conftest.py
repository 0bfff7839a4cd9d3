"""Every store there is, each at a fresh place; a second kind of store adds itself here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contract.samples import MakeStore
from gethory.store.base import Store
from gethory.store.sqlite import SqliteStore


@pytest.fixture(params=["sqlite"])
def make_store(tmp_path: Path) -> MakeStore:
    """Makes stores that are not open yet; all of one test look at the same place."""
    return lambda: SqliteStore(tmp_path / "gethory.db", timeout_s=20)


@pytest.fixture
async def store(make_store: MakeStore) -> AsyncIterator[Store]:
    """An open, empty store."""
    store = make_store()
    await store.open()
    yield store
    await store.close()
