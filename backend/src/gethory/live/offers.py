"""The offers that a join may bring along: read as relayed ones are, one for each member."""

from __future__ import annotations

import msgspec

from gethory.errors import PayloadInvalid
from gethory.live import signals
from gethory.live.schemas import OFFERS_MAX, RelaySdpEnvelope

OFFERS_BYTES_MAX = 48 * 1024
"""All of them together, as they came."""

Offers = tuple[RelaySdpEnvelope, ...]
"""For nobody yet: what stands in `peer_id` means nothing."""


class _Pool(msgspec.Struct):
    offers: list[msgspec.Raw] | None = None


_pool = msgspec.json.Decoder(_Pool)


def read_offers(payload: bytes) -> Offers:
    """The offers of a `join`, in their order. Raises PayloadInvalid."""
    try:
        offers = _pool.decode(payload).offers or []
    except (msgspec.MsgspecError, RecursionError):
        raise PayloadInvalid from None
    raw = [bytes(offer) for offer in offers]
    if len(raw) > OFFERS_MAX or sum(map(len, raw)) > OFFERS_BYTES_MAX:
        raise PayloadInvalid
    return tuple(_read(offer) for offer in raw)


def _read(offer: bytes) -> RelaySdpEnvelope:
    """Read as its relay would be, so that the same rules hold for it."""
    relay = b'{"peerId":"-","sessionDescription":' + offer + b"}"
    envelope, is_offer = signals.read_description(relay)
    if not is_offer:
        raise PayloadInvalid
    return envelope
