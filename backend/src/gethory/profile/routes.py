"""The doors of profiles: one's own, and everybody's pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from gethory.auth.deps import AccessToken, Auth, CurrentCaller
from gethory.auth.schemas import UserAnswer, user_words
from gethory.errors import AvatarInvalid, RateLimited, RouteNotFound, UsernameTaken
from gethory.profile.avatars import Avatars
from gethory.profile.schemas import ProfileBody
from gethory.profile.service import ProfileService
from gethory.web.refusals import declares

router = APIRouter(tags=["profile"])

UPDATE_PATH = "/api/user/update_profile"
UPDATE_BODY_BYTES = 10 * 1024 * 1024
"""A phone's photo as a data URL; every other body is small."""

_YEAR_S = 365 * 24 * 3600
_HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class ProfileParts:
    """What the doors of profiles are made of; `app.py` puts it into `app.state.profile`."""

    service: ProfileService
    avatars: Avatars


def profile_parts(request: Request) -> ProfileParts:
    """The parts of this application."""
    parts: ProfileParts = request.app.state.profile
    return parts


Profile = Annotated[ProfileParts, Depends(profile_parts)]


@router.put(UPDATE_PATH, openapi_extra=declares(AvatarInvalid, UsernameTaken, RateLimited))
async def update_profile(
    body: ProfileBody, caller: CurrentCaller, profile: Profile, auth: Auth, token: AccessToken
) -> UserAnswer:
    """Set name, username, bio and picture."""
    changed = await profile.service.change(caller.user, body)
    return UserAnswer(
        msg="Your profile is saved.",
        user=user_words(changed, auth.pictures),
        expires_at=auth.service.access_until(token or ""),
    )


_SHOWS: Any = {
    "response_class": Response,
    "responses": {
        200: {"content": {kind: {} for kind in ("image/webp", "image/png", "image/jpeg")}}
    },
    "openapi_extra": declares(RouteNotFound),
}


@router.head("/storage/{name}", **_SHOWS)
@router.get("/storage/{name}", **_SHOWS)
async def picture(name: str, profile: Profile) -> Response:
    """A picture, for pages of any origin."""
    found = await profile.avatars.read(name)
    if found is None:
        raise RouteNotFound()
    lasting = f"public, max-age={_YEAR_S}, immutable"
    return Response(
        found.data,
        media_type=found.media_type,
        headers={
            "Cache-Control": lasting if found.lasting else f"public, max-age={_HOUR_S}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
