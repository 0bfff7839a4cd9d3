"""The relay path reads what the models of the wire describe, and passes on what it read."""

from __future__ import annotations

import json

import msgspec
import pytest
from pydantic import ValidationError

from gethory.errors import PayloadInvalid
from gethory.kit.wire import Words
from gethory.live import schemas, signals

OFFER = {"type": "offer", "sdp": "v=0\r\n"}
PEER_IDS: list[object] = [
    "p",
    "p" * 64,
    "é" * 64,
    "p" * 65,
    "",
    None,
    0,
    1,
    1.5,
    True,
    False,
    [],
    {},
    ["a", "b"],
    {"a": 1},
]
GENERATIONS: list[object] = [
    None,
    0,
    7,
    2**31 - 1,
    2**31,
    -1,
    1.0,
    1.5,
    "1",
    True,
    [],
    {},
]
CANDIDATES: list[object] = [
    None,
    {},
    {"candidate": "c", "sdpMid": "0", "deep": {"er": [1]}},
    "text",
    0,
    True,
    [],
    [{}],
    1.5,
]
DESCRIPTIONS: list[object] = [
    OFFER,
    {"type": "answer", "sdp": ""},
    {"type": "pranswer", "sdp": "x"},
    {"type": "rollback"},
    {**OFFER, "more": [1]},
    {"type": "OFFER", "sdp": "x"},
    {"type": "bye", "sdp": "x"},
    {"sdp": "x"},
    {"type": None, "sdp": "x"},
    {"type": "offer", "sdp": 1},
    {"type": "offer", "sdp": None},
    {"type": ["offer"], "sdp": "x"},
    {},
    None,
    "offer",
    0,
    True,
    [],
    [OFFER],
]


def ice_table() -> list[object]:
    good = {"peerId": "p", "icecandidate": {"candidate": "c"}}
    return [
        *({**good, "peerId": value} for value in PEER_IDS),
        *({**good, "icecandidate": value} for value in CANDIDATES),
        *({**good, "generation": value} for value in GENERATIONS),
        {**good, "user": {"_id": "x"}, "to": "everybody"},
        {"icecandidate": {}}, {"peerId": "p"}, {"peer_id": "p", "icecandidate": {}},
        {}, [], [good], "text", 1, None, True,
    ]  # fmt: skip


def sdp_table() -> list[object]:
    good = {"peerId": "p", "sessionDescription": OFFER}
    return [
        *({**good, "peerId": value} for value in PEER_IDS),
        *({**good, "sessionDescription": value} for value in DESCRIPTIONS),
        *({**good, "generation": value} for value in GENERATIONS),
        {**good, "user": {"_id": "x"}},
        {"sessionDescription": OFFER}, {"peerId": "p"},
        {"peerId": "p", "session_description": OFFER},
        {}, [], [good], "text", 1, None, True,
    ]  # fmt: skip


