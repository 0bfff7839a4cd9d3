"""One story without a mouse: in, a room, its link, a word, and out again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from harness.accounts import PASSWORD, move_in
from harness.people import Company
from screens.lobby import LobbyScreen
from screens.room import RoomScreen

pytestmark = pytest.mark.silent

_MOST_TABS = 40

_KEEP_TRACKS = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.tracks = [];
navigator.mediaDevices.getUserMedia = async (wish) => {
  const stream = await ask(wish);
  window.tracks.push(...stream.getTracks());
  return stream;
};
"""

_FOCUSED = """
() => {
  const { activeElement: one } = document;
  return one?.getAttribute("aria-label") ?? one?.labels?.[0]?.textContent ?? one?.textContent ?? "";
}
"""

_OPEN = "() => window.tracks.some((track) => track.enabled && track.readyState === 'live')"

_MUTED_AFTER_BLUR_MS = f"""
async () => {{
  const open = {_OPEN};
  if (!open()) return -1;
  const from = performance.now();
  window.dispatchEvent(new Event("blur"));
  while (open()) await new Promise((soon) => setTimeout(soon, 1));
  return performance.now() - from;
}}
"""


def _go_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press the key until what has the focus is called so."""
    seen = []
    for _ in range(_MOST_TABS):
        page.keyboard.press(key)
        seen.append(page.evaluate(_FOCUSED).strip())
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"{key} never comes to {name!r}: {seen}")


def test_the_keyboard_alone_signs_in_starts_a_room_copies_its_link_talks_and_leaves(
    company: Company,
) -> None:
    ada = company.welcome("Ada", 440)
    page = ada.page
    ada.context.grant_permissions(["clipboard-read", "clipboard-write", "microphone"])
    page.add_init_script(_KEEP_TRACKS)
    move_in(ada)
    ada.context.clear_cookies()

    page.goto("/signin")
    _go_to(page, "E-mail address")
    page.keyboard.type(ada.email)
    _go_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    LobbyScreen(ada).at_lobby()

    _go_to(page, "Start")
    page.keyboard.press("Enter")
    topic = page.get_by_role("dialog").get_by_role("textbox", name="What is it about?")
    expect(topic).to_be_focused()
    page.keyboard.type("Tea")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/r/[0-9a-f]{24}$"))

    room = RoomScreen(ada)
    room.at_door("Tea")
    _go_to(page, "Join")
    page.keyboard.press("Enter")
    room.is_muted()
    expect(page.get_by_role("button", name=re.compile("^Unmute, "))).to_be_focused()

    page.keyboard.press("i")
    expect(page.get_by_role("button", name="Copied").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url

    page.keyboard.down(" ")
    page.wait_for_function(_OPEN)
    took_ms = page.evaluate(_MUTED_AFTER_BLUR_MS)
    assert 0 <= took_ms < 50
    page.keyboard.up(" ")
    room.is_muted()

    page.keyboard.press("m")
    expect(page.get_by_role("button", name=re.compile("^Mute, "))).to_be_visible()
    _go_to(page, "Leave", key="ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You left")).to_be_visible()
