"""What is said of a peer, as words of the wire and as bytes of them."""

from __future__ import annotations

from typing import Literal

from gethory.auth.schemas import PictureUrls, public_words
from gethory.kit.wire import Words
from gethory.live import schemas
from gethory.live.presence import Peer, Seat

Reason = Literal["kicked", "replaced", "session_ended"]


def encoded(fact: Words) -> bytes:
    """The payload of a fact."""
    return fact.model_dump_json().encode()


def removal(peer: Peer) -> schemas.RemovePeer:
    return schemas.RemovePeer(peer_id=peer.id, user_id=peer.user.id)


def removed(reason: Reason, room_id: str | None) -> bytes:
    """To a line that is out of its room now."""
    return encoded(schemas.Removed(reason=reason, room_id=room_id))


def restarting(retry_in_ms: int) -> bytes:
    """To a line that ends with this server, and may come back to the next one."""
    return encoded(schemas.ServerRestarting(retry_in_ms=retry_in_ms))


def mute_changed(peer: Peer) -> schemas.MuteChanged:
    return schemas.MuteChanged(room_id=peer.room_id, user_id=peer.user.id, peer_id=peer.id)


def mute_info(peer: Peer) -> schemas.MuteInfoSent:
    return schemas.MuteInfoSent(
        user_id=peer.user.id, is_mute=peer.muted, peer_id=peer.id, room_id=peer.room_id
    )


def away(peer: Peer) -> schemas.PeerAway:
    """The payload of peer-away and peer-back."""
    return schemas.PeerAway(peer_id=peer.id)


def add_peer(
    peer: Peer, pictures: PictureUrls, *, create_offer: bool, offer: int | None = None
) -> schemas.AddPeer:
    """`create_offer`: whether who hears of the peer makes the offer; `offer`: which one of theirs
    the peer has already."""
    return schemas.AddPeer(
        peer_id=peer.id,
        create_offer=create_offer,
        user=public_words(peer.user, pictures),
        muted=peer.muted,
        offer=offer,
    )


def peer_words(peer: Peer, pictures: PictureUrls, offer: int | None) -> schemas.PeerWords:
    """A peer in the ack of a join, and which offer of it the peer was given."""
    return schemas.PeerWords(
        peer_id=peer.id,
        user=public_words(peer.user, pictures),
        muted=peer.muted,
        role=peer.role,
        away=peer.seat is Seat.AWAY,
        offer=offer,
    )
