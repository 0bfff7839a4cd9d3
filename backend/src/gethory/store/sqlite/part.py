"""What the parts of the store share: the open database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, func, select

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


ASKED = func.json_each(bindparam("asked", type_=Ids)).table_valued("key", "value")
"""What `Database.find` was asked, all of it. A statement selects `WHICH` and the row of each."""
WHICH = ASKED.c.key.label("asked")


def asked(index: int) -> ColumnElement[str]:
    """One part of what was asked as several."""
    return func.json_extract(ASKED.c.value, f"$[{index}]", type_=Text)


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """That the column is one of the ids bound to `name`, however many they are."""
    listed = func.json_each(bindparam(name, type_=Ids)).table_valued("value")
    return column.in_(select(listed.c.value))
