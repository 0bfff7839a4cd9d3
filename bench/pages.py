"""Browsers on hosts of their own, with a tone for a voice and ears that keep the time."""

from __future__ import annotations

import math
import os
import re
import struct
import wave
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from rig import Failed
from wires import Host

_RATE_HZ = 48_000
_PATIENCE_MS = 30_000
_SCREEN: ViewportSize = {"width": 390, "height": 844}
"""A small one: without a graphics card drawing takes time of the cores that are measured."""
_FLAGS = (
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)

_CLOCK = """
(plain) => {
  const bench = (window.bench = { ready: false, clicked: null, packet: null, heard: null });

  addEventListener("click", () => (bench.clicked ??= performance.now()), true);

  // Without an answer to this question a page makes no offers: that is the plain way.
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const asks = typeof data === "string" && data.includes('"prepare-join"');
    if (asks && plain) bench.ready = true;
    if (asks && plain) return;
    if (asks) this.addEventListener("message", () => (bench.ready = true), { once: true });
    send.call(this, data);
  };

  const listen = async (track) => {
    track.addEventListener("unmute", () => (bench.packet ??= performance.now()));
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const samples = new Float32Array(read.value.numberOfFrames);
      read.value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      read.value.close();
      if (!samples.some((sample) => Math.abs(sample) > 0.02)) continue;
      bench.heard ??= performance.now();
      return reader.cancel();
    }
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      this.addEventListener("track", ({ track }) => void listen(track));
    }
  };
}
"""


def launch(playwright: Playwright, host: Host, origin: str, folder: Path, hz: int) -> Browser:
    """A browser on that host, which takes the origin for a safe one and says a tone."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    starter = folder / f"chromium-{hz}"
    command = " ".join(host.inside([chromium]))
    starter.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    starter.chmod(0o755)
    tone = _tone(folder / f"{hz}.wav", hz)
    return playwright.chromium.launch(
        executable_path=starter,
        args=[
            *_FLAGS,
            f"--use-file-for-fake-audio-capture={tone}",
            f"--unsafely-treat-insecure-origin-as-secure={origin}",
        ],
    )


def open_door(
    browser: Browser, origin: str, cookie: str, room: str, *, plain: bool = False
) -> Page:
    """Somebody at the door of the room, who used a microphone here before. `plain`: their page
    makes no offers before it joins."""
    context = browser.new_context(base_url=origin, bypass_csp=True, viewport=_SCREEN)
    context.set_default_timeout(_PATIENCE_MS)
    context.grant_permissions(["microphone"], origin=origin)
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": origin}])
    page = context.new_page()
    page.add_init_script(f"({_CLOCK})({'true' if plain else 'false'})")
    page.goto(f"/r/{room}")
    page.get_by_role("button", name="Join", exact=True).wait_for()
    page.wait_for_function("bench.ready")
    page.wait_for_timeout(500)  # whatever else the page has to do first
    return page


def join(page: Page) -> None:
    """Through the door."""
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_role("button", name=re.compile(r"^Unmute, ")).wait_for()


def speak(page: Page) -> None:
    """Be heard by everybody from now on."""
    page.get_by_role("button", name=re.compile(r"^Unmute, ")).click()
    page.get_by_role("button", name=re.compile(r"^Mute\b")).wait_for()


def times(page: Page) -> dict[str, float]:
    """Milliseconds from the click to the first packet and to the first sound."""
    try:
        page.wait_for_function("bench.packet !== null && bench.heard !== null")
    except Exception as failure:
        raise Failed(f"nothing was heard: {page.evaluate('bench')}") from failure
    seen: dict[str, Any] = page.evaluate("bench")
    return {what: seen[what] - seen["clicked"] for what in ("packet", "heard")}


def go(page: Page) -> None:
    """Leave, and close the browser's window."""
    page.get_by_role("button", name="Leave").first.click()
    page.wait_for_timeout(500)
    page.context.close()


def _tone(file: Path, hz: int) -> Path:
    """One second of a tone that loops without a click."""
    step = 2 * math.pi * hz / _RATE_HZ
    samples = [round(13_000 * math.sin(step * number)) for number in range(_RATE_HZ)]
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE_HZ)
        out.writeframes(struct.pack(f"<{_RATE_HZ}h", *samples))
    return file
