"""Every metric: its name, what it says, and where its number comes from.

`docs/operations.md` has a table of them, which a test holds against this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.metrics_core import Metric

from gethory import __version__
from gethory.kit.histogram import Histogram
from gethory.live.numbers import LiveNumbers
from gethory.metrics.sources import Moment, Sources


def families(sources: Sources, moment: Moment) -> Iterator[Metric]:
    """All of them as they are now."""
    yield from _server(sources, moment)
    yield from _rooms(sources, moment)
    yield from _ways_in(sources.live)
    yield from _sound(sources.live)
    yield from _mail(sources, moment)


def _server(sources: Sources, moment: Moment) -> Iterator[Metric]:
    version = GaugeMetricFamily("gethory_build_info", "Which version runs.", labels=["version"])
    version.add_metric([__version__], 1)
    yield version
    yield _gauge("gethory_ready", "1 when /readyz says yes, else 0.", int(moment.ready))
    lag = "How late the event loop was, asked twice a second."
    yield _histogram("gethory_event_loop_lag_seconds", lag, {"": sources.lag.times}, None)
    yield _counter(
        "gethory_http_answers", "Answers to HTTP requests.", "status", dict(sources.answers)
    )
    yield _counter(
        "gethory_notices",
        "What strangers did wrong, by the event that the log has of it.",
        "event",
        dict(sources.notices),
    )


def _rooms(sources: Sources, moment: Moment) -> Iterator[Metric]:
    yield _gauge("gethory_rooms", "Rooms with somebody inside.", moment.rooms)
    peers = GaugeMetricFamily("gethory_peers", "People in rooms.", labels=["seat"])
    for seat, count in moment.peers.items():
        peers.add_metric([seat], count)
    yield peers
    yield _gauge("gethory_sockets", "Open Socket.IO connections.", len(sources.sockets()))
    relayed = "Signals passed on from one person to another."
    yield _counter("gethory_signals_relayed", relayed, "event", sources.live.relayed)


def _ways_in(live: LiveNumbers) -> Iterator[Metric]:
    yield _counter("gethory_joins", "Joins that got a seat.", "way", live.joins)
    yield _counter("gethory_joins_failed", "Joins that got none.", "code", live.joins_refused)
    refused = "Sockets that were not let in."
    yield _counter("gethory_sockets_refused", refused, "code", live.sockets_refused)
    lost = CounterMetricFamily("gethory_lines_lost", "Sockets lost from a room, seat kept.")
    lost.add_metric([], live.away)
    yield lost
    yield _counter("gethory_peers_left", "People who are out of a room.", "reason", live.left)


def _sound(live: LiveNumbers) -> Iterator[Metric]:
    paths = CounterMetricFamily(
        "gethory_connections",
        "Connections between two browsers, told by each end.",
        labels=["path", "protocol"],
    )
    for (path, protocol), count in live.paths.items():
        paths.add_metric([path, protocol], count)
    yield paths
    first = "From the click on join, or the news of who came, to their first sound."
    times = {side.value: times for side, times in live.first_sound.items()}
    yield _histogram("gethory_first_sound_seconds", first, times, "who")


def _mail(sources: Sources, moment: Moment) -> Iterator[Metric]:
    mails = sources.mails
    tries = {
        "sent": mails.sent,
        "delayed": mails.delayed,
        "refused": mails.refused,
        "expired": mails.expired,
    }
    yield _counter("gethory_mails", "What became of tries to send a mail.", "outcome", tries)
    waiting = float("nan") if moment.mails_waiting is None else moment.mails_waiting
    yield _gauge("gethory_mails_waiting", "Mails in the outbox.", waiting)
    outage = "For how long no mail has gone out that should; 0 when all is well."
    yield _gauge("gethory_mail_outage_seconds", outage, sources.mail_outage_s())


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def _counter(name: str, says: str, label: str, counts: Mapping[str, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, says, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family


def _histogram(
    name: str, says: str, times: Mapping[str, Histogram], label: str | None
) -> HistogramMetricFamily:
    family = HistogramMetricFamily(name, says, labels=[label] if label else [])
    for value, histogram in times.items():
        family.add_metric(
            [value] if label else [], buckets=list(histogram.buckets()), sum_value=histogram.sum_s
        )
    return family
