"""A small web server of the tests' own, for pages that are not Gethory's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files of one folder, and one more file under a name of its own."""

    extra: dict[str, Path]

    def translate_path(self, path: str) -> str:
        extra = self.extra.get(path.partition("?")[0])
        return str(extra) if extra else super().translate_path(path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: requests of a test's own page are no news."""


@contextmanager
def serving(folder: Path, **extra: Path) -> Iterator[str]:
    """Serve `folder`, and each of `extra` as `/NAME.js`, on a free port; yields the origin."""
    names = {f"/{name}.js": file for name, file in extra.items()}
    handler = type("Handler", (_Quiet,), {"extra": names})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
