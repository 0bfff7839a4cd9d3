"""A program of its own that turns a stranger's picture into a small clean one, under limits.

Reads PNG, JPEG or WebP from standard input and writes a 256 px WebP to standard output; exits
with 1 for anything else. Run as a file, so that it loads nothing of the server. Image decoders
are where hostile bytes do harm: memory, time, files and the environment are taken away first.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import sys

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

SIDE = 256
MEGA = 1_000_000
JPEG_PIXELS = 50 * MEGA
"""A phone's largest photos; they are decoded at an eighth of their size."""
OTHER_PIXELS = 25 * MEGA

MEMORY_BYTES = 512 * 1024 * 1024
"""Address space. Measured peaks (Pillow 13): WebP of 25 MP 434 MB, PNG with alpha 326 MB,
progressive JPEG of 50 MP 198 to 365 MB, an ordinary one 57 MB."""
CPU_S = 5
"""Measured: at most 2 s for the above."""

_FORMATS = [
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
]
_ORIENTATION_TAG = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright (EXIF 2.3, tag Orientation)."""


def limit() -> None:
    """Give up what a decoder does not need."""
    for what, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (amount, amount))
    os.nice(10)


def clean(data: bytes) -> bytes:
    """The picture upright, cut to a square of 256 px, without metadata, as WebP.

    Raises ValueError for what is too large, and what Pillow raises for what is no picture.
    """
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    allowed = OTHER_PIXELS if picture.format in ("PNG", "WEBP") else JPEG_PIXELS
    if picture.width * picture.height > allowed:
        raise ValueError("too many pixels")
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    picture.load()
    turn = _TURNS.get(picture.getexif().get(_ORIENTATION_TAG, 1))
    small = _plain(_square(picture))
    upright = small if turn is None else small.transpose(turn)
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=85, method=6)
    return out.getvalue()


def _square(picture: Image.Image) -> Image.Image:
    """The middle of the picture; being symmetric, it is the same before and after a turn."""
    side = min(picture.size)
    left, top = (picture.width - side) / 2, (picture.height - side) / 2
    if picture.mode in ("P", "PA", "1"):
        picture = picture.convert("RGBA")
    return picture.resize(
        (SIDE, SIDE),
        Image.Resampling.LANCZOS,
        box=(left, top, left + side, top + side),
        reducing_gap=None if picture.mode.startswith("I") else 3.0,
    )


def _plain(picture: Image.Image) -> Image.Image:
    """In 8 bits per channel, with alpha where there was some."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "La", "RGBa") else "RGB")


if __name__ == "__main__":
    limit()
    try:
        made = clean(sys.stdin.buffer.read())
    except Exception:
        os._exit(1)
    sys.stdout.buffer.write(made)
