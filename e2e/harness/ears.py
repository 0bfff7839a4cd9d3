"""What a person at a page hears, measured in the page: levels per pitch, and gaps in a tone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from harness.eventually import eventually

EARS_JS = Path(__file__).with_name("ears.js")

HEARD_DB = -45.0
"""A tone above this is heard; between the two it is neither, so nothing passes by luck."""

SILENT_DB = -65.0
"""A tone below this is not there."""


@dataclass(frozen=True)
class Recording:
    """`listened_s` seconds written down, `blind_s` of them missed, longest silence per pitch.

    `streams` were heard: a connection that is made again brings another one.
    """

    listened_s: float
    blind_s: float
    gap_ms: dict[int, float]
    streams: int


class Ears:
    """The ears of one page, which must have had `ears.js` from its start."""

    def __init__(self, page: Page, whose: str) -> None:
        self._page = page
        self._whose = whose

    def levels(self, *pitches: int) -> dict[int, float]:
        """The loudest level of each pitch over everything that plays, in dB; -120 is silence."""
        heads = self._page.evaluate("pitches => window.__ears.levels(pitches)", list(pitches))
        return {hz: max((head["db"][str(hz)] for head in heads), default=-120.0) for hz in pitches}

    def sources(self) -> int:
        """How many elements play right now."""
        return len(self._page.evaluate("window.__ears.levels([])"))

    def hear(self, *expected: int, but_not: tuple[int, ...] = (), within_s: float = 20.0) -> None:
        """Wait until all of `expected` and none of `but_not` is heard."""
        eventually(lambda: self._wrong(expected, but_not), within_s=within_s)

    def _wrong(self, expected: tuple[int, ...], unwanted: tuple[int, ...]) -> str:
        levels = self.levels(*expected, *unwanted)
        faults = [f"does not hear {hz} Hz" for hz in expected if levels[hz] < HEARD_DB]
        faults += [f"hears {hz} Hz" for hz in unwanted if levels[hz] > SILENT_DB]
        measured = ", ".join(f"{hz} Hz {db:.0f} dB" for hz, db in levels.items())
        return f"{self._whose} {' and '.join(faults)} (measured {measured})" if faults else ""

    def start_recording(self, *pitches: int) -> None:
        """From now on write down, in the page, when each pitch is heard."""
        self._page.evaluate(
            "([pitches, floor]) => window.__ears.startRecord(pitches, floor)",
            [list(pitches), HEARD_DB],
        )

    def stop_recording(self) -> Recording:
        """What was heard since `start_recording`."""
        found = self._page.evaluate("window.__ears.stopRecord()")
        gaps = {int(hz): ms for hz, ms in found["gap_ms"].items()}
        return Recording(found["listened_s"], found["blind_s"], gaps, found["streams"])
