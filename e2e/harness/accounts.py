"""Accounts without their screens: for stories that are about something else."""

from __future__ import annotations

from typing import Any

from harness.outbox import code_for
from harness.people import Person
from harness.pictures import data_url, photo

PASSWORD = "a quiet room at night"


def move_in(person: Person, *, picture: bool = True) -> None:
    """Register, verify and set a profile over REST; the person's browser is signed in then.

    Without a `picture` they are shown by their initials.
    """
    _call(person, "post", "/api/auth/register", _registration(person))
    code = code_for(person.email, person.context.request)
    _call(person, "post", "/api/auth/email/verify", {"code": code})
    profile = {"name": person.name, "username": person.username}
    if picture:
        profile["avatar"] = data_url(photo(person.colour))
    _call(person, "put", "/api/user/update_profile", profile)


def _registration(person: Person) -> dict[str, str]:
    return {"email": person.email, "password": PASSWORD, "confirmpassword": PASSWORD}


def start_room(person: Person, topic: str, room_type: str = "public") -> str:
    """Create a room over REST; its id."""
    answer = _call(person, "post", "/api/room/create", {"topic": topic, "roomType": room_type})
    return str(answer["room"]["_id"])


def invite_link(person: Person, room_id: str) -> str:
    """Make an invite over REST, for any number of people; its link."""
    answer = _call(person, "post", f"/api/room/{room_id}/invites", {"uses": None})
    return str(answer["invite"]["url"])


def people_inside(person: Person, room_id: str) -> int:
    """The head-count of a room as the server tells it to this person."""
    answer = _call(person, "get", f"/api/room/getroom/{room_id}")
    return int(answer["room"]["count"])


def _call(person: Person, method: str, path: str, body: object = None) -> Any:
    answer = person.context.request.fetch(path, method=method, data=body)
    assert answer.ok, f"{method} {path} answered {answer.status}: {answer.text()}"
    return answer.json()
