"""PUT /api/user/update_profile and GET /storage/..."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image

from doors.conftest import OpenHouse
from doors.house import House, as_data_url, assert_ok, assert_refused, data_url

pytestmark = pytest.mark.anyio

ADA = "ada@example.org"
UPDATE = "/api/user/update_profile"
FILLED = {"name": "Ada", "username": "ada"}


async def update(browser: httpx2.AsyncClient, **changed: Any) -> httpx2.Response:
    return await browser.put(UPDATE, json=FILLED | changed, timeout=30)


async def picture_of(house: House, answer: httpx2.Response) -> Image.Image:
    """The picture that the answer's user has now."""
    assert_ok(answer)
    served = await house.browser().get(answer.json()["user"]["avatar"])
    assert_ok(served)
    return Image.open(io.BytesIO(served.content))


def two_halves(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste((0, 0, 255), (width // 2, 0, width, height))
    return picture


# the words of a profile ------------------------------------------------------------------


async def test_nobody_has_no_profile(house: House) -> None:
    assert_refused(await update(house.browser()), 401, "session_required")
    pending = await house.registered(ADA)
    assert_refused(await update(pending), 403, "email_unverified")


async def test_name_and_username_complete_a_profile(house: House) -> None:
    browser = await house.signed_up(ADA)
    answer = await update(browser, name="  Ada Lovelace ", bio="Counts.")
    assert_ok(answer)
    user = answer.json()["user"]
    assert (user["name"], user["username"], user["bio"]) == ("Ada Lovelace", "ada", "Counts.")
    assert user["profileCompleted"] is True
    assert (await browser.get("/api/user")).json()["user"] == user


async def test_without_bio_and_picture_they_stay(house: House) -> None:
    browser = await house.signed_up(ADA)
    first = await update(browser, bio="Counts.", avatar=data_url(two_halves(50, 50)))
    for left_out in ({}, {"bio": None, "avatar": None}, {"avatar": ""}):
        again = await update(browser, name="Countess", **left_out)
        assert again.json()["user"]["bio"] == "Counts."
        assert again.json()["user"]["avatar"] == first.json()["user"]["avatar"]
    own_address = await update(browser, avatar=first.json()["user"]["avatar"])
    assert own_address.json()["user"]["avatar"] == first.json()["user"]["avatar"]
    assert (await update(browser, bio="")).json()["user"]["bio"] == ""


async def test_a_username_belongs_to_one_in_any_case(house: House) -> None:
    ada, ben = await house.member("ada"), await house.signed_up("ben@example.org")
    assert_refused(await update(ben, username="ADA"), 409, "username_taken")
    assert (await ben.get("/api/user")).json()["user"]["profileCompleted"] is False
    assert_ok(await update(ada, username="Ada"))
    assert_ok(await update(ben, username="ben"))


async def test_a_taken_username_leaves_no_picture_behind(house: House, tmp_path: Path) -> None:
    await house.member("ada")
    ben = await house.signed_up("ben@example.org")
    refused = await update(ben, username="ada", avatar=data_url(two_halves(50, 50)))
    assert_refused(refused, 409, "username_taken")
    assert list((tmp_path / "avatars").iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 51}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"name": {"$gt": ""}}, "name"),
        ({"username": "ab"}, "username"),
        ({"username": "x" * 31}, "username"),
        ({"username": "ada lovelace"}, "username"),
        ({"username": "ádá"}, "username"),
        ({"username": 123}, "username"),
        ({"bio": "x" * 201}, "bio"),
        ({"bio": "a\x00b"}, "bio"),
        ({"avatar": ["data:image/png;base64,"]}, "avatar"),
    ],
)
async def test_what_is_malformed_is_refused(
    house: House, changed: dict[str, Any], path: str
) -> None:
    refused = await update(await house.signed_up(ADA), **changed)
    assert_refused(refused, 400, "input_invalid")
    assert [issue["path"] for issue in refused.json()["issues"]] == [path]


