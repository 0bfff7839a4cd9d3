"""Alembic's entry: runs the steps on the connection, in the transaction, that it is given.

The connection is an asynchronous engine's, lent by `run_sync` (see `store/sqlite/schema.py`).
Logging is left as it is. This module works when imported: Alembic wants it so.
"""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
