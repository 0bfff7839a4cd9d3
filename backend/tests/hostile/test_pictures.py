"""Pictures that are none, too large, or carry more than a picture."""

from __future__ import annotations

import asyncio
import base64
import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from hostile.ground import Ground, assert_refused
from scenarios.people import Person, ask

pytestmark = pytest.mark.anyio

PROFILE = "/api/user/update_profile"
CANARY = b"48.8583N 2.2945E, of nobody's business"


def data_url(data: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def png(side: int = 8, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, "PNG", **options)
    return out.getvalue()


def encoded(kind: str, picture: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (picture or Image.new("RGB", (8, 8), "teal")).save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def png_bomb(side: int) -> bytes:
    """A picture of one colour: a few hundred KB that want gigabytes (ISO/IEC 15948)."""
    pixels = zlib.compressobj(9)
    row = bytes(1 + 4 * side)
    data = b"".join(pixels.compress(row) for _ in range(side)) + pixels.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A small picture with a compressed text of 200 MB."""
    text = zlib.compress(bytes(200_000_000), 9)
    small = png()
    return small[:33] + chunk(b"zTXt", b"Comment\x00\x00" + text) + small[33:]


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose header says another size than it has (ITU T.81, B.2.2)."""
    data = bytearray(encoded("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD = {
    "no data URL": "https://evil.example/a.png",
    "a path": "../../../etc/passwd",
    "another scheme": "file:///etc/passwd",
    "no base64": "data:image/png;base64,@@@@",
    "base64 with a hole": data_url(png())[:-9] + "\n" + data_url(png())[-9:],
    "no picture": data_url(b"not a picture"),
    "nothing": "data:image/png;base64,",
    "text": data_url(b"x" * 60_000, "image/jpeg"),
    "SVG by its type": data_url(SVG, "image/svg+xml"),
    "SVG as a PNG": data_url(SVG),
    "HTML as a PNG": data_url(b"<!doctype html><script>alert(1)</script>"),
    "GIF": data_url(encoded("GIF")),
    "BMP": data_url(encoded("BMP")),
    "TIFF": data_url(encoded("TIFF"), "image/jpeg"),
    "ICO": data_url(encoded("ICO"), "image/webp"),
    "half a PNG": data_url(encoded("PNG", Image.effect_noise((99, 99), 50))[:4000]),
    "half a JPEG head": data_url(encoded("JPEG")[:100], "image/jpeg"),
    "a PNG of no size": data_url(png_bomb(0)),
    "a PNG bomb": data_url(png_bomb(9400)),
    "a larger PNG bomb": data_url(png_bomb(14_000)),
    "a PNG with a bomb in its text": data_url(text_bomb()),
    "a JPEG that claims to be huge": data_url(jpeg_claiming(65_000, 65_000), "image/jpeg"),
    "PNG magic and noise": data_url(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200),
    "WebP magic and noise": data_url(b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(range(256)) * 20),
}


@pytest.fixture(scope="module")
async def ann(strict_ground: Ground) -> Person:
    """Somebody with a picture."""
    person = await strict_ground.person("anna")
    await ask(person.rest, "PUT", PROFILE, profile(person, data_url(png())))
    return person


def profile(person: Person, avatar: str) -> dict[str, str]:
    return {"name": "Anna", "username": person.email.partition("@")[0], "avatar": avatar}


async def picture_of(person: Person) -> str:
    return str((await ask(person.rest, "GET", "/api/user"))["user"]["avatar"])


@pytest.mark.parametrize("kind", BAD)
async def test_what_is_no_picture_of_a_person_is_refused(
    ground: Ground, ann: Person, kind: str
) -> None:
    before = await picture_of(ann)
    answer = await ann.rest.put(PROFILE, json=profile(ann, BAD[kind]))
    assert_refused(answer, 400, "avatar_invalid")
    assert await picture_of(ann) == before
    assert (await ann.rest.get(before)).status_code == 200


async def test_a_picture_carries_nothing_but_pixels(ground: Ground) -> None:
    person = await ground.person("anna")
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.9)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", CANARY.decode())
    text.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    pictures = (
        data_url(png(300, pnginfo=text, exif=exif, icc_profile=CANARY)),
        data_url(encoded("JPEG", exif=exif, comment=CANARY, xmp=CANARY), "image/jpeg"),
        data_url(encoded("WEBP", exif=exif, xmp=CANARY, icc_profile=CANARY), "image/webp"),
        data_url(png() + CANARY),
        data_url(png() + b"<script>alert(1)</script>"),
    )
    seen = set()
    for picture in pictures:
        answer = await ask(person.rest, "PUT", PROFILE, profile(person, picture))
        shown = await person.rest.get(answer["user"]["avatar"])
        assert shown.headers["content-type"] == "image/webp"
        assert shown.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in shown.headers["content-security-policy"]
        for word in (CANARY[:7], b"script", b"EXIF", b"XMP ", b"ICCP", b"Comment"):
            assert word not in shown.content
        with Image.open(io.BytesIO(shown.content)) as made:
            assert (made.format, made.size, made.info.keys() & {"exif", "xmp"}) == (
                "WEBP",
                (256, 256),
                set(),
            )
        seen.add(answer["user"]["avatar"])
    assert len(seen) == len(pictures)
    gone = await person.rest.get(sorted(seen - {answer["user"]["avatar"]})[0])
    assert_refused(gone, 404, "route_not_found")


async def test_names_of_pictures_open_nothing_else(ground: Ground) -> None:
    stranger = ground.stranger()
    for name in (
        "..%2fgethory.db",
        "%2e%2e%2fsecrets.json",
        "..%5cgethory.db",
        "%2fetc%2fpasswd",
        ".hidden.webp",
        "a.webp%00.png",
        "profile.png%00",
        "x" * 5000 + ".png",
        "a.svg",
        "",
    ):
        answer = await stranger.get(f"/storage/{name}")
        assert_refused(answer, 404, "route_not_found")


async def test_large_pictures_at_the_same_time_disturb_nobody(ground: Ground) -> None:
    """The witnesses talk meanwhile. Nobody is answered with anything but yes, no, or later."""
    people = [await ground.person("anna") for _ in range(3)]
    bomb = data_url(png_bomb(9400))
    answers = await asyncio.gather(
        *(person.rest.put(PROFILE, json=profile(person, bomb)) for person in people * 2)
    )
    for answer in answers:
        assert_refused(answer, 400, "avatar_invalid")
