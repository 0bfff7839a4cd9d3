"""The program that decodes pictures: what it gives up, and what it cannot do any more."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from gethory.profile import decoder


def run(code: str) -> subprocess.CompletedProcess[bytes]:
    """Python under the decoder's limits."""
    program = f"from gethory.profile import decoder\ndecoder.limit()\n{code}"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)


def decode(data: bytes) -> subprocess.CompletedProcess[bytes]:
    """The decoder as the server runs it."""
    return subprocess.run(
        [sys.executable, "-I", decoder.__file__],
        input=data,
        capture_output=True,
        check=False,
        env={},
    )


@pytest.mark.parametrize(
    ("code", "trace"),
    [
        ("bytearray(decoder.MEMORY_BYTES)", b"MemoryError"),
        ("open('large', 'wb', buffering=0).write(b'x')", b"File too large"),
        ("[open('/dev/null') for _ in range(20)]", b"Too many open files"),
    ],
)
def test_memory_files_and_handles_are_limited(
    code: str, trace: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(code)
    assert outcome.returncode != 0
    assert trace in outcome.stderr


def test_time_is_limited() -> None:
    limited = "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[1])"
    assert run(limited).stdout.strip() == str(decoder.CPU_S).encode()


def test_a_picture_comes_out_small_and_clean() -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(out, "JPEG")
    outcome = decode(out.getvalue())
    assert outcome.returncode == 0
    made = Image.open(io.BytesIO(outcome.stdout))
    assert (made.format, made.size) == ("WEBP", (256, 256))


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_what_is_no_picture_ends_without_a_word(data: bytes) -> None:
    outcome = decode(data)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (1, b"", b"")


def test_only_the_first_of_many_frames_is_taken() -> None:
    frames = [Image.new("RGB", (60, 60), (number, 0, 0)) for number in range(0, 250, 5)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    made = Image.open(io.BytesIO(decode(out.getvalue()).stdout))
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((128, 128)) == (0, 0, 0)


def test_a_phones_photo_of_several_pictures_is_its_first() -> None:
    """Phones write JPEGs with a second picture behind (MPO), which Pillow names so."""
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "red").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")]
    )
    made = Image.open(io.BytesIO(decode(out.getvalue()).stdout)).convert("RGB")
    red, _, blue = made.getpixel((128, 128))  # type: ignore[misc] # RGB pixels are triples
    assert red > 200 > blue
