"""`docs/api.md` cannot rot: it has every endpoint, and every example of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from gethory.app import ROUTERS
from scenarios.api_page import PAGE, Shell, differences, sections
from scenarios.server import Server

pytestmark = pytest.mark.anyio


def test_every_endpoint_has_a_section_and_each_of_its_methods_an_example() -> None:
    routes = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute)]
    served = {(method, route.path_format) for route in routes for method in route.methods or ()}
    page = list(sections(PAGE.read_text(encoding="utf-8")))
    assert {(method, section.path) for section in page for method in section.methods} == served
    for section in page:
        shown = {example.method for example in section.examples}
        assert set(section.methods) <= shown, section.path


async def test_every_example_runs_and_gets_the_answer_that_is_shown(
    own_server: Server, tmp_path: Path
) -> None:
    shell = Shell(own_server.url, tmp_path)
    for section in sections(PAGE.read_text(encoding="utf-8")):
        for example in section.examples:
            status, answer = await shell.play(example)
            shown = example.answer
            expected = shown["status"] if shown and "status" in shown else 200
            assert status == expected, f"{example.heading}\n{example.command}\n{answer}"
            if shown is not None:
                different = list(differences(shown, answer))
                assert not different, "\n".join([example.heading, *different])
