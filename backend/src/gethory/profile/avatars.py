"""Pictures of people: taken from data URLs, made small and clean, kept in a folder."""

from __future__ import annotations

import asyncio
import binascii
import os
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

import structlog

from gethory.errors import AvatarInvalid, Unavailable

_log = structlog.get_logger()

_DATA_URL = re.compile(r"data:image/(?:png|jpe?g|webp);base64,", re.IGNORECASE)
_OURS = re.compile(r"[A-Za-z0-9_-]{22}\.webp")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\.(png|jpg|jpeg|webp)")
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
_DECODER = Path(__file__).with_name("decoder.py")
_MADE_BY_US = Path(__file__).with_name("profile.png")
_WAITING = 20
_TIME_S = 20.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture; `lasting` when its name never stands for another one."""

    data: bytes
    media_type: str
    lasting: bool


class Avatars:
    """The folder of pictures."""

    def __init__(self, folder: Path, default: str) -> None:
        """`default` is the name of the picture of who has none; ours, unless the folder has it."""
        self._folder = folder
        self._default = default
        self._decoding = asyncio.Semaphore(1)
        self._waiting = 0

    async def keep(self, data_url: str) -> str:
        """Clean and store the picture, and name its file. Raises AvatarInvalid; Unavailable
        when too many wait. One at a time: a large one needs half a gigabyte for a second."""
        if self._waiting >= _WAITING:
            raise Unavailable()
        self._waiting += 1
        try:
            data = await asyncio.to_thread(_bytes_of, data_url)
            async with self._decoding:
                cleaned = await _cleaned(data)
        finally:
            self._waiting -= 1
        name = f"{secrets.token_urlsafe(16)}.webp"
        await asyncio.to_thread(self._write, name, cleaned)
        return name

    async def drop(self, name: str | None) -> None:
        """Delete a picture that `keep` named; anything else stays."""
        if name is not None and _OURS.fullmatch(name):
            await asyncio.to_thread((self._folder / name).unlink, missing_ok=True)

    async def read(self, name: str) -> Picture | None:
        """The picture of this name."""
        match = _PLAIN_NAME.fullmatch(name)
        if match is None:
            return None
        data = await asyncio.to_thread(self._read, name)
        if data is None:
            return None
        return Picture(data, _TYPES[match[1]], lasting=_OURS.fullmatch(name) is not None)

    def _write(self, name: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{name}"
        draft.write_bytes(data)
        os.replace(draft, self._folder / name)

    def _read(self, name: str) -> bytes | None:
        for file in (self._folder / name, *([_MADE_BY_US] if name == self._default else [])):
            if file.is_file():
                return file.read_bytes()
        return None


def _bytes_of(data_url: str) -> bytes:
    head = _DATA_URL.match(data_url)
    if head is None:
        raise AvatarInvalid()
    try:
        return binascii.a2b_base64(data_url[head.end() :], strict_mode=True)
    except ValueError:
        raise AvatarInvalid() from None


async def _cleaned(data: bytes) -> bytes:
    """What the decoder makes of the bytes. Raises AvatarInvalid, also when it was stopped."""
    decoder = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(_DECODER),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        async with asyncio.timeout(_TIME_S):
            made, _ = await decoder.communicate(data)
    except TimeoutError:
        made = b""
    finally:
        if decoder.returncode is None:
            decoder.kill()
            await decoder.wait()
    if decoder.returncode != 0 or not made:
        _log.info("avatar_refused", size=len(data), exit=decoder.returncode)
        raise AvatarInvalid()
    return made
