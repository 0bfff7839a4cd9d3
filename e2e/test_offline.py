"""Nobody answers: the browser has a page of ours for that, and it comes back by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from harness.accounts import move_in
from harness.people import Company
from harness.server import Server
from screens.lobby import LobbyScreen

pytestmark = pytest.mark.silent

_KEPT = """
async () => {
  await navigator.serviceWorker.ready;
  const kept = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) kept.push(new URL(url).pathname);
  return kept;
}
"""


def test_without_an_answer_there_is_a_page_that_says_so(company: Company, server: Server) -> None:
    ada = company.welcome("Ada", 440, keeps_pages=True)
    move_in(ada)
    lobby = LobbyScreen(ada)
    ada.page.goto("/rooms")
    lobby.at_lobby()
    kept = ada.page.evaluate(_KEPT)
    assert "/offline.html" in kept
    private = [path for path in kept if path.startswith(("/api", "/storage", "/r", "/socket.io"))]
    assert not private

    server.stop()
    ada.page.goto("/rooms")
    expect(ada.page.get_by_role("heading", name="No connection")).to_be_visible()
    server.start()
    lobby.at_lobby()
