"""What a door says of itself for the OpenAPI document, where its signature does not."""

from __future__ import annotations

from typing import Any

from gethory.errors import Refusal

REFUSALS = "x-refusals"
COOKIES_SET = "x-cookies-set"
NEVER_UNAVAILABLE = "x-never-unavailable"


def declares(*refusals: type[Refusal], cookies: bool = False) -> dict[str, Any]:
    """For `openapi_extra`: the refusals that the door's rules raise, and whether it sets cookies.

    What every door or a signature can raise (sessions, origins, malformed input, bodies) is
    read from the route.
    """
    return {REFUSALS: [refusal.code for refusal in refusals], COOKIES_SET: cookies}


def never_unavailable() -> dict[str, Any]:
    """For `openapi_extra`: the door stands on nothing that can be away."""
    return {NEVER_UNAVAILABLE: True}
