"""Reading one's mail: the development outbox of the server."""

from __future__ import annotations

from playwright.sync_api import APIRequestContext

from harness.eventually import eventually


def code_for(email: str, request: APIRequestContext, server: str = "") -> str:
    """The newest code mailed to an address, waiting for it; `server` where pages are elsewhere."""
    codes: list[str] = []

    def missing() -> str:
        answer = request.get(f"{server}/__outbox?format=json")
        assert answer.ok, f"the outbox answered {answer.status}: {answer.text()}"
        mails = answer.json()
        codes[:] = [mail["code"] for mail in mails if mail["to"] == email and mail["code"]]
        return "" if codes else f"no code was mailed to {email}"

    eventually(missing)
    return codes[0]
