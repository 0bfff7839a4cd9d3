"""How others see you: the rules of a profile."""

from __future__ import annotations

from collections.abc import Callable

from gethory.auth.schemas import PictureUrls
from gethory.errors import SessionRequired
from gethory.kit.clock import Now, now
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.models import User
from gethory.profile.avatars import Avatars
from gethory.profile.schemas import ProfileBody
from gethory.store.base import ProfileChange, Store


class ProfileService:
    """Changes profiles; knows no HTTP."""

    def __init__(
        self,
        *,
        store: Store,
        avatars: Avatars,
        pictures: PictureUrls,
        limiter: Limiter,
        on_changed: Callable[[User], None],
        clock: Now = now,
    ) -> None:
        """`on_changed` tells whoever remembers the user as it was."""
        self._store = store
        self._avatars = avatars
        self._pictures = pictures
        self._limiter = limiter
        self._on_changed = on_changed
        self._now = clock

    async def change(self, user: User, body: ProfileBody) -> User:
        """The account with its new profile; without a new picture the old one stays.

        Raises AvatarInvalid and UsernameTaken, and then nothing has changed.
        """
        await self._limiter.take(Limit.CHANGE_PROFILE, user.id)
        picture = await self._new_picture(user, body.avatar)
        change = ProfileChange(body.name, body.username, body.bio, picture, self._now())
        try:
            changed = await self._store.change_profile(user.id, change)
        except BaseException:
            await self._avatars.drop(picture)
            raise
        if changed is None:
            await self._avatars.drop(picture)
            raise SessionRequired()
        self._on_changed(changed)
        if picture is not None:
            await self._avatars.drop(user.avatar)
        return changed

    async def _new_picture(self, user: User, given: str | None) -> str | None:
        """The name of the new picture. Nothing, and the address of the one there is, keep it."""
        if not given or given == self._pictures.of(user):
            return None
        return await self._avatars.keep(given)
