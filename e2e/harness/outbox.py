"""Reading one's mail: the development outbox of the server."""

from __future__ import annotations

from playwright.sync_api import APIRequestContext

from harness.eventually import eventually


def code_for(email: str, request: APIRequestContext, server: str = "") -> str:
    """The newest code mailed to an address, waiting for it; `server` where pages are elsewhere."""
    return _newest("code", email, request, server)


def link_for(email: str, request: APIRequestContext, page: str) -> str:
    """The newest link to a page of ours (`/reset`) mailed to an address, waiting for it."""
    return _newest("link", email, request, holding=f"{page}#")


def _newest(
    field: str, email: str, request: APIRequestContext, server: str = "", holding: str = ""
) -> str:
    found: list[str] = []

    def missing() -> str:
        answer = request.get(f"{server}/__outbox?format=json")
        assert answer.ok, f"the outbox answered {answer.status}: {answer.text()}"
        mails = [mail for mail in answer.json() if mail["to"] == email and mail[field]]
        found[:] = [mail[field] for mail in mails if holding in mail[field]]
        return "" if found else f"no {field} {holding} was mailed to {email}"

    eventually(missing)
    return found[0]
