"""One person, two tabs or devices: the newest keeps the room, whatever wakes up later."""

from __future__ import annotations

import pytest

from gethory.errors import RoomNotJoined
from live.stage import Stage

pytestmark = pytest.mark.anyio


async def test_who_wakes_up_does_not_take_the_room_from_the_newer_tab() -> None:
    stage = Stage()
    room = stage.room()
    bob = await stage.joined("bob", room)
    laptop = await stage.joined("ann", room)
    woken = stage.lose(laptop)
    phone = stage.tab(laptop.user)
    await stage.join(phone, room)
    bob.heard()
    with pytest.raises(RoomNotJoined):
        await stage.join(woken, room, resume=laptop.joined["you"]["resume"])
    assert woken.heard() == [("removed", {"reason": "replaced", "roomId": room.id})]
    assert bob.heard() == []
    assert stage.presence.peer(room.id, phone.peer_id) is not None


async def test_who_joins_anew_takes_over() -> None:
    stage = Stage()
    room = stage.room()
    laptop = await stage.joined("ann", room)
    again = stage.lose(laptop)
    phone = stage.tab(laptop.user)
    await stage.join(phone, room)
    await stage.join(again, room)
    assert phone.heard()[-1] == ("removed", {"reason": "replaced", "roomId": room.id})
    assert stage.presence.peer(room.id, again.peer_id) is not None


async def test_who_wakes_up_takes_over_from_a_tab_that_is_away_too() -> None:
    stage = Stage()
    room = stage.room()
    laptop = await stage.joined("ann", room)
    woken = stage.lose(laptop)
    phone = stage.tab(laptop.user)
    await stage.join(phone, room)
    stage.service.closed(phone.line, 30)
    await stage.join(woken, room, resume=laptop.joined["you"]["resume"])
    assert [peer.id for peer in stage.presence.peers(room.id)] == [woken.peer_id]


async def test_a_new_seat_whose_ack_got_lost_is_no_other_tab() -> None:
    stage = Stage()
    room = stage.room()
    ann = await stage.joined("ann", room)
    resume = ann.joined["you"]["resume"]
    back = stage.lose(ann, kept_s=0)
    await stage.join(back, room, resume=resume)
    # The answer is lost, with a line that the server still believes in.
    again = stage.tab(ann.user, ann.line.session_id)
    await stage.join(again, room, resume=resume)
    assert [peer.id for peer in stage.presence.peers(room.id)] == [again.peer_id]
