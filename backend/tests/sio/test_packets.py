"""What is a packet, what is none, and that nothing else than PacketError comes of garbage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gethory.sio import packets
from gethory.sio.packets import Kind, Packet, PacketError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMESPACES = st.just("/") | st.text(min_size=1, max_size=20).map(lambda text: "/" + text).filter(
    lambda name: "," not in name and "[" not in name and len(name.encode()) <= 128
)
ACK_IDS = st.none() | st.integers(0, 10**15)


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def load(packet: Packet) -> list[Any]:
    return [json.loads(bytes(arg)) for arg in packet.args]


@settings(max_examples=40)
@given(NAMESPACES, st.text(), ACK_IDS, st.lists(JSON, max_size=4))
def test_an_event_comes_back_as_it_was_sent(
    namespace: str, name: str, ack_id: int | None, args: list[Any]
) -> None:
    mark = "" if namespace == "/" else namespace + ","
    number = "" if ack_id is None else str(ack_id)
    packet = packets.decode(f"42{mark}{number}".encode() + dump([name, *args]))
    assert (packet.kind, packet.namespace, packet.ack_id) == (Kind.EVENT, namespace, ack_id)
    assert load(packet) == [name, *args]
    assert packets.event_name(packet.args[0]) == name


@settings(max_examples=40)
@given(NAMESPACES, st.text(), JSON)
def test_an_encoded_event_can_be_decoded(namespace: str, name: str, payload: Any) -> None:
    message = packets.Prefixes(namespace)[name] + dump(payload) + b"]"
    packet = packets.decode(message)
    assert (packet.namespace, load(packet)) == (namespace, [name, payload])


@settings(max_examples=40)
@given(NAMESPACES, st.integers(0, 10**15), st.none() | JSON)
def test_an_encoded_ack_can_be_decoded(namespace: str, ack_id: int, payload: Any) -> None:
    raw = None if payload is None else dump(payload)
    packet = packets.decode(packets.encode_ack(namespace, ack_id, raw))
    assert (packet.kind, packet.namespace, packet.ack_id) == (Kind.ACK, namespace, ack_id)
    assert load(packet) == ([] if payload is None else [payload])


@given(st.binary(max_size=200))
def test_bytes_are_a_packet_or_a_packet_error(noise: bytes) -> None:
    for message in (noise, b"4" + noise, b"42" + noise, b"42[" + noise, b'42["a",' + noise + b"]"):
        try:
            packet = packets.decode(message)
        except PacketError:
            continue
        assert isinstance(packet, Packet)
        for arg in packet.args:
            json.loads(bytes(arg))  # what may be passed on is JSON


@given(st.text(alphabet='0123456789-/,[]{}":abc\\ue\u20ac ', max_size=60))
def test_text_that_looks_like_packets_is_one_or_a_packet_error(noise: str) -> None:
    try:
        packet = packets.decode(("4" + noise).encode())
    except PacketError:
        return
    for arg in packet.args:
        json.loads(bytes(arg))


@pytest.mark.parametrize(
    "message",
    [
        b"4",
        b"42",
        b"47",
        b"4x[]",
        b'42["a"',
        b'42["a"]x',
        b'42{"a":1}',
        b'42/api["a"]',
        b'42/api,x["a"]',
        b'42-1["a"]',
        b'4212345678901234567["a"]',
        b"42/" + b"n" * 200 + b',["a"]',
        b'43["no id"]',
        b'44{"message":"not from a client"}',
        b'45["no count"]',
        b'45x-["a"]',
        b'451["a"]',
        b"40[]",
        b'40"x"',
        b"40{",
        b"4abc",
        b'42["a","\xff"]',
        b'42["a","\xc0\x80"]',
        b'42["a",NaN]',
        b'42["a",01]',
        b'42["a","\x01"]',
        b'42["a",' + b"[" * 60_000 + b"]" * 60_000 + b"]",
        b'42["a",' + b'{"a":' * 5_000,
    ],
)
def test_what_is_no_packet(message: bytes) -> None:
    with pytest.raises(PacketError):
        packets.decode(message)


def test_a_binary_event_says_how_many_frames_follow() -> None:
    packet = packets.decode(b'452-/api,7["a",{"_placeholder":true,"num":0}]')
    assert (packet.kind, packet.announced, packet.namespace, packet.ack_id) == (
        Kind.BINARY_EVENT,
        2,
        "/api",
        7,
    )


@pytest.mark.parametrize(
    ("message", "namespace", "data"),
    [
        (b"40", "/", b""),
        (b'40{"token":1}', "/", b'{"token":1}'),
        (b"40/api", "/api", b""),
        (b"40/api,", "/api", b""),
        (b'40/api,{"token":1}', "/api", b'{"token":1}'),
    ],
)
def test_a_connect_in_each_of_its_forms(message: bytes, namespace: str, data: bytes) -> None:
    packet = packets.decode(message)
    assert (packet.kind, packet.namespace, packet.data) == (Kind.CONNECT, namespace, data)


@pytest.mark.parametrize("raw", [b"null", b"{}", b"[]", b"true", b'["a"]'])
def test_only_strings_and_numbers_name_an_event(raw: bytes) -> None:
    with pytest.raises(PacketError):
        packets.event_name(packets.decode(b"42[" + raw + b"]").args[0])


def test_a_number_is_a_name_that_nobody_listens_to() -> None:
    assert packets.event_name(packets.decode(b"42[-7]").args[0]) == "-7"
