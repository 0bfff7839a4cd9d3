"""Every refusal as RFC 9457 problem+json, whoever raised it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gethory.errors import (
    BodyTooLarge,
    InputInvalid,
    Issue,
    MediaTypeUnsupported,
    MethodNotAllowed,
    Refusal,
    RouteNotFound,
    Unavailable,
)

_log = structlog.get_logger()

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MEDIA_TYPE = "application/problem+json"
_NOT_JSON = Issue("", "This is not valid JSON.")
"""What the framework says in two ways, and of JSON that is too deep or no UTF-8 in a third."""
_BY_STATUS: dict[int, type[Refusal]] = {
    404: RouteNotFound,
    405: MethodNotAllowed,
    413: BodyTooLarge,
    415: MediaTypeUnsupported,
}


def problem(refusal: Refusal) -> dict[str, Any]:
    """The body. `message` and `Error` repeat the sentence for older clients."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": refusal.status.phrase,
        "status": refusal.status.value,
        "detail": refusal.detail,
        "code": refusal.code,
        "message": refusal.detail,
        "Error": refusal.detail,
    }
    if refusal.issues:
        body["issues"] = [{"path": i.path, "message": i.message} for i in refusal.issues]
    return body


def problem_response(refusal: Refusal) -> Response:
    """The answer: the same bytes for the same refusal."""
    response = Response(
        json.dumps(problem(refusal), ensure_ascii=False, separators=(",", ":")),
        status_code=refusal.status.value,
        media_type=MEDIA_TYPE,
    )
    if refusal.retry_after_s is not None:
        response.headers["Retry-After"] = str(max(1, refusal.retry_after_s))
    return response


def install(app: FastAPI) -> None:
    """Let every exception of the application end as a problem."""
    app.add_exception_handler(Refusal, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_middleware(_LastResort)


def answer(
    app: FastAPI,
    failure: type[Exception],
    refusal: Refusal,
    on_failure: Callable[[Exception], None],
) -> None:
    """Let an expected failure of a part end as this refusal; `on_failure` hears of each."""

    async def handler(_: Request, error: Exception) -> Response:
        on_failure(error)
        return problem_response(refusal)

    app.add_exception_handler(failure, handler)


async def _on_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - registered for this type only
    return problem_response(error)


async def _on_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type only
    return problem_response(InputInvalid(issues=tuple(_issue(entry) for entry in error.errors())))


def _issue(entry: dict[str, Any]) -> Issue:
    """Where and what, never the input itself. JSON that does not parse has an offset, no field."""
    if entry["type"] == "json_invalid":
        return _NOT_JSON
    place = list(entry["loc"][1:])
    message = str(entry["msg"]).removeprefix("Value error, ")
    return Issue(".".join(str(part) for part in place), message)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type only
    kind = _BY_STATUS.get(error.status_code)
    response = problem_response(kind() if kind else InputInvalid(issues=(_NOT_JSON,)))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    if kind is MethodNotAllowed:
        response.headers["Allow"] = _allowed(request)
    return response


def _allowed(request: Request) -> str:
    """Every method of the address; the framework names those of its first route only."""
    routes = request.app.router.routes
    scopes = ((method, {**request.scope, "method": method}) for method in _METHODS)
    return ", ".join(
        method
        for method, scope in scopes
        if any(route.matches(scope)[0] is Match.FULL for route in routes)
    )


class _LastResort:
    """Turns a failure of ours into `503 unavailable`; what happened goes to the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if started:
                raise
            _log.error("request_failed", path=scope["path"], exc_info=error)
            await problem_response(Unavailable())(scope, receive, send)
