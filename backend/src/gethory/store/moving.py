"""Moving everything from one store to another: in batches, as often as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gethory.models import Code, Id, Invite, Mail, Member, Room, Session, User
from gethory.store.base import Store, StoreConflict

BATCH = 200


class Kind(StrEnum):
    """What is kept, in an order in which nothing comes before what it belongs to."""

    USERS = "users"
    ROOMS = "rooms"
    SESSIONS = "sessions"
    CODES = "codes"
    MAILS = "mails"
    MEMBERS = "members"
    REMOVALS = "removals"
    INVITES = "invites"


@dataclass(frozen=True, slots=True)
class KeptUser:
    """An account, and what of it only a store knows."""

    user: User
    holds_username: bool
    """False for one of the earlier server whose username somebody else holds too."""
    sweepable: bool
    """False for one of the earlier server: it stays, though nobody ever verified it."""


@dataclass(frozen=True, slots=True)
class Removal:
    """When a user was removed from a room; invites made until then do not let them in."""

    room_id: Id
    user_id: Id
    at: datetime


Record = KeptUser | Room | Session | Code | Mail | Member | Removal | Invite
Progress = Callable[[Kind, int], None]
"""Told how many more of a kind have been moved."""


class Movable(Store, Protocol):
    """A store that can be moved from and to. A key names a record in every store alike."""

    async def open_target(self) -> None:
        """Open it to be moved to. Raises StoreUnusable, and has changed nothing, for what has
        something of another program in it."""

    async def keys(self, kind: Kind) -> tuple[str, ...]:
        """Of everything of the kind, in no order."""

    async def records(self, kind: Kind, keys: Sequence[str]) -> list[Record]:
        """Those of these that there are; at most `BATCH`."""

    async def put_records(self, kind: Kind, records: Sequence[Record]) -> None:
        """Keep them, each in place of one with the same key."""


class MoveRefused(Exception):
    """Nothing was moved, or not everything; the message is one sentence for who asked."""


async def sizes(source: Movable) -> dict[Kind, int]:
    """How much of each kind there is to move. Raises MoveRefused when there is nothing."""
    found = {kind: len(await source.keys(kind)) for kind in Kind}
    if not any(found.values()):
        raise MoveRefused("There is nothing to move: the database to move from is empty.")
    return found


async def move(source: Movable, target: Movable, progress: Progress) -> dict[Kind, int]:
    """Copy everything and say how much it was. What is there already is written again, so a move
    that was stopped is made whole by another one. Raises MoveRefused."""
    await _refuse_foreign(source, target)
    moved: dict[Kind, set[str]] = {}
    for kind in Kind:
        moved[kind] = set()
        for keys in _batches(await source.keys(kind)):
            records = await source.records(kind, keys)
            whole = [record for record in records if _belongs(record, moved)]
            await _put(target, kind, whole)
            moved[kind] |= {key_of(record) for record in whole}
            progress(kind, len(keys))
    await _check(target, moved)
    return {kind: len(keys) for kind, keys in moved.items()}


async def _put(target: Movable, kind: Kind, records: Sequence[Record]) -> None:
    """A name that went from one to another since a move that was stopped is taken there."""
    try:
        await target.put_records(kind, records)
    except StoreConflict:
        raise MoveRefused(
            f"The {kind} have changed since a move that was stopped: "
            "give an empty database to move to."
        ) from None


async def _refuse_foreign(source: Movable, target: Movable) -> None:
    for kind in Kind:
        foreign = set(await target.keys(kind)) - set(await source.keys(kind))
        if foreign:
            raise MoveRefused(
                f"The database to move to has {kind} of its own ({len(foreign)}): "
                "give one that is empty, or begun by a move from the same place."
            )


async def _check(target: Movable, moved: dict[Kind, set[str]]) -> None:
    for kind, keys in moved.items():
        if set(await target.keys(kind)) != keys:
            raise MoveRefused(
                f"Not all {kind} have arrived: let no server use either database, and move again."
            )


def key_of(record: Record) -> str:
    """What names a record among its kind."""
    match record:
        case KeptUser():
            return record.user.id
        case Code():
            return f"{record.user_id}:{record.purpose}"
        case Member() | Removal():
            return f"{record.room_id}:{record.user_id}"
        case _:
            return record.id


def _belongs(record: Record, moved: dict[Kind, set[str]]) -> bool:
    """Whether what it belongs to has been moved. A store without foreign keys may keep leftovers
    of an account that is gone: they end here."""
    match record:
        case Session() | Code():
            return record.user_id in moved[Kind.USERS]
        case Member() | Removal():
            return record.user_id in moved[Kind.USERS] and record.room_id in moved[Kind.ROOMS]
        case Invite():
            return record.room_id in moved[Kind.ROOMS]
        case _:
            return True


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
