"""The relay path: reads the envelope of a signal, checks what is inside, and never rebuilds it."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from gethory.errors import PayloadInvalid
from gethory.live.schemas import (
    DescriptionHead,
    IceCandidateEnvelope,
    RelayIceEnvelope,
    RelaySdpEnvelope,
    SessionDescriptionEnvelope,
)

CANDIDATE_MAX = 1024
DESCRIPTION_MAX = 16 * 1024
DEPTH_MAX = 32
_DIGITS_MAX = 512
_MANY_DIGITS = re.compile(rb"[0-9]{%d}" % _DIGITS_MAX)

_T = TypeVar("_T")
_ice = msgspec.json.Decoder(RelayIceEnvelope)
_sdp = msgspec.json.Decoder(RelaySdpEnvelope)
_head = msgspec.json.Decoder(DescriptionHead)
_anything = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()


def read_candidate(payload: bytes) -> RelayIceEnvelope:
    """The envelope of a `relay-ice`. Raises PayloadInvalid."""
    envelope = _read(_ice, payload)
    candidate = _checked(envelope.icecandidate, CANDIDATE_MAX)
    if candidate[:1] != b"{" and candidate != b"null":
        raise PayloadInvalid
    return envelope


def read_description(payload: bytes) -> tuple[RelaySdpEnvelope, bool]:
    """The envelope of a `relay-sdp`, and whether it is an offer. Raises PayloadInvalid."""
    envelope = _read(_sdp, payload)
    description = _checked(envelope.session_description, DESCRIPTION_MAX)
    head = _read(_head, description)
    _require_digestible(description)
    return envelope, head.type == "offer"


def candidate_from(sender_id: str, envelope: RelayIceEnvelope) -> bytes:
    """The payload of `ice-candidate`."""
    return _encoder.encode(
        IceCandidateEnvelope(sender_id, envelope.icecandidate, envelope.generation)
    )


def description_from(sender_id: str, envelope: RelaySdpEnvelope) -> bytes:
    """The payload of `session-description`."""
    return _encoder.encode(
        SessionDescriptionEnvelope(sender_id, envelope.session_description, envelope.generation)
    )


def _read(decoder: msgspec.json.Decoder[_T], payload: bytes) -> _T:
    try:
        return decoder.decode(payload)
    except (msgspec.MsgspecError, RecursionError):
        raise PayloadInvalid from None


def _require_digestible(description: bytes) -> None:
    """What is passed on untouched must not break who reads it: Python gives up on JSON of a
    thousand levels, and on a number of 4300 digits. Raises PayloadInvalid."""
    if description.count(b"{") + description.count(b"[") > DEPTH_MAX:
        _require_shallow(_read(_anything, description), DEPTH_MAX)
    if _MANY_DIGITS.search(description):
        raise PayloadInvalid


def _require_shallow(value: Any, depth: int) -> None:
    if depth == 0:
        raise PayloadInvalid
    inner = value.values() if isinstance(value, dict) else value
    for one in inner if isinstance(value, dict | list) else ():
        _require_shallow(one, depth - 1)


def _checked(raw: msgspec.Raw, most: int) -> bytes:
    """The bytes, bounded; that they are JSON in UTF-8 the packet's decoder made sure of."""
    if len(raw_bytes := bytes(raw)) > most:
        raise PayloadInvalid
    return raw_bytes
