"""What the parts of the store share: the open database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, bindparam, func, select

from gethory.store.base import StoreUnavailable
from gethory.store.sqlite.database import Database
from gethory.store.sqlite.tables import Ids


class Part:
    """A group of the store's methods, all on one database."""

    _opened: Database | None = None

    @property
    def _database(self) -> Database:
        if self._opened is None:
            raise StoreUnavailable("closed")
        return self._opened


def among(column: Column[Any], name: str) -> ColumnElement[bool]:
    """That the column is one of the ids bound to `name`, however many they are."""
    listed = func.json_each(bindparam(name, type_=Ids)).table_valued("value")
    return column.in_(select(listed.c.value))
