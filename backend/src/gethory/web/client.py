"""Serves the built web client: its page at every address of a person, its files for long."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from gethory.errors import RouteNotFound
from gethory.web.spoken import spoken
from gethory.web.twins import is_twin, twin

_IMMUTABLE = "public, max-age=31536000, immutable"
_RESERVED = ("api", "storage", "socket.io", "assets", "__")
_PERMISSIONS = (
    "microphone=(self), autoplay=(self), screen-wake-lock=(self), speaker-selection=(self), "
    "camera=(), geolocation=(), display-capture=()"
)
_CONTENT = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:{pictures}; media-src 'self' blob:; "
    "connect-src 'self' {sockets}; worker-src 'self'; font-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_STILLS = {"": "landing.html", "offline.html": "offline.html"}
"""Pages without React, by address: files like the others, under a policy of their own. Beside each
lies the same page in every language."""

_STILL_CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_PAGES = ("index.html", "landing.", "offline.")


def client_folder() -> Path | None:
    """Where the built client lies: inside the package, or in a checkout's `frontend/dist`."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "webroot", package.parents[2] / "frontend" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


def install(app: FastAPI, folder: Path | None, *, public_url: str, elsewhere: str | None) -> None:
    """Serve the client in `folder`; without one, send people to the origin `elsewhere`.

    `public_url` is where the server says it lives: pictures and sockets may come from there.
    """
    if folder and (folder / "assets").is_dir():
        app.mount("/assets", _Assets(directory=folder / "assets"))
    pages = _Pages(folder, public_url, elsewhere)
    app.router.routes.append(_PageRoute("/{path:path}", pages.answer, methods=["GET"]))


class _PageRoute(Route):
    """Every address but the reserved ones, so that there a wrong method gets its 405."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"].lstrip("/").startswith(_RESERVED):
            return Match.NONE, {}
        return super().matches(scope)


class _Assets(StaticFiles):
    """Files with a hash in their name never change."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        return ("", None) if is_twin(path) else super().lookup_path(path)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,  # noqa: ARG002 - the base's; it may be another file's here
        scope: Scope,
        status_code: int = 200,  # noqa: ARG002 - the base's; other ones are for its own pages
    ) -> Response:
        asked = Headers(scope=scope)
        response = _file(full_path, asked, _IMMUTABLE)
        if self.is_not_modified(response.headers, asked):
            return NotModifiedResponse(response.headers)
        return response


def _file(path: str | os.PathLike[str], asked: Headers, caching: str) -> FileResponse:
    """A file, or its compressed twin where there is one that the browser takes."""
    found = twin(path, asked)
    sent = found.path if found else path
    response = FileResponse(
        sent,
        media_type=guess_type(path)[0] or "application/octet-stream",
        stat_result=os.stat(sent),
        headers={"Cache-Control": caching, "Vary": "Accept-Encoding"},
    )
    if found:
        response.headers["Content-Encoding"] = found.coding
    return response


def _files_in(folder: Path) -> Iterator[str]:
    return (file.name for file in folder.iterdir() if file.is_file() and not is_twin(file.name))


def _preloads(folder: Path) -> dict[str, str]:
    """The links for each place, of what the build says that it needs."""
    listed = folder / "preloads.json"
    if not listed.is_file():
        return {}
    places: dict[str, list[str]] = json.loads(listed.read_text(encoding="utf-8"))
    return {place: "".join(map(_preload, files)) for place, files in places.items()}


def _preload(file: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="/{file}" />\n'


class _Pages:
    def __init__(self, folder: Path | None, public_url: str, elsewhere: str | None) -> None:
        self._folder = folder
        self._files = frozenset(_files_in(folder)) if folder else ()
        self._preloads = _preloads(folder) if folder else {}
        self._public_url = public_url
        self._elsewhere = elsewhere

    async def answer(self, request: Request) -> Response:
        """The client's page, one of its few unhashed files, or where the client is."""
        path: str = request.path_params["path"]
        if self._folder is None:
            return self._redirect(request, path)
        still = _STILLS.get(path, "")
        if still in self._files:
            still = spoken(still, self._files, request.headers)
            return self._still(self._folder / still, request.headers)
        if path in self._files and not path.startswith(_PAGES):
            return _file(self._folder / path, request.headers, "no-cache")
        return self._page(self._folder, path.partition("/")[0])

    def _still(self, page: Path, asked: Headers) -> Response:
        """The same for all who read its language, so compressed at build time; it styles nothing
        in line."""
        response = _file(page, asked, "no-cache")
        response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
        response.headers["Content-Security-Policy"] = _STILL_CONTENT
        response.headers["Permissions-Policy"] = _PERMISSIONS
        return response

    def _redirect(self, request: Request, path: str) -> Response:
        if self._elsewhere is None:
            raise RouteNotFound()
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self._elsewhere}/{path}{query}", status_code=302)

    def _page(self, folder: Path, place: str) -> Response:
        """The page, with a fresh nonce for the few styles that components bring along.

        `place` is the first part of the address: its scripts are asked for at once.
        """
        nonce = secrets.token_urlsafe(16)
        html = (folder / "index.html").read_text(encoding="utf-8")
        html = html.replace("<head>", f'<head>\n    <meta name="csp-nonce" content="{nonce}" />', 1)
        html = html.replace("</head>", f"{self._preloads.get(place, '')}</head>", 1)
        return HTMLResponse(
            html,
            headers={
                "Content-Security-Policy": self._policy(nonce),
                "Permissions-Policy": _PERMISSIONS,
                "Cache-Control": "no-cache",
            },
        )

    def _policy(self, nonce: str) -> str:
        sockets = self._public_url.replace("http", "ws", 1)
        return _CONTENT.format(nonce=nonce, pictures=f" {self._public_url}", sockets=sockets)
