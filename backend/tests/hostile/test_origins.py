"""Pages of other sites: refused whatever they carry, over REST and on the socket."""

from __future__ import annotations

import json

import pytest

from hostile.ground import Ground, assert_refused
from hostile.intruder import headers_of
from scenarios.people import Person, ask
from sio.client import Client, Refused

pytestmark = pytest.mark.anyio

FOREIGN = (
    "https://evil.example",
    "null",
    "",
    "http://localhost.evil.example",
    "http://localhost:5173.evil.example",
    "http://evil.example:5173",
    "http://127.0.0.1.evil.example",
    "http://127.0.0.1@evil.example",
    "http://localhost:5173@evil.example",
    "http://evil.example#localhost",
    "http://evil.example?localhost",
    "http://evillocalhost",
    "http://xn--lcalhost-54a",
    "http://0.0.0.0:3000",
    "http://10.0.0.1",
    "http://169.254.169.254",
    "http://[::ffff:10.0.0.1]",
    "http://localhost:99999",
    "http://localhost:5173/",
    "http://localhost:5173, https://evil.example",
    "localhost",
    "file://",
    "chrome-extension://abcdefghijklmnop",
    "javascript:alert(1)",
    "ws://localhost:5173",
    "HTTP://EVIL.EXAMPLE",
)
OURS = (
    "http://localhost:5173",
    "http://localhost",
    "https://localhost:8443",
    "http://127.0.0.1:4000",
    "http://[::1]:3000",
    "HTTP://LOCALHOST:5173",
)


@pytest.fixture(scope="module")
async def ann(strict_ground: Ground) -> Person:
    return await strict_ground.person("anna")


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_page_does_nothing_over_rest(
    ground: Ground, ann: Person, origin: str
) -> None:
    rooms = await ask(ann.rest, "GET", "/api/room/mine")
    headers = {"Origin": origin}
    for method, path, body in (
        ("GET", "/api/user", None),
        ("GET", "/api/auth/logout", None),
        ("POST", "/api/auth/logout", None),
        ("GET", "/api/auth/refresh", None),
        ("POST", "/api/room/create", {"topic": "Mine now", "roomType": "public"}),
        ("PUT", "/api/user/update_profile", {"name": "Owned", "username": "owned"}),
        ("POST", "/api/auth/register", {"email": "a@example.org"}),
        ("GET", "/socket.io/?EIO=4&transport=polling", None),
        ("OPTIONS", "/api/room/create", None),
        ("GET", "/api/nothing", None),
    ):
        answer = await ann.rest.request(method, path, json=body, headers=headers)
        assert_refused(answer, 403, "origin_forbidden")
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers
    assert await ask(ann.rest, "GET", "/api/room/mine") == rooms


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_page_opens_no_socket(ground: Ground, ann: Person, origin: str) -> None:
    token = ann.rest.cookies["accessToken"]
    for credentials in (headers_of(ann), {"authorization": f"Bearer {token}", "cookie": ""}):
        with pytest.raises(Refused) as refused:
            await Client.open(ground.server.port, headers={**credentials, "origin": origin or " "})
        assert refused.value.status == 403
        assert json.loads(refused.value.body)["code"] == "origin_forbidden"


@pytest.mark.parametrize("origin", OURS)
async def test_our_own_pages_are_heard(ground: Ground, ann: Person, origin: str) -> None:
    answer = await ann.rest.get("/api/user", headers={"Origin": origin})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert answer.headers["access-control-allow-credentials"] == "true"


async def test_a_name_that_was_pointed_at_us_is_no_origin_of_ours(
    ground: Ground, ann: Person
) -> None:
    """DNS rebinding: the page's own host leads here. What counts is a list, not the request."""
    rebound = {"host": "evil.example:3000", "origin": "http://evil.example:3000"}
    forwarded = {
        "host": "localhost",
        "origin": "https://evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "forwarded": "host=evil.example;proto=https",
    }
    for headers in (rebound, forwarded):
        answer = await ann.rest.get("/api/user", headers=headers)
        assert_refused(answer, 403, "origin_forbidden")
        with pytest.raises(Refused) as refused:
            await Client.open(ground.server.port, headers=headers_of(ann) | headers)
        assert refused.value.status == 403
    without = await ground.stranger().get("/__outbox", headers={"host": "evil.example:3000"})
    assert without.status_code == 404


@pytest.mark.parametrize("path", ["/api/auth/logout", "/api/auth/refresh"])
async def test_a_link_or_picture_of_a_foreign_page_changes_nothing(
    ground: Ground, ann: Person, path: str
) -> None:
    answer = await ann.rest.get(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert_refused(answer, 403, "origin_forbidden")
    assert await ask(ann.rest, "GET", "/api/user")


async def test_a_form_of_a_foreign_page_is_no_json(ground: Ground, ann: Person) -> None:
    """What a form can send without asking first, from a browser that says no origin."""
    body = json.dumps({"topic": "Mine now", "roomType": "public"})
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = await ann.rest.post(
            "/api/room/create", content=body, headers={"Content-Type": media_type}
        )
        assert_refused(answer, 415, "media_type_unsupported")
