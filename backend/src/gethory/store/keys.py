"""How things are compared and paged, the same in every store: pure functions of text."""

from __future__ import annotations

import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from gethory.errors import InputInvalid, Issue
from gethory.models import Id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_PLACE = re.compile(rb"(\d{1,15})\.([0-9a-f]{24})")
_LONGEST_CURSOR = 64


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 in UTC, what is finer is cut. `moment` is aware."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(number: int) -> datetime:
    """The aware UTC datetime of so many milliseconds since 1970."""
    return _EPOCH + number * _MILLISECOND


def storable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no store can keep or look for."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def email_key(email: str) -> str:
    """What of an address is compared."""
    return storable(email).lower()


def username_key(username: str) -> str:
    """What of a username is compared."""
    return storable(username).casefold()


def topic_key(text: str) -> str:
    """What of a topic, or of a search in topics, is compared: case and spelling of accents
    do not count (NFKC before and after folding, Unicode 3.13 D146)."""
    folded = unicodedata.normalize("NFKC", storable(text)).casefold()
    return unicodedata.normalize("NFKC", folded)


def cursor_after(created_at: datetime, record_id: Id) -> str:
    """The opaque place behind a record in a list that is ordered by time, then id."""
    return urlsafe_b64encode(b"%d.%s" % (to_ms(created_at), record_id.encode())).decode()


def place_of(cursor: str) -> tuple[datetime, Id]:
    """The record a cursor points behind. Raises InputInvalid for what is no cursor of ours."""
    match = _PLACE.fullmatch(_decoded(cursor))
    if match is None:
        raise InputInvalid(issues=(Issue("cursor", "This is not a cursor of this list."),))
    try:
        return from_ms(int(match[1])), match[2].decode()
    except OverflowError:
        return place_of("")


def _decoded(cursor: str) -> bytes:
    if len(cursor) > _LONGEST_CURSOR:
        return b""
    try:
        return urlsafe_b64decode(cursor)
    except ValueError:
        return b""
