"""Lines about strangers: seldom, counted, nameless."""

from __future__ import annotations

from structlog.testing import capture_logs

from gethory.kit.notices import ALL_PER_S, Notices


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_source_is_heard_of_once_a_second_with_how_often_it_was() -> None:
    clock = Clock()
    notices = Notices(clock)
    with capture_logs() as lines:
        for _ in range(10):
            notices.note("garbage", "192.0.2.7")
            clock.at += 0.25
    assert [line["times"] for line in lines] == [1, 4, 4]


def test_kinds_and_sources_are_counted_apart() -> None:
    notices = Notices(Clock())
    with capture_logs() as lines:
        for _ in range(2):
            notices.note("garbage", "192.0.2.7")
            notices.note("garbage", "192.0.2.8")
            notices.note("flood", "192.0.2.7", user="5" * 24)
    assert len(lines) == 3
    assert lines[0]["source"] == lines[2]["source"] != lines[1]["source"]
    assert lines[2]["user"] == "5" * 24


def test_nobody_is_named() -> None:
    with capture_logs() as lines:
        Notices(Clock()).note("garbage", "ann@example.org")
        Notices(Clock()).note("garbage", "ann@example.org")
    assert "example" not in str(lines)
    assert lines[0]["source"] != lines[1]["source"], "another process says it differently"


def test_many_sources_do_not_fill_the_log_nor_the_memory() -> None:
    clock = Clock()
    notices = Notices(clock)
    with capture_logs() as lines:
        for number in range(10_000):
            notices.note("garbage", f"source {number}")
            clock.at += 0.001
    assert len(lines) <= 10 * ALL_PER_S + ALL_PER_S
    assert len(notices._last) < 5000
