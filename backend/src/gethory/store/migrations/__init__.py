"""The steps from one schema of the SQLite store to the next; `SqliteStore.open` runs them.

A new step is a module `versions/vNNNN_what_it_does.py` with `revision = "NNNN"` and
`down_revision` the one before, and `HEAD` in `store/sqlite/schema.py` names it. A step spells
out its tables (it never imports the present ones), and changes a table by
`op.batch_alter_table`, since SQLite alters little in place.
"""
