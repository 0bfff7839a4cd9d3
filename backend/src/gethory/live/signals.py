"""The relay path: reads the envelope of a signal, checks what is inside, and never rebuilds it."""

from __future__ import annotations

from typing import TypeVar

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

_T = TypeVar("_T")
_ice = msgspec.json.Decoder(RelayIceEnvelope)
_sdp = msgspec.json.Decoder(RelaySdpEnvelope)
_head = msgspec.json.Decoder(DescriptionHead)
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
    head = _read(_head, _checked(envelope.session_description, DESCRIPTION_MAX))
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


def _checked(raw: msgspec.Raw, most: int) -> bytes:
    """The bytes, bounded; that they are JSON in UTF-8 the packet's decoder made sure of."""
    if len(raw_bytes := bytes(raw)) > most:
        raise PayloadInvalid
    return raw_bytes
