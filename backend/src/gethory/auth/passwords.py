"""Passwords: Argon2id, hashes of the earlier server (bcrypt), never more at once than CPUs."""

from __future__ import annotations

import asyncio
import os
import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

_BCRYPT_BYTES = 72
_SALT_AND_DIGEST = re.compile(r"([A-Za-z0-9+/]{22})\$[A-Za-z0-9+/]{43}")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id hash costs. The default is OWASP's least (Password Storage)."""

    memory_kib: int = 19_456
    rounds: int = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password was right, and a better hash to keep where there is one."""

    right: bool
    better: str | None = None


class Passwords:
    """Hashes and checks passwords in threads. Every question costs at least one hash."""

    def __init__(self, cost: Cost | None = None, at_once: int | None = None) -> None:
        cost = cost or Cost()
        self._argon2 = Argon2Hasher(
            time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=1
        )
        self._all = PasswordHash((self._argon2, BcryptHasher()))
        self._free = asyncio.Semaphore(at_once or os.cpu_count() or 1)
        self._head = f"$argon2id$v=19$m={cost.memory_kib},t={cost.rounds},p=1$"

    async def hash(self, password: str, beside: str | None = None) -> str:
        """A new hash; with the salt of `beside`, so that `which` finds both in one go."""
        salt = self._salt(beside) if beside else None
        return await self._in_thread(lambda: self._argon2.hash(password, salt=salt))

    async def check(self, password: str, kept: str | None) -> Checked:
        """Hold a password against a kept hash; None costs the same and is never right."""
        return await self._in_thread(lambda: self._check(password, kept))

    async def which(self, password: str, kept: Sequence[str]) -> int | None:
        """Which of the kept hashes is this password's. Those of one salt cost one hash."""
        return await self._in_thread(lambda: self._which(password, kept))

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        async with self._free:
            return await asyncio.to_thread(work)

    def _check(self, password: str, kept: str | None) -> Checked:
        if kept is None:
            self._argon2.hash(password)
            return Checked(False)
        if not self._verify(password, kept):
            return Checked(False)
        if kept.startswith(self._head):
            return Checked(True)
        return Checked(True, better=self._argon2.hash(password))

    def _verify(self, password: str, kept: str) -> bool:
        """bcrypt hashes of the earlier server were made of the first 72 bytes."""
        given = password.encode()
        try:
            return self._all.verify(given[:_BCRYPT_BYTES] if kept.startswith("$2") else given, kept)
        except (UnknownHashError, ValueError):
            return False

    def _which(self, password: str, kept: Sequence[str]) -> int | None:
        made: dict[bytes | None, str] = {}
        for index, one in enumerate(kept):
            salt = self._salt(one)
            if salt is None:
                if self._verify(password, one):
                    return index
                continue
            if salt not in made:
                made[salt] = self._argon2.hash(password, salt=salt)
            if compare_digest(made[salt], one):
                return index
        if not kept:
            self._argon2.hash(password)
        return None

    def _salt(self, kept: str) -> bytes | None:
        """The salt of a hash of ours; None for one of another cost or kind."""
        if not kept.startswith(self._head):
            return None
        parts = _SALT_AND_DIGEST.fullmatch(kept.removeprefix(self._head))
        return b64decode(parts[1] + "==") if parts else None