async def test_what_stands_in_no_schema_changes_nothing(house: House) -> None:
    browser = await house.signed_up(ADA)
    answer = await update(browser, verified=False, email="x@example.org", _id="5" * 24)
    assert answer.json()["user"]["email"] == ADA
    assert answer.json()["user"]["verified"] is True


async def test_thirty_changes_an_hour(open_house: OpenHouse) -> None:
    async with open_house(rate_limit_scale=0.1) as house:
        browser = await house.signed_up(ADA)
        for _ in range(30):
            assert_ok(await update(browser))
        assert_refused(await update(browser), 429, "rate_limited")


# pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
async def test_any_good_picture_becomes_a_small_square_webp(
    house: House, kind: str, mode: str
) -> None:
    picture = two_halves(300, 200).convert("L" if mode == "I;16" else mode).convert(mode)
    answer = await update(await house.signed_up(ADA), avatar=data_url(picture, kind))
    kept = await picture_of(house, answer)
    assert (kept.format, kept.size) == ("WEBP", (256, 256))


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_turned_photo_is_put_upright(house: House, orientation: int) -> None:
    upright = Image.new("RGB", (120, 120), "white")
    upright.paste((255, 0, 0), (0, 0, 60, 60))
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = upright.transpose(UNDO[orientation]) if orientation > 1 else upright
    answer = await update(
        await house.signed_up(ADA), avatar=data_url(turned, "JPEG", exif=exif, quality=95)
    )
    kept = (await picture_of(house, answer)).convert("RGB")
    assert near(kept.getpixel((60, 60)), (255, 0, 0))
    assert near(kept.getpixel((200, 60)), (255, 255, 255))
    assert near(kept.getpixel((60, 200)), (255, 255, 255))


UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def near(pixel: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, wanted, strict=True))


async def test_the_middle_of_a_wide_picture_is_kept(house: House) -> None:
    answer = await update(await house.signed_up(ADA), avatar=data_url(two_halves(600, 200)))
    kept = (await picture_of(house, answer)).convert("RGB")
    assert near(kept.getpixel((10, 128)), (255, 0, 0))
    assert near(kept.getpixel((245, 128)), (0, 0, 255))


async def test_nothing_but_the_picture_is_kept(house: House) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    exif.get_ifd(0x8825)[1] = "N"
    picture = data_url(
        two_halves(80, 80), "JPEG", exif=exif, icc_profile=b"a profile", comment=b"a comment"
    )
    kept = await picture_of(house, await update(await house.signed_up(ADA), avatar=picture))
    assert not kept.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(kept.info)


