"""Reads the commands out of a page of the manual, by the heading that they stand under."""

from __future__ import annotations

import re
from pathlib import Path

from deploy.parts import ROOT

PAGE = ROOT / "docs" / "self-hosting.md"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(heading: str) -> list[str]:
    """Those of one part of the page, in order."""
    return by_heading(PAGE)[heading]


def by_heading(page: Path) -> dict[str, list[str]]:
    """All of them."""
    text = page.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return {
        heading[1]: _lines(text[heading.end() : end])
        for heading, end in zip(headings, ends, strict=True)
    }


def _lines(part: str) -> list[str]:
    return [line for block in _FENCE.findall(part) for line in block.splitlines() if line]
