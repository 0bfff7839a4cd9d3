"""Which of the languages that a page was drawn in somebody reads: `landing.de.html` is German."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from starlette.datastructures import Headers

_CHOSEN = re.compile(r"(?:^|;\s*)gethory_language=([\w-]{2,35})(?:;|$)")
"""The cookie that the client keeps a choice in (frontend/src/text/choice.ts)."""
_MOST = 10
"""So many wishes of one request are looked at."""


def spoken(page: str, files: Collection[str], asked: Headers) -> str:
    """The file of that page in the first language somebody wishes; `page` where there is none."""
    stem, _, ending = page.rpartition(".")
    by_tag = {
        name[len(stem) + 1 : -len(ending) - 1].lower(): name
        for name in files
        if name.startswith(f"{stem}.") and name.endswith(f".{ending}") and name != page
    }
    for wish in _wishes(asked):
        found = by_tag.get(wish) or by_tag.get(wish.partition("-")[0])
        if found:
            return found
    return page


def _wishes(asked: Headers) -> Iterator[str]:
    """Tags in lower case: what was chosen, then what the browser asks for (RFC 9110, 12.5.4)."""
    chosen = _CHOSEN.search(asked.get("cookie", ""))
    if chosen:
        yield chosen[1].lower()
    offers = asked.get("accept-language", "").lower().split(",", _MOST)[:_MOST]
    weighed = ((-_weight(offer), offer.partition(";")[0].strip()) for offer in offers)
    yield from (tag for _, tag in sorted(weighed, key=lambda one: one[0]))


def _weight(offer: str) -> float:
    found = re.search(r";\s*q=([01](?:\.\d{0,3})?)\s*$", offer)
    return float(found[1]) if found else 1.0
