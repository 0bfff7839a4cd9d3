"""How addresses, usernames, topics and cursors are compared, whatever the store."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gethory.errors import InputInvalid
from gethory.store.keys import (
    cursor_after,
    email_key,
    from_ms,
    place_of,
    storable,
    to_ms,
    topic_key,
    username_key,
)

_MOMENTS = st.integers(0, 253_402_214_400_000).map(from_ms)
_IDS = st.binary(min_size=12, max_size=12).map(bytes.hex)
_ANY_TEXT = st.text(st.characters())


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_survives_to_the_millisecond(moment: datetime) -> None:
    assert timedelta(0) <= moment - from_ms(to_ms(moment)) < timedelta(milliseconds=1)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    there = datetime(2026, 11, 24, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    assert from_ms(to_ms(there)) == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@given(_MOMENTS, _IDS)
def test_a_cursor_leads_back_to_its_record(moment: datetime, record_id: str) -> None:
    assert place_of(cursor_after(moment, record_id)) == (moment, record_id)


@given(_ANY_TEXT)
def test_any_text_is_a_cursor_or_refused_as_one(text: str) -> None:
    with contextlib.suppress(InputInvalid):
        moment, record_id = place_of(text)
        assert place_of(cursor_after(moment, record_id)) == (moment, record_id)


def test_a_cursor_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(InputInvalid):
        place_of("OTk5OTk5OTk5OTk5OTk5LmFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYQ==")


@given(_ANY_TEXT)
def test_any_text_becomes_storable_and_good_text_stays_as_it_is(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert kept == text or any("\ud800" <= char <= "\udfff" for char in text)


@given(_ANY_TEXT)
def test_comparing_keys_is_settled_after_one_time(text: str) -> None:
    for key in (email_key, username_key, topic_key):
        assert key(key(text)) == key(text)


def test_case_and_spelling_of_accents_do_not_count_in_topics() -> None:
    assert topic_key("CAFÉ") == topic_key("cafe\u0301")
    assert topic_key("STRASSE") == topic_key("straße")
