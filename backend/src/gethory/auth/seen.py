"""When each session was used last: noted at once, written many at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

import structlog

from gethory.models import Id, Session
from gethory.store.base import Store, StoreUnavailable

_log = structlog.get_logger()

_SEEN_EVERY = timedelta(minutes=1)
"""A use less than this after the last one noted is not worth a note."""
_AT_ONCE = 100
"""So many a store that is not fast writes well within its deadline."""


class LastSeen:
    """Notes uses in memory; `keep` writes what was noted.

    Nobody who comes waits for the write, also not when thousands come back at once. A crash
    loses the notes since the last `keep`: a list of devices is then a little behind.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noted: dict[Id, datetime] = {}

    def note(self, session: Session, at: datetime) -> Session:
        """The session was used; the session as it is now."""
        session = self.as_noted(session)
        if at - session.last_seen_at < _SEEN_EVERY:
            return session
        self._noted[session.id] = at
        return replace(session, last_seen_at=at)

    def as_noted(self, session: Session) -> Session:
        """The session with its last use, also one that is not written yet."""
        noted = self._noted.get(session.id)
        if noted is None or noted <= session.last_seen_at:
            return session
        return replace(session, last_seen_at=noted)

    async def keep(self) -> None:
        """Write all notes; while the store cannot, they wait."""
        try:
            while self._noted:
                await self._keep_some()
        except StoreUnavailable:
            _log.warning("seen_not_written", waiting=len(self._noted))

    async def _keep_some(self) -> None:
        some = dict(islice(self._noted.items(), _AT_ONCE))
        await self._store.see_sessions(some)
        for session_id, at in some.items():
            if self._noted.get(session_id) == at:
                del self._noted[session_id]
