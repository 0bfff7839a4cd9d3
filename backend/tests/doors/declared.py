"""Holds every answer of the doors against the OpenAPI document: what is not declared is a bug."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2
from fastapi.routing import APIRoute
from pydantic import BaseModel

from gethory.app import ROUTERS
from gethory.auth.schemas import Problem
from gethory.documents.openapi import openapi_document
from gethory.web.problems import MEDIA_TYPE


@dataclass(frozen=True)
class Operation:
    """One method of one path, as the document has it."""

    method: str
    path: str
    words: dict[str, Any]
    model: type[BaseModel] | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def matches(self, path: str) -> bool:
        pattern = re.sub(r"\{\w+\}", "[^/]+", self.path)
        return re.fullmatch(pattern, path) is not None

    @property
    def codes(self) -> dict[int, list[str]]:
        """The codes of its refusals by status."""
        responses = self.words["responses"].items()
        return {int(status): _codes(words) for status, words in responses if status != "200"}


def _codes(reference: dict[str, str]) -> list[str]:
    name = reference["$ref"].removeprefix("#/components/responses/")
    response = document()["components"]["responses"][name]
    _, narrowed = response["content"][MEDIA_TYPE]["schema"]["allOf"]
    return [str(code) for code in narrowed["properties"]["code"]["enum"]]


@cache
def document() -> dict[str, Any]:
    return openapi_document(ROUTERS)


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, those with fewer parameters in their path first."""
    every = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute)]
    routes = [route for route in every if route.include_in_schema]
    found = [
        Operation(method, route.path_format, _words(route, method), route.response_model)
        for route in routes
        for method in sorted(route.methods or ())
    ]
    return tuple(sorted(found, key=lambda operation: operation.path.count("{")))


def _words(route: APIRoute, method: str) -> dict[str, Any]:
    words: dict[str, Any] = document()["paths"][route.path_format][method.lower()]
    return words


def operation_of(method: str, path: str) -> Operation | None:
    fitting = (one for one in operations() if one.method == method and one.matches(path))
    return next(fitting, None)


async def hold_to_document(answer: httpx2.Response) -> None:
    """A response hook of the tests' browsers. Raises AssertionError."""
    asked = answer.request
    operation = operation_of(asked.method, asked.url.path)
    if operation is None:
        return
    await answer.aread()
    if answer.status_code == 200:
        _check_good(operation, answer)
    else:
        _check_refusal(operation, answer)


def _check_good(operation: Operation, answer: httpx2.Response) -> None:
    if operation.method == "HEAD":
        assert not answer.content, operation
        return
    if operation.model is None:
        assert answer.headers["content-type"] in operation.words["responses"]["200"]["content"]
        return
    words = operation.model.model_validate_json(answer.content)
    assert words.model_dump(mode="json", by_alias=True) == answer.json(), operation
    if "set-cookie" in answer.headers:
        assert "Set-Cookie" in operation.words["responses"]["200"]["headers"], operation


def _check_refusal(operation: Operation, answer: httpx2.Response) -> None:
    if operation.method == "HEAD":
        assert answer.status_code in operation.codes, operation
        return
    problem = Problem.model_validate_json(answer.content)
    assert problem.code in operation.codes.get(answer.status_code, ()), (
        f"{operation} does not declare {answer.status_code} {problem.code}"
    )
    assert problem.status == answer.status_code
    assert problem.detail == problem.message == problem.error
    if answer.status_code == 429:
        assert int(answer.headers["retry-after"]) >= 1
