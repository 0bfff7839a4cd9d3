"""What the OpenAPI document allows, and a little beyond it, against the running server: every
answer is one that the document declares, in the form that it declares, and never a 5xx."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, Response, checks
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from doors.declared import Operation, document, operations
from hostile.ground import Ground, came_from, new_source
from leaks import Leaks

pytestmark = pytest.mark.anyio

EXAMPLES = 12
"""For each operation, of good and of bad input each."""
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
    unsupported_method,
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("operation", operations(), ids=str)
async def test_the_server_does_what_it_says(
    loose: Ground, whole_run: Leaks, operation: Operation
) -> None:
    person = await loose.person("mallory")
    tested = _found(operation)
    token = person.rest.cookies["accessToken"]
    run = partial(_run, tested, url=loose.server.url, token=token, leaks=whole_run)
    await asyncio.to_thread(run, GenerationMode.POSITIVE)
    with suppress(Unsatisfiable):  # where nothing is taken, nothing can be wrong
        await asyncio.to_thread(run, GenerationMode.NEGATIVE)


def _found(operation: Operation) -> Any:
    schema = schemathesis.openapi.from_dict(document())
    return schema[operation.path][operation.method]


def _run(operation: Any, mode: GenerationMode, *, url: str, token: str, leaks: Leaks) -> None:
    """`operation` is one of schemathesis, whose types say less than they cost."""
    source, bad = came_from(new_source()), mode is GenerationMode.NEGATIVE

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        for cookies in ({}, {"accessToken": token}):  # the case keeps what it was called with
            answer = case.call(base_url=url, headers=source, cookies=cookies, timeout=20)
            case.validate_response(answer, checks=CHECKS)
            _look_at(leaks, answer)
            if not cookies and {} not in (operation.definition.raw["security"] or [{}]):
                # JSON is read before anybody is asked who they are
                assert answer.status_code in {401, 413, 415, *({400} if bad else ())}

    run()


def _look_at(leaks: Leaks, answer: Response) -> None:
    """It was asked for by another library than the one that is watched."""
    asked = answer.request
    content = asked.body if isinstance(asked.body, str | bytes) else None
    headers = {name: str(value) for name, value in asked.headers.items()}
    request = httpx2.Request(asked.method or "", asked.url or "", headers=headers, content=content)
    several = [(name, value) for name, values in answer.headers.items() for value in values]
    got = httpx2.Response(answer.status_code, headers=several, content=answer.content)
    leaks.http(request, got, made_up=True)