def accepted_by_model(model: type[Words], payload: bytes) -> bool:
    try:
        model.model_validate_json(payload, strict=True, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


def accepted_by_candidates(payload: bytes) -> bool:
    try:
        signals.read_candidate(payload)
    except PayloadInvalid:
        return False
    return True


def accepted_by_descriptions(payload: bytes) -> bool:
    try:
        signals.read_description(payload)
    except PayloadInvalid:
        return False
    return True


@pytest.mark.parametrize("value", ice_table(), ids=json.dumps)
def test_the_envelope_of_a_candidate_takes_what_its_model_takes(value: object) -> None:
    payload = json.dumps(value).encode()
    assert accepted_by_candidates(payload) is accepted_by_model(schemas.RelayIce, payload)


@pytest.mark.parametrize("value", sdp_table(), ids=json.dumps)
def test_the_envelope_of_a_description_takes_what_its_model_takes(value: object) -> None:
    payload = json.dumps(value).encode()
    assert accepted_by_descriptions(payload) is accepted_by_model(schemas.RelaySdp, payload)


def test_both_tables_hold_good_and_bad_ones() -> None:
    for accepts, table in (
        (accepted_by_candidates, ice_table()),
        (accepted_by_descriptions, sdp_table()),
    ):
        verdicts = [accepts(json.dumps(value).encode()) for value in table]
        assert 8 <= verdicts.count(True) < len(verdicts) - 20


CANDIDATE = (
    b'{ "candidate" : "candidate:1 1 UDP 1 ::1 9 typ host","sdpMid":"0" , "\\u0061":1.50e3 }'
)
DESCRIPTION = '{ "sdp":"v=0\\r\\nüñ\\u00e9", "type" : "offer","more":[ 1 , 2 ] }'.encode()


def test_a_candidate_is_passed_on_byte_for_byte() -> None:
    envelope = signals.read_candidate(b'{"peerId":"bob", "icecandidate": ' + CANDIDATE + b"}")
    assert signals.candidate_from("ann", envelope) == (
        b'{"peerId":"ann","icecandidate":' + CANDIDATE + b"}"
    )


def test_a_description_is_passed_on_byte_for_byte_with_its_generation() -> None:
    payload = b'{"generation":3,"sessionDescription":' + DESCRIPTION + b',"peerId":"bob"}'
    envelope, offer = signals.read_description(payload)
    assert offer
    assert signals.description_from("ann", envelope) == (
        b'{"peerId":"ann","sessionDescription":' + DESCRIPTION + b',"generation":3}'
    )


def test_what_is_passed_on_reads_as_the_facts_of_the_wire() -> None:
    ice = signals.read_candidate(b'{"peerId":"b","icecandidate":null,"generation":1}')
    schemas.IceCandidate.model_validate_json(signals.candidate_from("a", ice), by_name=False)
    sdp, _ = signals.read_description(
        b'{"peerId":"b","sessionDescription":{"type":"rollback"},"generation":null}'
    )
    schemas.SessionDescriptionSent.model_validate_json(
        signals.description_from("a", sdp), by_name=False
    )


@pytest.mark.parametrize(("kind", "offer"), [("offer", True), ("answer", False)])
def test_an_offer_is_told_from_the_rest(kind: str, offer: bool) -> None:
    payload = json.dumps({"peerId": "b", "sessionDescription": {"type": kind, "sdp": "x"}})
    assert signals.read_description(payload.encode())[1] is offer


@pytest.mark.parametrize(("size", "good"), [(1024, True), (1025, False)])
def test_a_candidate_has_a_size(size: int, good: bool) -> None:
    raw = msgspec.json.encode({"c": "x" * (size - 8)})
    assert len(raw) == size
    assert accepted_by_candidates(b'{"peerId":"b","icecandidate":' + raw + b"}") is good


@pytest.mark.parametrize(("size", "good"), [(16384, True), (16385, False)])
def test_a_description_has_a_size(size: int, good: bool) -> None:
    raw = msgspec.json.encode({"type": "offer", "sdp": "x" * (size - 25)})
    assert len(raw) == size
    assert accepted_by_descriptions(b'{"peerId":"b","sessionDescription":' + raw + b"}") is good


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"nul", b'{"peerId":"b","icecandidate":{}', b"[" * 60000]
)
def test_what_is_no_json_is_refused_and_nothing_worse(payload: bytes) -> None:
    assert not accepted_by_candidates(payload)
    assert not accepted_by_descriptions(payload)


@pytest.mark.parametrize(
    ("more", "good"),
    [
        (b"[" * 31 + b"]" * 31, True),
        (b"[" * 32 + b"]" * 32, False),
        (b'{"a":' * 900 + b"1" + b"}" * 900, False),
        (b"[" + b"{},[]," * 2000 + b"1]", True),
        (b'"' + b"[{" * 4000 + b'"', True),
        (b"9" * 511, True),
        (b"9" * 5000, False),
    ],
)
def test_a_description_that_breaks_a_reader_is_not_passed_on(more: bytes, good: bool) -> None:
    payload = b'{"peerId":"b","sessionDescription":{"type":"offer","x":' + more + b"}}"
    assert accepted_by_descriptions(payload) is good
