"""`/metrics`: the numbers in Prometheus' text format, for programs of whoever runs the server."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from gethory.errors import RouteNotFound
from gethory.metrics.families import families
from gethory.metrics.sources import Moment, Sources, moment_of
from gethory.web.local import is_from_this_machine


class MetricsPage:
    """With a token it wants that, from wherever; without one it answers this machine alone, and in
    production nobody: a proxy that passes bytes on makes everybody look like this machine.

    To everybody else there is no such page.
    """

    def __init__(self, sources: Sources, token: str, *, production: bool) -> None:
        self._sources = sources
        self._token = token
        self._production = production
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/metrics", self._show, methods=["GET", "HEAD"])

    async def _show(self, request: Request) -> Response:
        if not self._may_read(request):
            raise RouteNotFound()
        moment = await moment_of(self._sources)
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        text = encode(_registry(self._sources, moment))
        return Response(text, headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    def _may_read(self, request: Request) -> bool:
        if not self._token:
            return not self._production and is_from_this_machine(request)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        same = hmac.compare_digest(token.strip().encode(), self._token.encode())
        return kind.lower() == "bearer" and same


class _Now(Collector):
    """Our numbers at one moment."""

    def __init__(self, sources: Sources, moment: Moment) -> None:
        self._sources = sources
        self._moment = moment

    def collect(self) -> Iterator[Metric]:
        return families(self._sources, self._moment)


def _registry(sources: Sources, moment: Moment) -> CollectorRegistry:
    """A new one: what the library knows of by itself is not ours to show."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Now(sources, moment))
    ProcessCollector(registry=registry)
    return registry
