"""Reads a compose file as an engine does: variables filled in, each service in plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from dotenv import dotenv_values

_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
_SIZES = {"k": 2**10, "m": 2**20, "g": 2**30}
_PLAYED = {
    *("image", "user", "read_only", "cap_drop", "cap_add", "security_opt", "entrypoint", "command"),
    *("environment", "env_file", "volumes", "tmpfs", "networks", "ports", "depends_on"),
    *("mem_limit", "pids_limit", "healthcheck", "stop_grace_period"),
}
_THE_ENGINES = {"logging", "build", "pull_policy", "restart"}
"""Not played: how logs are kept, where images come from, and starting again after a crash."""


@dataclass(frozen=True)
class Port:
    """Published ports, `to` included, and what the first is in the container."""

    first: int
    to: int
    inside: int
    kind: str


@dataclass(frozen=True)
class Health:
    """Seconds, but for `test` and `retries`."""

    test: list[str]
    interval_s: float
    timeout_s: float
    start_s: float
    retries: int


@dataclass(frozen=True)
class Service:
    """One container that is asked for."""

    name: str
    image: str
    user: tuple[int, int]
    read_only: bool
    capabilities: list[str]
    entrypoint: list[str] | None
    command: list[str] | None
    environment: dict[str, str]
    mounts: list[tuple[str, str, bool]]
    """A folder of the project (`./…`) or a volume, where it is inside, whether it is written to."""
    tmpfs: dict[str, list[str]]
    networks: dict[str, str | None]
    """Each with the address that is asked for."""
    ports: list[Port]
    after: dict[str, str]
    memory_bytes: int
    pids: int
    health: Health
    grace_s: float


@dataclass(frozen=True)
class Network:
    """`subnet` is None where the engine chooses."""

    name: str
    subnet: str | None
    internal: bool


@dataclass(frozen=True)
class Project:
    """A compose file in its folder."""

    folder: Path
    services: dict[str, Service]
    networks: dict[str, Network]


def read(file: Path) -> Project:
    """The file with the variables of the `.env` beside it.

    Raises KeyError with the file's own words for a variable that has to be given.
    """
    given = {key: value or "" for key, value in dotenv_values(file.parent / ".env").items()}
    content = yaml.safe_load(_filled(file.read_text(encoding="utf-8"), given))
    services = {
        name: _service(name, words, file.parent) for name, words in content["services"].items()
    }
    networks = {name: _network(name, words or {}) for name, words in content["networks"].items()}
    return Project(file.parent, services, networks)


def _filled(text: str, given: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name, how, words = found.groups()
        if how == "-":
            return given.get(name) or words
        if how == "?" and not given.get(name):
            raise KeyError(words)
        return given[name]

    return _VARIABLE.sub(value, text)


def _service(name: str, words: dict[str, Any], folder: Path) -> Service:
    unknown = set(words) - _PLAYED - _THE_ENGINES
    assert not unknown, f"{name}: nobody plays {unknown}"
    assert words["cap_drop"] == ["ALL"]
    assert words["security_opt"] == ["no-new-privileges:true"]
    uid, _, gid = words["user"].partition(":")
    return Service(
        name=name,
        image=words["image"],
        user=(int(uid), int(gid)),
        read_only=words.get("read_only", False),
        capabilities=[f"CAP_{one}" for one in words.get("cap_add", ())],
        entrypoint=words.get("entrypoint"),
        command=words.get("command"),
        environment=_environment(words, folder),
        mounts=list(map(_mount, words.get("volumes", ()))),
        tmpfs=dict(map(_tmpfs, words.get("tmpfs", ()))),
        networks=_networks(words["networks"]),
        ports=[_port(one) for one in words.get("ports", ())],
        after={one: how["condition"] for one, how in words.get("depends_on", {}).items()},
        memory_bytes=_bytes(words["mem_limit"]),
        pids=words["pids_limit"],
        health=_health(words["healthcheck"]),
        grace_s=_seconds(words.get("stop_grace_period", "10s")),
    )


def _environment(words: dict[str, Any], folder: Path) -> dict[str, str]:
    of_file = dotenv_values(folder / words["env_file"]) if "env_file" in words else {}
    stated = {key: str(value) for key, value in words.get("environment", {}).items()}
    return {key: value or "" for key, value in of_file.items()} | stated


def _mount(text: str) -> tuple[str, str, bool]:
    here, there, *how = text.split(":")
    return here, there, how != ["ro"]


def _tmpfs(text: str) -> tuple[str, list[str]]:
    where, _, how = text.partition(":")
    return where, how.split(",")


def _networks(words: list[str] | dict[str, dict[str, str] | None]) -> dict[str, str | None]:
    if isinstance(words, list):
        return dict.fromkeys(words)
    return {name: (how or {}).get("ipv4_address") for name, how in words.items()}


def _network(name: str, words: dict[str, Any]) -> Network:
    unknown = set(words) - {"ipam", "internal"}
    assert not unknown, f"{name}: nobody plays {unknown}"
    (subnet,) = words.get("ipam", {}).get("config", [{"subnet": None}])
    return Network(name, subnet["subnet"], words.get("internal", False))


def _port(text: str) -> Port:
    ports, _, kind = text.partition("/")
    outside, inside = ports.split(":")
    first, _, to = outside.partition("-")
    return Port(int(first), int(to or first), int(inside.partition("-")[0]), kind or "tcp")


def _health(words: dict[str, Any]) -> Health:
    assert words["test"][0] == "CMD"
    return Health(
        words["test"][1:],
        _seconds(words["interval"]),
        _seconds(words["timeout"]),
        _seconds(words.get("start_period", "0s")),
        words["retries"],
    )


def _seconds(text: str) -> float:
    assert text.endswith("s")
    return float(text.removesuffix("s"))


def _bytes(text: str) -> int:
    return int(text[:-1]) * _SIZES[text[-1]]
