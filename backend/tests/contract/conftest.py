"""Every store there is, each at a fresh place; a third kind of store adds itself here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contract.samples import MakeStore
from ferretdb.server import FerretDB
from gethory.store.base import Store
from gethory.store.mongo import MongoStore
from gethory.store.sqlite import SqliteStore


@pytest.fixture(params=["sqlite", "mongo"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> MakeStore:
    """Makes stores that are not open yet; all of one test look at the same place."""
    if request.param == "sqlite":
        return lambda: SqliteStore(tmp_path / "gethory.db", timeout_s=20)
    ferretdb: FerretDB = request.getfixturevalue("ferretdb")
    uri = ferretdb.uri("contract")
    ferretdb.empty(uri)  # which is much faster than a fresh one
    return lambda: MongoStore(uri, timeout_s=20)


@pytest.fixture
async def store(make_store: MakeStore) -> AsyncIterator[Store]:
    """An open, empty store."""
    store = make_store()
    await store.open()
    yield store
    await store.close()
