"""Token buckets of one socket, and when patience ends."""

from __future__ import annotations

import pytest

from gethory.live.rates import CANDIDATES_PER_OFFER, Kind, SocketRates, Verdict
from live.stage import Clock

PASS, REFUSE, CUT = Verdict.PASS, Verdict.REFUSE, Verdict.CUT


def passed(rates: SocketRates, kind: Kind, tries: int) -> int:
    return sum(rates.take(kind) is PASS for _ in range(tries))


@pytest.mark.parametrize(("kind", "burst", "per_s"), [(Kind.RELAY, 600, 60), (Kind.OTHER, 60, 20)])
def test_so_many_at_once_then_so_many_a_second(kind: Kind, burst: int, per_s: int) -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    assert passed(rates, kind, burst + 50) == burst
    clock.go(1)
    assert passed(rates, kind, burst) == per_s
    clock.go(3600)
    assert passed(rates, kind, burst + 50) == burst


def test_what_is_more_work_counts_more_and_is_missed_later() -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    assert passed(rates, Kind.OTHER, 50) == 50
    rates.charge(30)
    assert rates.take(Kind.OTHER) is REFUSE
    clock.go(1)
    assert rates.take(Kind.OTHER) is REFUSE
    clock.go(0.1)
    assert passed(rates, Kind.OTHER, 60) == 2
    assert passed(rates, Kind.RELAY, 10) == 10


def test_the_scale_multiplies_everything() -> None:
    clock = Clock()
    rates = SocketRates(clock, 10)
    assert passed(rates, Kind.OTHER, 1000) == 600
    clock.go(1)
    assert passed(rates, Kind.OTHER, 1000) == 200
    assert sum(rates.take_candidate("bob") for _ in range(5000)) == 10 * CANDIDATES_PER_OFFER
    assert [rates.malformed() for _ in range(200)] == [*[REFUSE] * 199, CUT]


def test_relays_and_other_events_do_not_use_up_each_other() -> None:
    rates = SocketRates(Clock(), 1)
    passed(rates, Kind.RELAY, 700)
    assert rates.take(Kind.RELAY) is REFUSE
    assert rates.take(Kind.OTHER) is PASS


def test_ten_seconds_over_the_rate_end_patience() -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    passed(rates, Kind.OTHER, 60)
    verdicts = []
    for _ in range(101):
        verdicts += [rates.take(Kind.OTHER) for _ in range(5)]
        clock.go(0.1)
    assert CUT not in verdicts[:-5]
    assert CUT in verdicts[-5:]


def test_a_pause_makes_a_new_spell() -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    for _ in range(20):
        verdicts = {rates.take(Kind.OTHER) for _ in range(200)}
        assert verdicts == {PASS, REFUSE}
        clock.go(3)


def test_patience_ends_once_and_begins_anew() -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    passed(rates, Kind.OTHER, 61)
    for _ in range(10):
        clock.go(1)
        passed(rates, Kind.OTHER, 20)
        last = [rates.take(Kind.OTHER) for _ in range(3)]
    assert last == [CUT, REFUSE, REFUSE]


def test_twenty_malformed_events_within_ten_seconds_end_patience() -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    assert [rates.malformed() for _ in range(19)] == [REFUSE] * 19
    clock.go(10.1)
    assert [rates.malformed() for _ in range(20)] == [*[REFUSE] * 19, CUT]


def test_malformed_events_now_and_then_are_borne() -> None:
    clock = Clock()
    rates = SocketRates(clock, 1)
    for _ in range(100):
        assert rates.malformed() is REFUSE
        clock.go(0.6)


def test_candidates_are_counted_for_each_target_until_the_next_offer() -> None:
    rates = SocketRates(Clock(), 1)
    assert all(rates.take_candidate("bob") for _ in range(CANDIDATES_PER_OFFER))
    assert not rates.take_candidate("bob")
    assert rates.take_candidate("cid")
    rates.forget_candidates("bob")
    assert rates.take_candidate("bob")
