"""The whole application, asked in-process by browsers with their own cookies."""

from __future__ import annotations

import asyncio
import base64
import io
from typing import Any

import httpx2
from PIL import Image

from doors.declared import hold_to_document
from gethory.app import Application

HOME = "http://localhost:3000"
PASSWORD = "a good password"
EVERY_USER_FIELD = {
    "_id",
    "email",
    "name",
    "username",
    "avatar",
    "bio",
    "verified",
    "profileCompleted",
    "createdAt",
    "updatedAt",
}
PUBLIC_FIELDS = {"_id", "name", "username", "avatar", "bio"}


class House:
    """Opens browsers, and reads the mails."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._http = application.http

    def browser(self, *, peer: str = "127.0.0.1", **headers: str) -> httpx2.AsyncClient:
        """A browser, or with headers a program, without any cookie yet."""
        transport = httpx2.ASGITransport(app=self._http, client=(peer, 50_000))
        return httpx2.AsyncClient(
            transport=transport,
            base_url=HOME,
            headers=headers,
            event_hooks={"response": [hold_to_document]},
        )

    async def mails(self, to: str) -> list[dict[str, Any]]:
        """The mails to an address, newest first."""
        await asyncio.sleep(0)
        answer = await self.browser().get("/__outbox", params={"format": "json"})
        return [mail for mail in answer.json() if mail["to"] == to]

    async def code(self, email: str) -> str:
        """The code of the newest mail."""
        return str((await self.mails(email))[0]["code"])

    async def token(self, email: str) -> str:
        """The token of the newest mail's link."""
        return str((await self.mails(email))[0]["link"]).partition("#")[2]

    async def registered(self, email: str, **headers: str) -> httpx2.AsyncClient:
        """A browser in a pending session."""
        browser = self.browser(**headers)
        assert_ok(await browser.post("/api/auth/register", json=registration(email)))
        return browser

    async def signed_up(self, email: str, **headers: str) -> httpx2.AsyncClient:
        """A browser in a full session, without a profile."""
        browser = await self.registered(email, **headers)
        body = {"code": await self.code(email)}
        assert_ok(await browser.post("/api/auth/email/verify", json=body))
        return browser

    async def member(self, name: str) -> httpx2.AsyncClient:
        """A browser of somebody with a profile; the address is name@example.org."""
        browser = await self.signed_up(f"{name}@example.org")
        body = {"name": name.title(), "username": name}
        assert_ok(await browser.put("/api/user/update_profile", json=body))
        return browser


def registration(email: str, password: str = PASSWORD) -> dict[str, str]:
    return {"email": email, "password": password, "confirmpassword": password}


def assert_ok(answer: httpx2.Response) -> None:
    assert answer.status_code == 200, answer.text


def assert_refused(answer: httpx2.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def cookies_set(answer: httpx2.Response) -> dict[str, dict[str, str]]:
    """Each cookie an answer sets or clears: its value under "", and its flags in lower case."""
    found: dict[str, dict[str, str]] = {}
    for header in answer.headers.get_list("set-cookie"):
        first, *flags = (part.strip() for part in header.split(";"))
        name, _, value = first.partition("=")
        pairs = (flag.partition("=") for flag in flags)
        found[name] = {"": value} | {key.lower(): text.lower() for key, _, text in pairs}
    return found


def data_url(picture: Image.Image, kind: str = "PNG", **options: Any) -> str:
    """The picture as a data URL."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return as_data_url(out.getvalue(), f"image/{kind.lower()}")


def as_data_url(data: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
