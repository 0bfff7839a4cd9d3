"""People with an account: registered, verified and with a profile over REST, as anybody does it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx2

from scenarios.server import Server

PASSWORD = "a quiet room at night"
_number = count(1)


@dataclass
class Person:
    """Somebody who is signed in; `rest` carries their cookies."""

    name: str
    email: str
    id: str
    rest: httpx2.AsyncClient

    @property
    def cookie(self) -> str:
        """The Cookie header of a request of theirs."""
        return f"accessToken={self.rest.cookies['accessToken']}"

    async def room(self, topic: str = "Talk", room_type: str = "public") -> str:
        """The id of a new room of theirs."""
        body = {"topic": topic, "roomType": room_type}
        answer = await ask(self.rest, "POST", "/api/room/create", body)
        return str(answer["room"]["_id"])

    async def count_in(self, room_id: str) -> int:
        """How many people are inside, as REST says."""
        answer = await ask(self.rest, "GET", f"/api/room/getroom/{room_id}")
        return int(answer["room"]["count"])

    async def other_browser(self) -> Person:
        """The same person, signed in once more."""
        rest = browser(str(self.rest.base_url))
        await ask(rest, "POST", "/api/auth/login", {"email": self.email, "password": PASSWORD})
        return Person(self.name, self.email, self.id, rest)


async def register(server: Server, name: str, **headers: str) -> Person:
    """Somebody in a pending session: the address is not verified yet. `headers` go with every
    request of their browser."""
    rest = browser(server.url, **headers)
    email = f"{name}{next(_number)}@example.org"
    body = {"email": email, "password": PASSWORD, "confirmpassword": PASSWORD}
    answer = await ask(rest, "POST", "/api/auth/register", body)
    return Person(name, email, str(answer["user"]["_id"]), rest)


async def verify(person: Person) -> None:
    """Type in the code that came by mail."""
    code = next(mail["code"] for mail in await mails_to(person) if mail["code"])
    answer = await ask(person.rest, "POST", "/api/auth/email/verify", {"code": code})
    person.id = str(answer["user"]["_id"])


async def mails_to(person: Person) -> list[dict[str, Any]]:
    """Their mails, newest first."""
    async with browser(str(person.rest.base_url)) as reader:
        mails = await ask(reader, "GET", "/__outbox?format=json")
    return [mail for mail in mails if mail["to"] == person.email]


async def move_in(server: Server, name: str, **headers: str) -> Person:
    """Somebody who may enter rooms."""
    person = await register(server, name, **headers)
    await verify(person)
    username = person.email.partition("@")[0]
    profile = {"name": name.title(), "username": username}
    await ask(person.rest, "PUT", "/api/user/update_profile", profile)
    return person


async def ask(rest: httpx2.AsyncClient, method: str, path: str, body: object = None) -> Any:
    """One request that has to succeed; the answer's JSON."""
    answer = await rest.request(method, path, json=body)
    assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
    return answer.json()


def browser(url: str, **headers: str) -> httpx2.AsyncClient:
    """A browser without any cookie yet."""
    return httpx2.AsyncClient(base_url=url, headers=headers, timeout=10)
