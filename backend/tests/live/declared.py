"""Holds every fact and every ack of the live tests against what the AsyncAPI document is made of:
what is not declared, or has another shape, is a bug."""

from __future__ import annotations

import json
from typing import Any

from gethory.kit.wire import Words
from gethory.live.refusals import REFUSALS
from gethory.live.schemas import FACTS, RELAYED, REQUESTS, Refused


class Declared:
    """Remembers what did not fit; who raised inside a handler would only change the ack."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def fact(self, event: str, payload: Any) -> None:
        """One event that the server sends."""
        model = FACTS.get(event)
        if model is None:
            self.broken.append(f"the fact {event} is not declared")
        else:
            self._fits(f"the fact {event}", model, payload, cut=event in RELAYED)

    def ack(self, event: str, ack: bytes) -> None:
        """One answer to an event that a client sent."""
        payload = json.loads(ack)
        if payload["ok"]:
            self._fits(f"the ack of {event}", REQUESTS[event][1], payload)
            return
        self._fits(f"the refusal of {event}", Refused, payload)
        codes = {refusal.code for refusal in REFUSALS[event]}
        if payload["code"] not in codes:
            self.broken.append(f"{event} does not declare {payload['code']}")

    def _fits(self, what: str, model: type[Words], payload: Any, *, cut: bool = False) -> None:
        words = model.model_validate_json(json.dumps(payload))
        again = words.model_dump(mode="json", by_alias=True, exclude_unset=cut)
        if again != payload:
            self.broken.append(f"{what} is {payload}, and not {again}")
