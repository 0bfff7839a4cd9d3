"""The OpenAPI document: what every endpoint takes, answers and refuses.

What can be read from a route is read from it (who may call, what can be malformed); a route
itself only names the refusals that its rules raise (`web.refusals`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from gethory import __version__
from gethory.auth.deps import access_token, pending_or_full, refresh_token, signed_in
from gethory.auth.schemas import Problem
from gethory.auth.tokens import ACCESS_COOKIE, REFRESH_COOKIE
from gethory.errors import (
    BodyTooLarge,
    EmailUnverified,
    InputInvalid,
    MediaTypeUnsupported,
    OriginForbidden,
    RateLimited,
    Refusal,
    SessionRequired,
    Unavailable,
    table,
)
from gethory.web.gates import api_path
from gethory.web.problems import MEDIA_TYPE
from gethory.web.refusals import COOKIES_SET, NEVER_UNAVAILABLE, REFUSALS

Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
_BODYLESS = ("GET", "HEAD")

_ABOUT = """\
Everything is JSON under `/api`. A successful answer is 200 with `msg`, a sentence, and one named
payload. A refusal is RFC 9457 problem details with a stable `code`. Pages of allowed origins only
may ask (`APP_ORIGIN`); programs send no `Origin`. Sockets are described in the AsyncAPI document.
"""
_TAGS = [
    {"name": "accounts", "description": "Signing up, in and out; passwords and sessions."},
    {"name": "profile", "description": "How others see one."},
    {"name": "rooms", "description": "Rooms as written down, and who belongs to them."},
    {"name": "server", "description": "For whoever runs it."},
]
_SCHEMES = {
    "accessCookie": {"type": "apiKey", "in": "cookie", "name": ACCESS_COOKIE},
    "accessBearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "refreshCookie": {"type": "apiKey", "in": "cookie", "name": REFRESH_COOKIE},
}
_ACCESS: list[Json] = [{"accessCookie": []}, {"accessBearer": []}]
_REFRESH: list[Json] = [{"refreshCookie": []}]
_NOBODY: list[Json] = [{}]


def openapi_document(routers: Sequence[APIRouter]) -> Json:
    """The document of these routers (OpenAPI 3.1)."""
    routes = [route for router in routers for route in router.routes]
    document = get_openapi(
        title="Gethory",
        version=__version__,
        summary="Voice rooms for the web that anyone can host.",
        description=_ABOUT,
        routes=routes,
        tags=_TAGS,
        servers=[{"url": "/"}],
        license_info={"name": "MIT", "identifier": "MIT"},
    )
    _describe_problems(document)
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            _complete(document, route)
    document["components"]["responses"] = dict(sorted(document["components"]["responses"].items()))
    return document


def _describe_problems(document: Json) -> None:
    """Our problem in place of the library's."""
    components = document["components"]
    schemas = components["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template=_REF)
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = _SCHEMES
    components["responses"] = {}


def _complete(document: Json, route: APIRoute) -> None:
    """What the library does not know of the route's operations."""
    paths, shared = document["paths"], document["components"]["responses"]
    operations = paths[route.path_format]
    paths[route.path_format] = {
        method.lower(): operations[method.lower()]
        for method in _METHODS
        if method.lower() in operations
    }
    for method in sorted(route.methods or ()):
        operation = operations[method.lower()]
        declared = operation.pop(REFUSALS, [])
        operation["operationId"] = f"{route.name}_{method.lower()}"
        operation["security"] = _security(route)
        good = operation["responses"]["200"]
        if operation.pop(COOKIES_SET, False):
            good["headers"] = {"Set-Cookie": {"schema": {"type": "string"}}}
        refusals = {*_derived(route, method), *(table()[code] for code in declared)}
        if operation.pop(NEVER_UNAVAILABLE, False):
            refusals.discard(Unavailable)
        operation["responses"] = {"200": good} | _responses(refusals, shared)


def _derived(route: APIRoute, method: str) -> Iterator[type[Refusal]]:
    """The refusals that follow from the signature and the gates."""
    asked = set(_asked(route.dependant))
    yield Unavailable
    if api_path(route.path):
        yield OriginForbidden
    if method not in _BODYLESS:
        yield from (InputInvalid, BodyTooLarge, MediaTypeUnsupported)
    if route.dependant.query_params:
        yield InputInvalid
    if asked & {pending_or_full, signed_in}:
        yield SessionRequired
    if signed_in in asked:
        yield EmailUnverified


def _security(route: APIRoute) -> list[Json]:
    asked = set(_asked(route.dependant))
    if asked & {pending_or_full, signed_in}:
        return _ACCESS
    if refresh_token in asked and access_token not in asked:
        return _REFRESH
    optional = _REFRESH if refresh_token in asked else []
    return [*_NOBODY, *_ACCESS, *optional] if access_token in asked else []


def _asked(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    """Everything the route asks for in its signature, and what that asks for."""
    for each in dependant.dependencies:
        if each.call is not None:
            yield each.call
        yield from _asked(each)


def _responses(refusals: Iterable[type[Refusal]], shared: Json) -> Json:
    """A reference for each status; what they refer to is put into `shared`."""
    by_status: dict[int, list[type[Refusal]]] = {}
    for refusal in sorted(refusals, key=lambda refusal: refusal.code):
        by_status.setdefault(refusal.status, []).append(refusal)
    responses = {}
    for status, alike in sorted(by_status.items()):
        name = ".".join(refusal.code for refusal in alike)
        shared[name] = _response(alike)
        responses[str(int(status))] = {"$ref": f"#/components/responses/{name}"}
    return responses


def _response(refusals: list[type[Refusal]]) -> Json:
    codes = [refusal.code for refusal in refusals]
    status = {"const": int(refusals[0].status)}
    narrowed = {"properties": {"status": status, "code": {"enum": codes}}}
    schema = {"allOf": [{"$ref": _REF.format(model="Problem")}, narrowed]}
    response: Json = {
        "description": " ".join(f"`{refusal.code}`: {refusal.sentence}" for refusal in refusals),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if set(refusals) & {RateLimited, Unavailable}:
        seconds = {"schema": {"type": "integer", "minimum": 1}, "required": RateLimited in refusals}
        response["headers"] = {"Retry-After": {"description": "Seconds.", **seconds}}
    return response
