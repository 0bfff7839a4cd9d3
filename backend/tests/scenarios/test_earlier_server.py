"""Gethory starts on the database of the earlier server, and its people come in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ferretdb.server import FerretDB
from scenarios.people import ask, browser
from scenarios.server import Server
from store import mongoose
from store.mongoose import ADA, BEN, DEE, LONG_PASSWORD, PASSWORD, TALK

pytestmark = pytest.mark.anyio


@pytest.fixture
def uri(ferretdb: FerretDB) -> str:
    uri = ferretdb.uri()
    mongoose.write(uri)
    return uri


@pytest.fixture
async def server(uri: str, tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path, DB_URI=uri)
    await server.start()
    yield server
    server.stop()


async def test_people_of_the_earlier_server_sign_in_and_see_their_rooms(
    server: Server, uri: str
) -> None:
    for user, password in ((ADA, PASSWORD), (BEN, LONG_PASSWORD), (ADA, PASSWORD)):
        async with browser(server.url) as rest:
            body = {"email": user["email"], "password": password}
            answer = await ask(rest, "POST", "/api/auth/login", body)
            assert answer["user"]["_id"] == str(user["_id"])
            kept = mongoose.read(uri, "users")[user["_id"]]["password"]
            assert kept.startswith("$argon2id$")
            rooms = (await ask(rest, "GET", "/api/room/fetchall"))["meetingArr"]
            talk = next(room for room in rooms if room["_id"] == str(TALK["_id"]))
            assert [author["name"] for author in talk["authors"]] == ["Ada", "Former member"]
            mine = (await ask(rest, "GET", "/api/room/mine"))["meetingArr"]
            assert {room["topic"] for room in mine} >= (
                {"Between us"} if user is ADA else {"Nobody speaks"}
            )
    async with browser(server.url) as rest:
        body = {"email": DEE["email"], "password": PASSWORD}
        answer = await rest.post("/api/auth/login", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "email_unverified")
        await ask(rest, "POST", "/api/auth/email/resend-verification", {"email": DEE["email"]})
        [mail] = await ask(rest, "GET", "/__outbox?format=json")
        verified = await ask(rest, "POST", "/api/auth/email/verify", {"code": mail["code"]})
        assert verified["user"]["_id"] == str(DEE["_id"])
