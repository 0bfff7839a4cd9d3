"""Which store the settings ask for, and opening it."""

from __future__ import annotations

from gethory.kit.clock import now
from gethory.models import Mail
from gethory.settings import Settings, SettingsError
from gethory.store.base import Store, StoreUnusable
from gethory.store.moving import Movable
from gethory.store.sqlite import SqliteStore, sqlite_file


def store_of(settings: Settings) -> Store:
    """Raises SettingsError for an address of a store that there is none for."""
    try:
        return store_at(settings.database)
    except StoreUnusable as error:
        raise SettingsError(f"DB_URI: {error}") from None


def store_at(uri: str, **how: float) -> Movable:
    """The URL is the switch. Raises StoreUnusable for one of neither kind."""
    if uri.startswith("mongodb"):
        from gethory.store.mongo import MongoStore  # its driver is read only where it is used

        return MongoStore(uri, **how)
    return SqliteStore(sqlite_file(uri), **how)


async def open_store(store: Store) -> None:
    try:
        await store.open()
    except StoreUnusable as error:
        raise SettingsError(str(error)) from None


async def waiting_mails(settings: Settings) -> tuple[Mail, ...]:
    """The mails that wait to be sent, newest first, whether a server runs or not.

    Raises SettingsError when the store cannot be opened, StoreUnavailable when it does not answer.
    """
    store = store_of(settings)
    await open_store(store)
    try:
        return await store.waiting_mails(now())
    finally:
        await store.close()
