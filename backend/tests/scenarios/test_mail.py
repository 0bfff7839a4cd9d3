"""Mail that has to come although servers die: a real server, and a real mail server, or none."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gethory.mail.smtp import Tls
from mail.stages import Certificate, Mood, SmtpStage, make_certificate
from scenarios.eventually import eventually
from scenarios.people import ask, browser, register
from scenarios.server import Server, free_port

pytestmark = pytest.mark.anyio

SENDER = "Gethory <no-reply@example.org>"


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return make_certificate(tmp_path)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose mail server is not there yet, at `mail_port`."""
    server = Server(tmp_path, SMTP_URL=f"smtp://127.0.0.1:{free_port()}", EMAIL_SENDER=SENDER)
    await server.start()
    yield server
    server.stop()


async def _waiting(server: Server) -> str:
    """What `gethory outbox` shows to who runs the server."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from gethory.cli import main; main()",
        "outbox",
        env=server.environment(),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode()


def _post_office(certificate: Certificate, server: Server, mood: Mood = Mood.TAKES) -> SmtpStage:
    """The mail server that the server looks for."""
    port = int(server.settings["SMTP_URL"].rpartition(":")[2])
    return SmtpStage(certificate, Tls.NONE, username=None, password=None, mood=mood, port=port)


async def test_a_mail_outlives_a_dead_mail_server_and_a_killed_server(
    server: Server, certificate: Certificate
) -> None:
    person = await register(server, "ann")
    await eventually(lambda: "" if "mail_delayed" in server.output() else "no line of the outage")
    assert f"To: {person.email}" in await _waiting(server)
    server.kill()
    post_office = _post_office(certificate, server)
    async with post_office.playing():
        await server.start()
        await eventually(lambda: "" if post_office.taken else "the code never came", 30)
        [taken] = post_office.taken
        assert taken.to == person.email
        code = taken.subject.rpartition(" ")[2]
        await ask(person.rest, "POST", "/api/auth/email/verify", {"code": code})
        assert "Waiting: 0" in await _waiting(server)
    await person.rest.aclose()
    assert code not in server.output()
    assert person.email not in server.output()


async def test_a_mail_server_that_hangs_holds_up_nobody_and_is_told_of(
    server: Server, certificate: Certificate
) -> None:
    async with _post_office(certificate, server, Mood.HANGS).playing():
        began = time.monotonic()
        people = [await register(server, name) for name in ("ann", "ben", "cleo")]
        async with browser(server.url) as stranger:
            forgot = {"email": people[0].email}
            await ask(stranger, "POST", "/api/auth/password/forgot", forgot)
        assert time.monotonic() - began < 10, "requests waited for the mail server"
    for person in people:
        await person.rest.aclose()


async def test_in_production_without_mail_the_start_says_where_the_codes_are(
    tmp_path: Path,
) -> None:
    secrets = {
        "JWT_SECRET": "one Random secret of forty-two characters!",
        "JWT_REFRESH_SECRET": "another Random secret of forty-six characters!",
    }
    server = Server(tmp_path, NODE_ENV="production", **secrets)
    await server.start()
    assert "the codes that people wait for are printed here" in server.output()
    assert "__outbox" not in server.output()
    async with browser(server.url) as ann:
        body = {"email": "ann@example.org", "password": "a quiet room", "confirmpassword": ""}
        body["confirmpassword"] = body["password"]
        answer = await ask(ann, "POST", "/api/auth/register", body)
    assert answer["mail"] == {"state": "console"}
    await eventually(lambda: "" if "Your Gethory code:" in server.output() else "no code printed")
    server.stop()
