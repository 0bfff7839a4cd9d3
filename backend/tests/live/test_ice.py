"""Which STUN servers browsers are told of."""

from __future__ import annotations

from typing import Any

import pytest

from gethory.live.ice import ice_servers, serves_stun
from live.stage import settings


@pytest.mark.parametrize(
    ("given", "urls", "own"),
    [
        ({}, ["stun:voice.example.org:3478"], True),
        ({"stun_port": 3479}, ["stun:voice.example.org:3479"], True),
        ({"stun_port": 0}, [], False),
        ({"backend_url": "http://localhost:3000"}, [], False),
        ({"backend_url": "http://127.0.0.1:3000"}, [], False),
        ({"backend_url": "https://[2001:db8::1]:8443"}, ["stun:[2001:db8::1]:3478"], True),
        (
            {"stun_urls": "stun:a.example:3478, stun:b.example"},
            ["stun:a.example:3478", "stun:b.example"],
            False,
        ),
        (
            {"stun_urls": "stun:a.example", "backend_url": "http://localhost:1"},
            ["stun:a.example"],
            False,
        ),
    ],
)
def test_browsers_are_told_of_our_own_responder_unless_told_otherwise(
    given: dict[str, Any], urls: list[str], own: bool
) -> None:
    made = settings(**given)
    assert [url for server in ice_servers(made) for url in server.urls] == urls
    assert serves_stun(made) is own
