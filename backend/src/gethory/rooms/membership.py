"""Invites, and the circle of people that they bring into private and group rooms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog

from gethory.auth.schemas import PictureUrls
from gethory.errors import ActionForbidden, RoomNotFound
from gethory.kit.clock import Now, now
from gethory.kit.ids import hashed, is_id, new_id, new_token
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.models import INVITE_LIFE_MAX, Id, Invite, Member, Role, Room, RoomType, User
from gethory.rooms.access import Standing, standing
from gethory.rooms.people import public_of
from gethory.rooms.policy import Action, may, outranks, role_in
from gethory.rooms.schemas import (
    CreateInviteBody,
    InviteLife,
    InviteWords,
    MemberWords,
    NewInviteWords,
)
from gethory.store.base import INVITES_MAX, Store

_log = structlog.get_logger()

PutOut = Callable[[Id, Id], None]
"""Puts a user out of a room while people talk: room id, user id."""

_LIVES: dict[InviteLife, timedelta] = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "7d": timedelta(days=7),
    "30d": INVITE_LIFE_MAX,
}
_OPEN = "This room is open to everybody: its plain link is all that anybody needs."
_TOO_MANY = f"This room has {INVITES_MAX} invites. End one of them first."
_OWNER_STAYS = "A room keeps its owner: you cannot leave your own."


class Membership:
    """Who belongs to a room. Every method raises RoomNotFound to whom the room does not exist."""

    def __init__(
        self,
        *,
        store: Store,
        limiter: Limiter,
        pictures: PictureUrls,
        public_url: str,
        put_out: PutOut,
        clock: Now = now,
    ) -> None:
        self._store = store
        self._limiter = limiter
        self._pictures = pictures
        self._public_url = public_url
        self._put_out = put_out
        self._now = clock

    # invites ----------------------------------------------------------------------------

    async def invite(self, user: User, room_id: str, body: CreateInviteBody) -> NewInviteWords:
        """A new invite, whose link is readable only now. Raises ActionForbidden."""
        here = await self._managed(user, room_id)
        if not outranks(here.role, Role(body.role)):
            raise ActionForbidden()
        await self._limiter.take(Limit.CREATE_INVITE, user.id)
        token = new_token()
        invite = self._new(user, here.room, body, token)
        if not await self._store.add_invite(invite):
            await self._managed(user, room_id)  # the right may have ended meanwhile
            raise ActionForbidden(_TOO_MANY)
        _log.info("invite_created", room=invite.room_id, invite=invite.id, by=user.id)
        url = f"{self._public_url}/r/{invite.room_id}#i={token}"
        return NewInviteWords(**dict(_words(invite)), url=url, token=token)

    def _new(self, user: User, room: Room, body: CreateInviteBody, token: str) -> Invite:
        at = self._now()
        return Invite(
            id=new_id(),
            room_id=room.id,
            token_hash=hashed(token),
            created_by=user.id,
            created_at=at,
            expires_at=at + _LIVES[body.expires_in],
            uses_left=body.uses,
            role=Role(body.role),
        )

    async def invites(self, user: User, room_id: str) -> list[InviteWords]:
        """The invites that still let somebody in, newest first. Raises ActionForbidden."""
        room = (await self._managed(user, room_id)).room
        return [_words(invite) for invite in await self._store.invites_of(room.id, self._now())]

    async def revoke(self, user: User, room_id: str, invite_id: str) -> None:
        """From now on the invite, if there was one, lets nobody in. Raises ActionForbidden."""
        room = (await self._managed(user, room_id)).room
        if await self._store.revoke_invite(room.id, invite_id):
            _log.info("invite_revoked", room=room.id, invite=invite_id, by=user.id)

    async def accept(self, user: User, room_id: str, token: str) -> Room:
        """Become a member by an invite; whom the room is open to anyhow needs none.

        A wrong, foreign, expired, revoked or used up one is RoomNotFound, like no room at all.
        """
        await self._limiter.take(Limit.ACCEPT_INVITE, user.id)
        try:
            return (await standing(self._store, user.id, room_id)).room
        except RoomNotFound:
            if not is_id(room_id) or not await self._use(user, room_id, token):
                raise
        return (await standing(self._store, user.id, room_id)).room

    async def _use(self, user: User, room_id: Id, token: str) -> bool:
        used = await self._store.use_invite(room_id, hashed(token), user.id, self._now())
        if used is not None:
            _log.info("member_added", room=room_id, user=user.id)
        return used is not None

    # members ----------------------------------------------------------------------------

    async def members(self, user: User, room_id: str) -> list[MemberWords]:
        """Everybody who belongs to the room: its owner, then the members, longest first."""
        room = (await standing(self._store, user.id, room_id)).room
        owner = Member(room.id, room.owner_id, Role.OWNER, room.created_at)
        everybody = (owner, *await self._store.members_of(room.id))
        users = await self._store.users_by_ids(tuple(one.user_id for one in everybody))
        return [
            MemberWords(
                user=public_of(one.user_id, users, self._pictures), role=one.role, since=one.since
            )
            for one in everybody
        ]

    async def remove(self, user: User, room_id: str, user_id: str) -> None:
        """End a membership, one's own too, and put whom it was of out of the live room.

        Who is removed by somebody else comes back by a later invite only. Raises
        ActionForbidden.
        """
        if user_id == user.id:
            here = await self._leave(user, room_id)
        else:
            here = await self._expel(user, room_id, user_id)
        self._put_out(here.room.id, user_id)

    async def _leave(self, user: User, room_id: str) -> Standing:
        here = await self._circle(user, room_id)
        if here.role is Role.OWNER:
            raise ActionForbidden(_OWNER_STAYS)
        if await self._store.remove_member(here.room.id, user.id):
            _log.info("member_left", room=here.room.id, user=user.id)
        return here

    async def _expel(self, user: User, room_id: str, user_id: str) -> Standing:
        here = await self._managed(user, room_id)
        member = await self._store.member(here.room.id, user_id)
        if not outranks(here.role, role_in(user_id, here.room, member)):
            raise ActionForbidden()
        if await self._store.expel_member(here.room.id, user_id, self._now()):
            _log.info("member_removed", room=here.room.id, user=user_id, by=user.id)
        return here

    async def _managed(self, user: User, room_id: str) -> Standing:
        """Where the user stands in a room whose members and invites are theirs to manage."""
        here = await self._circle(user, room_id)
        if not may(here.role, Action.MANAGE, here.room):
            raise ActionForbidden()
        return here

    async def _circle(self, user: User, room_id: str) -> Standing:
        """Where the user stands in a room that has members."""
        here = await standing(self._store, user.id, room_id)
        if here.room.room_type is RoomType.PUBLIC:
            raise ActionForbidden(_OPEN)
        return here


def _words(invite: Invite) -> InviteWords:
    return InviteWords(
        id=invite.id,
        role=invite.role,
        uses_left=invite.uses_left,
        expires_at=invite.expires_at,
        created_at=invite.created_at,
    )
