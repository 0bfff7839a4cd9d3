"""Who may not be in a room any more is out of it at once, and does not slip back in."""

from __future__ import annotations

import pytest

from gethory.errors import PeerNotFound, RoomNotFound, RoomNotJoined
from gethory.models import Role, Room, RoomType, User
from live.stage import Stage, Tab

pytestmark = pytest.mark.anyio


class Circle(Stage):
    """A group room of Olga's with Bob in it, and Ann, who is about to lose her membership."""

    def __init__(self) -> None:
        super().__init__()
        self.olga, self.bob, self.ann = [self.person(name) for name in ("olga", "bob", "ann")]
        self.circle = self.room(self.olga, RoomType.GROUP)
        for user in (self.bob, self.ann):
            self.rooms.let_in(user, self.circle)

    async def everybody(self) -> tuple[Tab, Tab, Tab]:
        """Tabs of the three in the room, who have looked at everything they were told."""
        tabs = [await self.joined(user, self.circle) for user in (self.olga, self.bob, self.ann)]
        for tab in tabs:
            tab.heard()
        return tabs[0], tabs[1], tabs[2]

    def expel(self, user: User, room: Room | None = None) -> None:
        """End the membership, then do what the rules of membership do."""
        self.rooms.members.pop(((room or self.circle).id, user.id), None)
        self.service.put_out((room or self.circle).id, user.id)


async def test_the_answer_says_what_everybody_is_by_their_membership() -> None:
    stage = Circle()
    stage.rooms.let_in(stage.bob, stage.circle, Role.MODERATOR)
    olga, bob, ann = await stage.everybody()
    assert [tab.joined["you"]["role"] for tab in (olga, bob, ann)] == [
        "owner",
        "moderator",
        "speaker",
    ]
    roles = {peer["peerId"]: peer["role"] for peer in ann.joined["peers"]}
    assert roles == {olga.peer_id: "owner", bob.peer_id: "moderator"}


async def test_a_resume_knows_what_the_membership_is_by_now() -> None:
    stage = Circle()
    ann = await stage.joined(stage.ann, stage.circle)
    stage.rooms.let_in(stage.ann, stage.circle, Role.MODERATOR)
    back = stage.lose(ann)
    await stage.join(back, stage.circle, resume=ann.joined["you"]["resume"])
    assert (back.peer_id, back.joined["you"]["role"]) == (ann.peer_id, "moderator")
    bob = await stage.joined(stage.bob, stage.circle)
    assert [peer["role"] for peer in bob.joined["peers"]] == ["moderator"]


async def test_who_is_put_out_hears_why_and_the_others_that_they_are_gone() -> None:
    stage = Circle()
    olga, bob, ann = await stage.everybody()
    stage.expel(stage.ann)
    gone = ("remove-peer", {"peerId": ann.peer_id, "userId": stage.ann.id})
    assert olga.heard() == bob.heard() == [gone]
    heard = ann.heard()
    assert heard[0] == ("removed", {"reason": "kicked", "roomId": stage.circle.id})
    assert [(event, fact["peerId"]) for event, fact in heard[1:]] == [
        ("remove-peer", olga.peer_id),
        ("remove-peer", bob.peer_id),
    ]
    assert stage.presence.people(stage.circle.id) == (stage.olga, stage.bob)
    assert not ann.disconnected


async def test_nothing_passes_between_who_is_out_and_who_is_in() -> None:
    stage = Circle()
    _, bob, ann = await stage.everybody()
    stage.expel(stage.ann)
    bob.heard()
    ann.heard()
    for sender, target in ((ann, bob), (bob, ann)):
        with pytest.raises(PeerNotFound):
            stage.candidate(sender, target.peer_id)
        with pytest.raises(PeerNotFound):
            stage.describe(sender, target.peer_id)
    with pytest.raises(RoomNotJoined):
        stage.service.set_muted(ann.line, stage.circle.id, False)
    assert bob.heard() == ann.heard() == []


async def test_who_is_out_does_not_come_back_new_or_by_resume() -> None:
    stage = Circle()
    _, bob, ann = await stage.everybody()
    stage.expel(stage.ann)
    bob.heard()
    other = stage.tab(stage.ann)
    for tab in (ann, other):
        for more in ({}, {"resume": ann.joined["you"]["resume"]}):
            with pytest.raises(RoomNotFound):
                await stage.join(tab, stage.circle, **more)
    assert bob.heard() == []


async def test_a_kept_seat_is_given_up_too() -> None:
    stage = Circle()
    _, bob, ann = await stage.everybody()
    back = stage.lose(ann)
    bob.heard()
    stage.expel(stage.ann)
    assert bob.events() == ["remove-peer"]
    with pytest.raises(RoomNotFound):
        await stage.join(back, stage.circle, resume=ann.joined["you"]["resume"])
    stage.clock.go(60)
    assert bob.heard() == []
    assert stage.presence.people(stage.circle.id) == (stage.olga, stage.bob)


@pytest.mark.parametrize("resume", [False, True])
async def test_a_join_that_is_on_its_way_is_turned_away(resume: bool) -> None:
    stage = Circle()
    _, bob, ann = await stage.everybody()
    back = stage.lose(ann)
    bob.heard()
    stage.rooms.behind_answer = lambda: stage.expel(stage.ann)
    more = {"resume": ann.joined["you"]["resume"]} if resume else {}
    with pytest.raises(RoomNotFound):
        await stage.join(back, stage.circle, **more)
    assert stage.presence.people(stage.circle.id) == (stage.olga, stage.bob)
    assert bob.events() == ["remove-peer"]
    assert back.heard() == []


async def test_who_is_let_in_again_may_come_in() -> None:
    stage = Circle()
    _, bob, ann = await stage.everybody()
    stage.expel(stage.ann)
    bob.heard()
    stage.rooms.let_in(stage.ann, stage.circle)
    await stage.join(ann, stage.circle)
    assert bob.events() == ["add-peer"]


async def test_only_that_person_is_put_out_and_only_of_that_room() -> None:
    stage = Circle()
    olga, bob, _ = await stage.everybody()
    elsewhere = stage.room()
    there = await stage.joined(stage.ann, elsewhere)
    olga.heard()
    bob.heard()
    stage.expel(stage.person("nobody"))
    stage.service.put_out(stage.room().id, stage.ann.id)
    assert olga.heard() == bob.heard() == there.heard() == []
    stage.rooms.behind_answer = lambda: stage.service.put_out(elsewhere.id, stage.ann.id)
    cid = await stage.joined("cid", elsewhere)
    assert there.events() == ["removed"]
    assert [person.name for person in stage.presence.people(elsewhere.id)] == ["Cid"]
    assert cid.heard() == []
