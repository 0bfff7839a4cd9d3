"""The sounds people make: one steady tone each, told apart by its pitch."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE_HZ = 48_000
LENGTH_S = 4
_LOUDNESS = 0.4


def tone_file(folder: Path, hz: int) -> Path:
    """A mono WAV file of one tone that loops without a click (a whole number of periods)."""
    file = folder / f"{hz}hz.wav"
    if not file.exists():
        _write(file, hz)
    return file


def _write(file: Path, hz: int) -> None:
    step = 2 * math.pi * hz / RATE_HZ
    peak = _LOUDNESS * 32767
    second = [round(peak * math.sin(step * n)) for n in range(RATE_HZ)]
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(struct.pack(f"<{RATE_HZ}h", *second) * LENGTH_S)
