"""The Store on one SQLite file, through SQLAlchemy's Core."""

from gethory.store.sqlite.store import SqliteStore, sqlite_file

__all__ = ["SqliteStore", "sqlite_file"]
