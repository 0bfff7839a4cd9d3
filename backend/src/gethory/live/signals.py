"""The relay path: reads the envelope of a signal, checks what is inside, and never rebuilds it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeVar

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
_MANY_DIGITS = re.compile(rb"[0-9]{512}")
_SIMPLE = 2 * DEPTH_MAX
"""So many bytes beside the text of the SDP are neither too deep nor too long a number."""

_T = TypeVar("_T")
_ice = msgspec.json.Decoder(RelayIceEnvelope)
_sdp = msgspec.json.Decoder(RelaySdpEnvelope)
_head = msgspec.json.Decoder(DescriptionHead)
_anything = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()


def read_candidate(payload: bytes) -> RelayIceEnvelope:
    """The envelope of a `relay-ice`. Raises PayloadInvalid."""
    try:
        envelope = _ice.decode(payload)
    except (msgspec.MsgspecError, RecursionError):
        raise PayloadInvalid from None
    candidate = bytes(envelope.icecandidate)
    if len(candidate) > CANDIDATE_MAX or (candidate[:1] != b"{" and candidate != b"null"):
        raise PayloadInvalid
    return envelope


class Description(NamedTuple):
    """A `relay-sdp`."""

    envelope: RelaySdpEnvelope
    is_offer: bool


def read_description(payload: bytes) -> Description:
    """What a `relay-sdp` says. Raises PayloadInvalid."""
    envelope = _read(_sdp, payload)
    description = bytes(envelope.session_description)
    if len(description) > DESCRIPTION_MAX:
        raise PayloadInvalid
    head = _read(_head, description)
    sdp = bytes(head.sdp)
    if not sdp.startswith(b'"'):
        raise PayloadInvalid
    if len(description) - len(sdp) > _SIMPLE:
        _require_digestible(description)
    return Description(envelope, head.type == "offer")


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
