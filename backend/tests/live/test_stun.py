"""The STUN responder: the published test vectors, garbage, floods, and real UDP."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from gethory.live.stun import SourceRates, StunResponder, _fingerprint, answer
from live.stage import Clock

COOKIE = bytes.fromhex("2112a442")
TRANSACTION = bytes.fromhex("b7e7a701bc34d686fa87dfae")
# RFC 5769, section 2.1: a request with SOFTWARE, PRIORITY, ICE-CONTROLLED, USERNAME,
# MESSAGE-INTEGRITY and FINGERPRINT.
RFC_REQUEST = bytes.fromhex(
    "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
    "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
    "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf"
)


def request(*attributes: tuple[int, bytes], kind: int = 1, cookie: bytes = COOKIE) -> bytes:
    body = b"".join(
        struct.pack("!HH", number, len(value)) + value + b"\0" * (-len(value) % 4)
        for number, value in attributes
    )
    return struct.pack("!HH", kind, len(body)) + cookie + TRANSACTION + body


def address_in(reply: bytes) -> tuple[str, int]:
    """What a client makes of XOR-MAPPED-ADDRESS, the first attribute."""
    number, length = struct.unpack_from("!HH", reply, 20)
    assert number == 0x0020
    value = reply[24 : 24 + length]
    port = struct.unpack_from("!H", value, 2)[0] ^ 0x2112
    mask = COOKIE + reply[8:20]
    packed = bytes(a ^ b for a, b in zip(value[4:], mask, strict=False))
    return str(ip_address(packed)), port


def test_an_ipv4_address_is_told_as_the_rfc_encodes_it() -> None:
    reply = answer(request(), ("192.0.2.1", 32853))
    assert reply is not None
    assert reply == (
        bytes.fromhex("0101000c") + COOKIE + TRANSACTION + bytes.fromhex("002000080001a147e112a643")
    )


def test_an_ipv6_address_is_told_as_the_rfc_encodes_it() -> None:
    reply = answer(request(), ("2001:db8:1234:5678:11:2233:4455:6677", 32853, 0, 0))
    assert reply is not None
    assert reply[20:].hex() == "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"


def test_an_ipv4_address_in_ipv6_form_is_told_as_ipv4() -> None:
    reply = answer(request(), ("::ffff:192.0.2.1", 32853, 0, 0))
    assert reply is not None
    assert address_in(reply) == ("192.0.2.1", 32853)


def test_the_published_request_has_a_right_fingerprint_and_an_attribute_not_for_us() -> None:
    reply = answer(RFC_REQUEST, ("192.0.2.1", 32853))
    assert reply is not None
    assert reply[:2].hex() == "0111"
    assert reply[20:28].hex() == "0009000400000414"
    assert reply[28:36].hex() == "000a000200240000"
    assert reply[36:40].hex() == "80280004"
    assert len(reply) == 20 + struct.unpack_from("!H", reply, 2)[0]


def test_a_fingerprint_is_answered_with_one_and_only_then() -> None:
    plain = answer(request(), ("192.0.2.1", 1))
    assert plain is not None
    assert b"\x80\x28\x00\x04" not in plain
    head = request()[:2] + struct.pack("!H", 8) + request()[4:]
    asked = answer(head + _fingerprint(head), ("192.0.2.1", 1))
    assert asked is not None
    assert asked[-8:] == _fingerprint(asked[:-8])
    assert struct.unpack_from("!H", asked, 2)[0] == len(asked) - 20


def test_attributes_that_may_be_ignored_are_ignored() -> None:
    reply = answer(
        request((0x8022, b"client"), (0xC001, b"abc"), (0x0006, b"me")), ("::1", 9, 0, 0)
    )
    assert reply is not None
    assert address_in(reply) == ("::1", 9)


def test_an_answer_is_never_much_longer_than_what_was_asked() -> None:
    unknown = tuple((number, b"") for number in range(0x0100, 0x0180))
    for asked in (request(), request(*unknown)):
        reply = answer(asked, ("2001:db8::1", 1, 0, 0))
        assert reply is not None
        assert len(reply) <= 3 * len(asked)
        assert len(reply) <= 60


GARBAGE = {
    "empty": b"",
    "short": request()[:19],
    "random": os.urandom(100),
    "response": request(kind=0x0101),
    "indication": request(kind=0x0011),
    "allocate": request(kind=0x0003),
    "channel data": b"\x40\x00\x00\x04abcd" + b"\0" * 12,
    "classic": request(cookie=b"\0\0\0\0"),
    "trailing": request() + b"\0\0\0\0",
    "uneven": struct.pack("!HH", 1, 2) + COOKIE + TRANSACTION + b"ab",
    "attribute too long": request()[:2] + struct.pack("!H", 4) + request()[4:] + b"\x80\x22\0\x09",
    "half an attribute": request((0x8022, b"abcd"))[:2] + b"\0\x02" + request()[4:] + b"\x80\x22",
    "wrong fingerprint": RFC_REQUEST[:-1] + b"\0",
    "fingerprint not last": request((0x8028, b"abcd"), (0x8022, b"abcd")),
    "short fingerprint": request((0x8028, b"")),
    "huge": request((0x8022, b"x" * 600)),
}


@pytest.mark.parametrize("datagram", GARBAGE.values(), ids=GARBAGE)
def test_garbage_gets_no_answer(datagram: bytes) -> None:
    assert answer(datagram, ("192.0.2.1", 1)) is None


def test_no_random_datagram_makes_trouble() -> None:
    for length in range(0, 200, 3):
        assert answer(os.urandom(length), ("192.0.2.1", 1)) is None
        answer(request() + os.urandom(length), ("192.0.2.1", 1))
        body = os.urandom(length // 4 * 4)
        answer(struct.pack("!HH", 1, len(body)) + COOKIE + TRANSACTION + body, ("192.0.2.1", 1))


# Rates -------------------------------------------------------------------------------------


def test_a_source_gets_a_burst_and_then_so_many_a_second() -> None:
    clock = Clock()
    rates = SourceRates(clock, burst=5, per_s=2)
    assert [rates.take("192.0.2.1") for _ in range(7)] == [True] * 5 + [False] * 2
    assert rates.take("192.0.2.2")
    clock.go(1)
    assert [rates.take("192.0.2.1") for _ in range(3)] == [True, True, False]


def test_a_whole_ipv6_network_is_one_source() -> None:
    rates = SourceRates(Clock(), burst=1, per_s=1)
    assert rates.take("2001:db8::1")
    assert not rates.take("2001:db8::2%eth0")
    assert rates.take("2001:db8:0:1::1")


def test_a_flood_of_forged_sources_fills_no_memory() -> None:
    rates = SourceRates(Clock(), sources_max=100)
    for number in range(10_000):
        rates.take(f"10.0.{number // 256}.{number % 256}")
    assert len(rates._buckets) <= 100


# Real UDP ----------------------------------------------------------------------------------


@pytest.fixture
def responder() -> Iterator[StunResponder]:
    one = StunResponder("", 0)
    one.start()
    yield one
    one.stop()


def asks(family: socket.AddressFamily, host: str, port: int, *datagrams: bytes) -> bytes:
    """The first answer to the datagrams, and that its address is the client's own."""
    with socket.socket(family, socket.SOCK_DGRAM) as client:
        client.settimeout(5)
        client.bind((host, 0))
        for datagram in datagrams:
            client.sendto(datagram, (host, port))
        reply = client.recv(2048)
        assert address_in(reply) == client.getsockname()[:2]
        return reply


