"""What a page complains about: kept as an artefact, and no story passes with one in it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page

# The browser's own lines about the network: stories cut it on purpose, and 401 is an answer.
_NETWORK = ("Failed to load resource", "WebSocket connection to")

REPORT_CSP = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`[csp] ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


class Troubles:
    """Listens to a page: page errors, its console, requests that leave this machine."""

    def __init__(self, page: Page, log: Path) -> None:
        self.found: list[str] = []
        self._log = log
        page.on("console", self._console)
        page.on("pageerror", self._page_error)
        page.on("request", lambda request: self._asks(request.url))
        page.on("websocket", lambda socket: self._asks(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        self._write(f"{message.type}: {message.text}")
        if message.type == "error" and not message.text.startswith(_NETWORK):
            self.found.append(f"console error: {message.text}")

    def _page_error(self, error: Error) -> None:
        self._write(f"page error: {error.stack or error.message}")
        self.found.append(f"page error: {error.message}")

    def _asks(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "localhost":
            self.found.append(f"asked a third party: {url}")

    def _write(self, line: str) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
