"""Somebody as a room tells of them, whether their account is still there or not."""

from __future__ import annotations

from collections.abc import Mapping

from gethory.auth.schemas import PictureUrls, PublicUser, public_words
from gethory.models import Id, User

_FORMER_MEMBER = "Former member"


def public_of(user_id: Id, users: Mapping[Id, User], pictures: PictureUrls) -> PublicUser:
    """One of the users, or what is left of a deleted account."""
    user = users.get(user_id)
    if user is not None:
        return public_words(user, pictures)
    return PublicUser(
        id=user_id, name=_FORMER_MEMBER, username=None, avatar=pictures.default, bio=""
    )
