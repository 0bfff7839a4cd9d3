"""Client addresses behind proxies, and what rates count by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gethory.kit.address import UNKNOWN, TrustedProxies, is_loopback, source_of

PROXIES = TrustedProxies(["10.0.0.0/8", "127.0.0.1", "fd00::/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["1.2.3.4, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
        ("10.0.0.1", ["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
        ("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("::ffff:10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("fd00::1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["198.51.100.1, unknown"], "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        (None, ["198.51.100.1"], UNKNOWN),
        ("nonsense", [], UNKNOWN),
    ],
)
def test_the_client_is_the_right_most_hop_that_is_no_proxy_of_ours(
    peer: str | None, forwarded: list[str], client: str
) -> None:
    assert PROXIES.client_of(peer, forwarded) == client


def test_nobody_is_trusted_by_default() -> None:
    assert TrustedProxies().client_of("127.0.0.1", ["198.51.100.1"]) == "127.0.0.1"


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_header_gives_an_address(peer: str, forwarded: list[str]) -> None:
    assert PROXIES.client_of(peer, forwarded)
    assert PROXIES.client_of("10.0.0.1", forwarded)


def test_a_proxy_that_is_no_address_is_named() -> None:
    with pytest.raises(ValueError, match="my-proxy"):
        TrustedProxies(["my-proxy"])


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_rates_count_by_address_or_network(address: str, source: str) -> None:
    assert source_of(address) == source


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "app.localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"]
)
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "127.evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0", "::"]
)
def test_everything_else_is_not(host: str) -> None:
    assert not is_loopback(host)
