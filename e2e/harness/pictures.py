"""Photos of people: one plain colour each, so that a test can tell whose it sees."""

from __future__ import annotations

import base64
import random
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Locator


class Colour(NamedTuple):
    red: int
    green: int
    blue: int


def photo(colour: Colour, size: tuple[int, int] = (1200, 900)) -> bytes:
    """A JPEG of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=90)
    return out.getvalue()


@cache
def heavy_photo() -> bytes:
    """A JPEG of noise, 5 MB as a data URL: what a phone's camera makes."""
    size = (2240, 1720)
    noise = random.Random(1).randbytes(size[0] * size[1] * 3)
    out = BytesIO()
    Image.frombytes("RGB", size, noise).save(out, "JPEG", quality=92)
    return out.getvalue()


def data_url(picture: bytes) -> str:
    """A JPEG as a data URL."""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"


_MIDDLE = """
(picture) => {
  if (!picture.complete || picture.naturalWidth === 0) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d");
  const { naturalWidth: width, naturalHeight: height } = picture;
  pen.drawImage(picture, width / 2, height / 2, 1, 1, 0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}
"""


def shows(picture: Locator, colour: Colour) -> bool:
    """Whether an <img> has really loaded and is the photo of that colour."""
    seen = picture.evaluate(_MIDDLE)
    return seen is not None and all(abs(a - b) < 24 for a, b in zip(seen, colour, strict=True))


STILL = """
async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  await frame();
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
}
"""
"""Waits until nothing moves any more: with reduced motion nothing does so for ever."""
