"""`gethory migrate`: from one database to another, with a bar that shows how far it is."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import typer

from gethory.store.moving import Kind, Movable, MoveRefused, move, sizes
from gethory.store.sqlite import sqlite_file
from gethory.stores import store_at

_TIMEOUT_S = 60.0


def migrate_now(source: str, target: str) -> dict[Kind, int]:
    """How much of each kind was moved. Raises MoveRefused, StoreUnusable, StoreUnavailable."""
    if _place(source) == _place(target):
        raise MoveRefused("Both are the same database.")
    if source.startswith("sqlite:") and not sqlite_file(source).is_file():
        raise MoveRefused(f"There is no database {sqlite_file(source)}.")
    return asyncio.run(
        _migrate(store_at(source, timeout_s=_TIMEOUT_S), store_at(target, timeout_s=_TIMEOUT_S))
    )


def _place(uri: str) -> str:
    """The same for a file, however it is written."""
    return str(sqlite_file(uri).resolve()) if uri.startswith("sqlite:///") else uri


async def _migrate(source: Movable, target: Movable) -> dict[Kind, int]:
    async with AsyncExitStack() as end:
        await source.open()
        end.push_async_callback(source.close)
        found = await sizes(source)
        await target.open_target()
        end.push_async_callback(target.close)
        with typer.progressbar(length=sum(found.values()), label="Moving") as bar:
            return await move(source, target, lambda _, count: bar.update(count))
