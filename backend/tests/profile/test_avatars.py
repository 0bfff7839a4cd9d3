"""The folder of pictures."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gethory.errors import AvatarInvalid, Unavailable
from gethory.profile import avatars as module
from gethory.profile.avatars import Avatars
from scenarios.eventually import eventually

pytestmark = pytest.mark.anyio

A_URL = "data:image/png;base64,AAAA"


@pytest.fixture
def avatars(tmp_path: Path) -> Avatars:
    return Avatars(tmp_path / "avatars", "profile.png")


async def test_one_is_decoded_at_a_time_and_few_may_wait(
    avatars: Avatars, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = most = 0

    async def slow(data: bytes) -> bytes:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return data

    monkeypatch.setattr(module, "_cleaned", slow)
    outcomes = await asyncio.gather(
        *(avatars.keep(A_URL) for _ in range(25)), return_exceptions=True
    )
    assert most == 1
    assert sum(isinstance(outcome, Unavailable) for outcome in outcomes) == 5
    await avatars.keep(A_URL)


async def test_a_decoder_that_hangs_is_stopped(
    avatars: Avatars, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hanging = tmp_path / "hang.py"
    hanging.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(module, "_DECODER", hanging)
    monkeypatch.setattr(module, "_TIME_S", 0.2)
    with pytest.raises(AvatarInvalid):
        await avatars.keep(A_URL)


async def test_a_decoder_is_not_left_behind_when_nobody_waits_any_more(
    avatars: Avatars, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started, hanging = tmp_path / "started", tmp_path / "hang.py"
    hanging.write_text(
        f"import os, pathlib, time\n"
        f"pathlib.Path({str(started)!r}).write_text(str(os.getpid()))\ntime.sleep(60)\n"
    )
    monkeypatch.setattr(module, "_DECODER", hanging)
    keeping = asyncio.create_task(avatars.keep(A_URL))
    await eventually(lambda: "" if pid_in(started) else "the decoder did not start")
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    assert not is_running(pid_in(started))


def pid_in(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def is_running(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("name", [None, "", "../x.webp", "profile.png", "x" * 22 + ".png"])
async def test_only_pictures_of_our_making_are_dropped(
    avatars: Avatars, tmp_path: Path, name: str | None
) -> None:
    folder = tmp_path / "avatars"
    folder.mkdir()
    kept = [tmp_path / "x.webp", folder / "profile.png", folder / ("x" * 22 + ".png")]
    for file in kept:
        file.write_bytes(b"")
    await avatars.drop(name)
    assert all(file.exists() for file in kept)


async def test_dropping_what_is_gone_is_fine(avatars: Avatars) -> None:
    await avatars.drop("x" * 22 + ".webp")
