"""Opening the file: it exists, is ours alone to read, and has the newest schema."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from gethory.store.base import StoreUnusable
from gethory.store.sqlite.database import error_name, url_of

HEAD = "0004"
"""The newest revision under `gethory.store.migrations`; a test holds it to that."""

_RETRY_S = 0.02
_SENTENCES = {
    "SQLITE_BUSY": "The database {file} is in use by another program.",
    "SQLITE_NOTADB": "The file {file} is not a database of Gethory.",
    "SQLITE_CORRUPT": "The database {file} is damaged.",
    "SQLITE_FULL": "There is no space left in the folder {folder}.",
}
_OTHERWISE = "The folder {folder} or the database {file} in it cannot be written ({name})."


async def bring_up_to_date(file: Path, patience_s: float) -> None:
    """Create or migrate the database. Several servers may do so at once: one does it, the
    others wait for it, at most `patience_s` seconds. Raises StoreUnusable."""
    _create(file)
    engine = create_async_engine(
        url_of(file),
        connect_args={"timeout": patience_s, "isolation_level": None},
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    try:
        async with engine.connect() as connection:
            await _refuse_others(connection, file)
        _make_private(file)
        async with engine.connect() as connection:
            await _write_ahead(connection, patience_s)
            await _migrate(connection)
    except DBAPIError as error:
        raise StoreUnusable(_sentence(file, error_name(error))) from None
    finally:
        await engine.dispose()


def _create(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreUnusable(_sentence(file, error.strerror or "")) from None


def _make_private(file: Path) -> None:
    """SQLite gives its mode, 0600, to the files beside it too."""
    try:
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    except OSError as error:
        raise StoreUnusable(_sentence(file, error.strerror or "")) from None


async def _refuse_others(connection: AsyncConnection, file: Path) -> None:
    """A file of another program stays as it is."""
    tables = text("SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1")
    if await connection.scalar(tables) and await _revision(connection) is None:
        raise StoreUnusable(_sentence(file, "SQLITE_NOTADB"))


async def _write_ahead(connection: AsyncConnection, patience_s: float) -> None:
    """Switch to a write-ahead log. SQLite does not wait for a lock here, so we do."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience_s
    while True:
        try:
            await connection.execute(text("PRAGMA journal_mode=WAL"))
            return
        except DBAPIError as error:
            if error_name(error) != "SQLITE_BUSY" or loop.time() > deadline:
                raise
        await asyncio.sleep(_RETRY_S)


async def _migrate(connection: AsyncConnection) -> None:
    if await _revision(connection) == HEAD:
        return
    await connection.execute(text("BEGIN IMMEDIATE"))
    try:
        await connection.run_sync(_upgrade)
    except BaseException:
        await connection.execute(text("ROLLBACK"))
        raise
    await connection.execute(text("COMMIT"))


async def _revision(connection: AsyncConnection) -> Any:
    """The revision of the file; None for a fresh one. Cheap, without Alembic."""
    table = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    if await connection.scalar(table) is None:
        return None
    return await connection.scalar(text("SELECT version_num FROM alembic_version"))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "gethory.store:migrations")
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise StoreUnusable("The database was made by a newer version of Gethory.") from None


def _sentence(file: Path, name: str) -> str:
    family = "_".join(name.split("_")[:2])
    return _SENTENCES.get(family, _OTHERWISE).format(file=file, folder=file.parent, name=name)
