"""Which pages may talk to the server."""

from __future__ import annotations

import pytest

from gethory.errors import OriginForbidden
from gethory.kit.origin import Origins

ALLOWED = frozenset({"https://voice.example.org", "http://localhost:5173"})
PRODUCTION = Origins(ALLOWED, loopback=False, same_site_paths=frozenset({"/api/auth/logout"}))
DEVELOPMENT = Origins(ALLOWED, loopback=True)


@pytest.mark.parametrize("origins", [PRODUCTION, DEVELOPMENT])
@pytest.mark.parametrize("origin", ["https://voice.example.org", "HTTPS://Voice.Example.org"])
def test_the_configured_origins_may(origins: Origins, origin: str) -> None:
    origins.check("/api/user", {"origin": origin})


@pytest.mark.parametrize("origins", [PRODUCTION, DEVELOPMENT])
@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://evil.example",
        "http://voice.example.org",
        "https://voice.example.org:8443",
        "https://voice.example.org.evil.example",
        "https://evil.example/voice.example.org",
        "http://localhost.evil.example",
        "http://127.evil.example",
        "http://evil@localhost:3000",
        "http://localhost:3000/path",
        "http://localhost:99999",
        "ftp://localhost",
        "file://localhost",
        "localhost",
    ],
)
def test_foreign_and_odd_origins_may_not(origins: Origins, origin: str) -> None:
    with pytest.raises(OriginForbidden):
        origins.check("/api/user", {"origin": origin})


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:8080", "http://127.0.0.1:5173", "http://[::1]:5173", "https://a.localhost"],
)
def test_loopback_pages_may_outside_production_only(origin: str) -> None:
    DEVELOPMENT.check("/api/user", {"origin": origin})
    with pytest.raises(OriginForbidden):
        PRODUCTION.check("/api/user", {"origin": origin})


def test_no_origin_is_a_program_and_may() -> None:
    PRODUCTION.check("/api/user", {})
    PRODUCTION.check("/api/user", {"sec-fetch-site": "cross-site"})
    PRODUCTION.check("/api/auth/logout", {"sec-fetch-site": "same-origin"})
    PRODUCTION.check("/api/auth/logout", {"sec-fetch-site": "none"})


def test_a_picture_on_a_foreign_page_cannot_sign_anybody_out() -> None:
    with pytest.raises(OriginForbidden):
        PRODUCTION.check("/api/auth/logout", {"sec-fetch-site": "cross-site"})