def test_a_client_learns_its_own_address(responder: StunResponder) -> None:
    reply = asks(socket.AF_INET, "127.0.0.1", responder.port, request())
    assert reply[8:20] == TRANSACTION


@pytest.mark.skipif(not os.path.exists("/proc/net/if_inet6"), reason="this machine has no IPv6")
def test_a_client_learns_its_own_ipv6_address(responder: StunResponder) -> None:
    asks(socket.AF_INET6, "::1", responder.port, request())


def test_garbage_on_the_way_is_skipped(responder: StunResponder) -> None:
    asks(socket.AF_INET, "127.0.0.1", responder.port, b"", os.urandom(50), request())


def test_who_asks_too_often_is_not_answered_for_a_while() -> None:
    responder = StunResponder("127.0.0.1", 0, SourceRates(burst=3, per_s=0.001))
    responder.start()
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            for _ in range(5):
                client.sendto(request(), ("127.0.0.1", responder.port))
            client.settimeout(5)
            for _ in range(3):
                client.recv(100)
            client.settimeout(0.2)
            with pytest.raises(TimeoutError):
                client.recv(100)
    finally:
        responder.stop()


def test_a_port_in_use_is_told_at_the_start(responder: StunResponder) -> None:
    with pytest.raises(OSError, match="in use"):
        StunResponder("", responder.port).start()


def test_it_stops_at_once_frees_its_port_and_starts_again() -> None:
    first = StunResponder("127.0.0.1", 0)
    first.start()
    before = time.monotonic()
    first.stop()
    first.stop()
    assert time.monotonic() - before < 2
    second = StunResponder("127.0.0.1", first.port)
    second.start()
    asks(socket.AF_INET, "127.0.0.1", second.port, request())
    second.stop()
