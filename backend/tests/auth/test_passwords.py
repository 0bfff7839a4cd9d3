"""Passwords: how they are kept, and hashes of the earlier server."""

from __future__ import annotations

import asyncio

import bcrypt
import pytest

from auth.desk import CHEAP
from gethory.auth.passwords import Checked, Cost, Passwords

pytestmark = pytest.mark.anyio

LONG = "é" * 60
"""120 bytes in UTF-8."""


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(CHEAP)


def old_hash(password: str) -> str:
    """What the earlier server kept: bcrypt of the first 72 bytes."""
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()


async def test_by_default_a_hash_is_argon2id_of_owasp_strength() -> None:
    kept = await Passwords().hash("secret words")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_two_hashes_of_one_password_differ(passwords: Passwords) -> None:
    assert await passwords.hash("same") != await passwords.hash("same")


async def test_the_last_character_of_a_long_password_counts(passwords: Passwords) -> None:
    kept = await passwords.hash("a" * 127 + "b")
    assert await passwords.check("a" * 127 + "b", kept) == Checked(True)
    assert await passwords.check("a" * 127 + "c", kept) == Checked(False)


@pytest.mark.parametrize("password", ["old one", LONG])
async def test_a_hash_of_the_earlier_server_is_right_and_gets_better(
    passwords: Passwords, password: str
) -> None:
    checked = await passwords.check(password, old_hash(password))
    assert checked.right
    assert checked.better is not None
    assert checked.better.startswith("$argon2id$")
    assert await passwords.check(password, checked.better) == Checked(True)
    assert await passwords.check("x" + password, old_hash(password)) == Checked(False)


async def test_a_weaker_hash_gets_better(passwords: Passwords) -> None:
    weaker = await passwords.hash("words")
    checked = await Passwords(Cost(memory_kib=16, rounds=1)).check("words", weaker)
    assert checked.right
    assert checked.better is not None
    assert checked.better.startswith("$argon2id$v=19$m=16,")


@pytest.mark.parametrize(
    "damaged", ["", "secret", "$2b$04$short", "$argon2id$v=19$m=8,t=1,p=1$$", "$argon2id$"]
)
async def test_a_damaged_hash_is_never_right(passwords: Passwords, damaged: str) -> None:
    assert await passwords.check("secret", damaged) == Checked(False)
    assert await passwords.which("secret", [damaged]) is None


async def test_of_several_hashes_the_right_one_is_found(passwords: Passwords) -> None:
    first = await passwords.hash("first")
    beside = await passwords.hash("second", beside=first)
    apart = await passwords.hash("third")
    kept = [first, old_hash("old"), beside, apart]
    assert beside.split("$")[4] == first.split("$")[4]
    assert [await passwords.which(p, kept) for p in ("first", "old", "second", "third")] == [
        0,
        1,
        2,
        3,
    ]
    assert await passwords.which("none of them", kept) is None


async def test_no_more_hashes_run_at_once_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    running = most = 0

    async def counted(work: object) -> str:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return "hash"

    monkeypatch.setattr(asyncio, "to_thread", counted)
    passwords = Passwords(CHEAP, at_once=2)
    await asyncio.gather(*(passwords.hash("x") for _ in range(20)))
    assert most == 2