async def test_a_new_picture_takes_the_place_of_the_old_one(house: House, tmp_path: Path) -> None:
    browser = await house.signed_up(ADA)
    old = (await update(browser, avatar=data_url(two_halves(50, 50)))).json()["user"]["avatar"]
    new = (await update(browser, avatar=data_url(two_halves(60, 60)))).json()["user"]["avatar"]
    assert new != old
    assert_refused(await house.browser().get(old), 404, "route_not_found")
    assert [file.name for file in (tmp_path / "avatars").iterdir()] == [new.rpartition("/")[2]]


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that claims to be huge, and is."""
    row = b"\0" * (1 + width * 4)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    )


def encoded(kind: str, picture: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    (picture or two_halves(50, 50)).save(out, kind)
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD = {
    "no data url": "https://example.org/me.png",
    "a path": "../../etc/passwd",
    "no picture type": as_data_url(encoded("PNG"), "text/html"),
    "svg": as_data_url(SVG, "image/svg+xml"),
    "svg that says png": as_data_url(SVG),
    "html that says png": as_data_url(b"<html><script>alert(1)</script>"),
    "gif that says png": as_data_url(encoded("GIF")),
    "bmp that says png": as_data_url(encoded("BMP")),
    "tiff that says jpeg": as_data_url(encoded("TIFF"), "image/jpeg"),
    "jpeg 2000 that says jpeg": as_data_url(encoded("JPEG2000"), "image/jpeg"),
    "ico that says png": as_data_url(encoded("ICO")),
    "nothing": as_data_url(b""),
    "no base64": "data:image/png;base64,?!",
    "base64 with spaces": as_data_url(encoded("PNG")).replace("i", "i "),
    "not base64 at all": "data:image/png,abc",
    "half a png": as_data_url(encoded("PNG", Image.effect_noise((200, 200), 90))[:9000]),
    "half a jpeg": as_data_url(encoded("JPEG", Image.effect_noise((200, 200), 90))[:9000]),
    "noise": as_data_url(os.urandom(5000)),
    "a png of 36 megapixels": as_data_url(png_bomb(6000, 6000)),
    "a png of 1000 gigapixels": as_data_url(
        png_bomb(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 10**6, 10**6))
    ),
    "a webp of 30 megapixels": as_data_url(encoded("WEBP", Image.new("L", (6000, 5000)))),
    "a jpeg of 60 megapixels": as_data_url(encoded("JPEG", Image.new("L", (10_000, 6000)))),
}


@pytest.mark.parametrize("what", BAD)
async def test_what_is_no_picture_changes_nothing(house: House, what: str) -> None:
    browser = await house.signed_up(ADA)
    before = (await update(browser, avatar=data_url(two_halves(50, 50)))).json()["user"]
    refused = await update(browser, name="Another", avatar=BAD[what])
    assert_refused(refused, 400, "avatar_invalid")
    after = (await browser.get("/api/user")).json()["user"]
    assert after == before
    assert_ok(await house.browser().get(before["avatar"]))


async def test_a_photo_of_fifty_megapixels_is_fine(house: House) -> None:
    photo = two_halves(8160, 6120)
    answer = await update(await house.signed_up(ADA), avatar=data_url(photo, "JPEG"))
    assert (await picture_of(house, answer)).size == (256, 256)


async def test_a_body_over_ten_megabytes_is_refused(house: House) -> None:
    browser = await house.signed_up(ADA)
    refused = await update(browser, avatar="data:image/png;base64," + "A" * 10 * 1024 * 1024)
    assert_refused(refused, 413, "body_too_large")


# serving ---------------------------------------------------------------------------------


async def test_a_picture_is_served_to_any_page_and_for_long(house: House) -> None:
    answer = await update(await house.signed_up(ADA), avatar=data_url(two_halves(50, 50)))
    served = await house.browser(origin="https://other.example").get(
        answer.json()["user"]["avatar"]
    )
    assert_ok(served)
    assert served.headers["content-type"] == "image/webp"
    assert served.headers["x-content-type-options"] == "nosniff"
    assert served.headers["cross-origin-resource-policy"] == "cross-origin"
    assert served.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in served.headers["content-security-policy"]


async def test_who_has_no_picture_has_ours(house: House) -> None:
    user = (await (await house.signed_up(ADA)).get("/api/user")).json()["user"]
    served = await house.browser().get(user["avatar"])
    assert_ok(served)
    assert served.headers["content-type"] == "image/png"
    assert "immutable" not in served.headers["cache-control"]
    assert Image.open(io.BytesIO(served.content)).size == (256, 256)


async def test_the_default_picture_can_be_replaced_by_a_file(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    (tmp_path / "avatars").mkdir()
    two_halves(20, 20).save(tmp_path / "avatars" / "face.jpg")
    async with open_house(default_avatar="face.jpg") as house:
        served = await house.browser().get("/storage/face.jpg")
        assert_ok(served)
        assert served.headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(
    "name",
    [
        "nothing.webp",
        "..%2fgethory.db",
        "%2e%2e/secrets.json",
        "%00.png",
        ".hidden.png",
        "avatars",
        "profile.png%00.webp",
        "x" * 300 + ".png",
        "",
    ],
)
async def test_only_pictures_are_served(house: House, name: str) -> None:
    assert_refused(await house.browser().get(f"/storage/{name}"), 404, "route_not_found")
