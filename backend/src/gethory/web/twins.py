"""The compressed twins that the client's build leaves beside its files, and who takes which."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from starlette.datastructures import Headers

_SUFFIXES = {"br": ".br", "gzip": ".gz"}
"""Of a twin's name, by coding; the smallest twin first."""

_WEIGHT = re.compile(r"\s*q=(1(?:\.0*)?|0(?:\.\d*)?)\s*")


class Twin(NamedTuple):
    """A compressed file, and its `Content-Encoding`."""

    path: str
    coding: str


def is_twin(name: str) -> bool:
    """Whether a file has no address of its own."""
    return name.endswith(tuple(_SUFFIXES.values()))


def twin(path: str | os.PathLike[str], asked: Headers) -> Twin | None:
    """The best twin of a file for who asked like this (RFC 9110, section 12.5.3), if any."""
    welcome = _welcome(asked.get("accept-encoding", ""))
    for coding, suffix in _SUFFIXES.items():
        name = os.fspath(path) + suffix
        if welcome.get(coding, welcome.get("*", False)) and os.path.isfile(name):
            return Twin(name, coding)
    return None


def _welcome(header: str) -> dict[str, bool]:
    """Each coding that `Accept-Encoding` names; false where its weight is 0 or no weight."""
    parts = (part.partition(";") for part in header.lower().split(","))
    return {coding.strip(): _is_welcome(weight) for coding, _, weight in parts}


def _is_welcome(weight: str) -> bool:
    found = _WEIGHT.fullmatch(weight or "q=1")
    return found is not None and float(found[1]) > 0
