"""Addresses of relays, as operators write them."""

from __future__ import annotations

import pytest

from gethory.kit.turn import relay_urls, stun_urls

UDP, TCP, TLS = (
    "turn:turn.example.org:3478?transport=udp",
    "turn:turn.example.org:3478?transport=tcp",
    "turns:turn.example.org:5349?transport=tcp",
)


@pytest.mark.parametrize(
    ("written", "urls"),
    [
        ("turn.example.org", (UDP, TCP, TLS)),
        ("TURN.Example.org", (UDP, TCP, TLS)),
        ("turn.example.org:3478", (UDP, TCP)),
        ("turn:turn.example.org", (UDP, TCP)),
        ("turn://turn.example.org", (UDP, TCP)),
        ("turn:turn.example.org:3478?transport=tcp", (TCP,)),
        ("turns:turn.example.org", (TLS,)),
        ("turns:turn.example.org:443", ("turns:turn.example.org:443?transport=tcp",)),
        ("10.0.0.1:5000", ("turn:10.0.0.1:5000?transport=udp", "turn:10.0.0.1:5000?transport=tcp")),
        (
            "[2001:db8::1]:3478",
            ("turn:[2001:db8::1]:3478?transport=udp", "turn:[2001:db8::1]:3478?transport=tcp"),
        ),
    ],
)
def test_a_relay_is_written_shortly_and_told_in_full(written: str, urls: tuple[str, ...]) -> None:
    assert relay_urls(written) == urls


@pytest.mark.parametrize(
    "written",
    [
        "",
        "https://turn.example.org",
        "stun:turn.example.org",
        "turn:",
        "turn.example.org:0",
        "turn.example.org:70000",
        "turn:ada@turn.example.org",
        "turns:turn.example.org?transport=udp",
        "turn.example.org/path",
    ],
)
def test_what_is_no_address_of_a_relay_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"turn|browser"):
        relay_urls(written)


def test_whatever_relays_udp_also_tells_addresses() -> None:
    assert stun_urls((UDP, TCP, TLS, UDP)) == ("stun:turn.example.org:3478",)
    assert stun_urls((TCP, TLS)) == ()
