"""The compose files: valid by the Compose Specification, and guarded as `docs/security.md` says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from deploy.client import MOUNTED
from deploy.parts import ROOT

SCHEMA = json.loads((Path(__file__).parent / "compose-spec.json").read_text(encoding="utf-8"))
FILES = ("docker-compose.dev.yml", "docker-compose.prod.yml", "docker-compose.small.yml")
LIVE = FILES[1:]
_DEFAULT = re.compile(r"\$\{(\w+):-([^}]*)\}")
_IMAGE = re.compile(r"[\w./-]+:v?\d+\.\d+[\w.-]*")

Service = dict[str, Any]


def compose(name: str) -> dict[str, Any]:
    """A compose file, with the defaults of its variables filled in."""
    text = _DEFAULT.sub(r"\2", (ROOT / name).read_text(encoding="utf-8"))
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def services(*names: str) -> list[Any]:
    """Each service of these files, named for the report."""
    return [
        pytest.param(service, id=f"{name.split('.')[0].removeprefix('docker-')}-{name}-{key}")
        for name in names
        for key, service in compose(name)["services"].items()
    ]


def published(service: Service) -> list[str]:
    return list(service.get("ports", ()))


def mounted(service: Service) -> list[str]:
    """The folders of this machine that a service sees, and how."""
    return [volume for volume in service.get("volumes", ()) if volume.startswith(".")]


@pytest.mark.parametrize("name", FILES)
def test_a_compose_file_is_valid_by_the_specification(name: str) -> None:
    jsonschema_rs.validator_for(SCHEMA).validate(compose(name))


def test_a_wrong_compose_file_would_be_noticed() -> None:
    wrong = compose(FILES[1])
    wrong["services"]["server"]["pids_limits"] = 3
    assert not jsonschema_rs.validator_for(SCHEMA).is_valid(wrong)


@pytest.mark.parametrize("service", services(*LIVE))
def test_a_service_is_guarded(service: Service) -> None:
    user, _, group = service["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"] > 0
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"
    assert "privileged" not in service
    assert "network_mode" not in service
    assert service["logging"]["options"]["max-size"]


@pytest.mark.parametrize("service", services(*FILES))
def test_every_version_is_pinned(service: Service) -> None:
    if "image" in service:
        assert _IMAGE.fullmatch(service["image"]), service["image"]
    else:
        assert service["build"]


@pytest.mark.parametrize("name", LIVE)
def test_only_nginx_and_the_relay_can_be_reached_from_outside(name: str) -> None:
    file = compose(name)["services"]
    assert {key for key, service in file.items() if published(service)} == {"nginx", "coturn"}
    assert published(file["nginx"]) == ["80:8080", "443:8443"]


@pytest.mark.parametrize("name", LIVE)
def test_only_the_relay_has_a_capability_and_only_the_one_in_its_program(name: str) -> None:
    file = compose(name)["services"]
    added = {key: service["cap_add"] for key, service in file.items() if "cap_add" in service}
    assert added == {"coturn": ["NET_BIND_SERVICE"]}


@pytest.mark.parametrize("name", LIVE)
def test_the_relay_shares_a_network_with_nobody(name: str) -> None:
    file = compose(name)["services"]
    theirs = set(file["coturn"]["networks"])
    others = [set(service["networks"]) for key, service in file.items() if key != "coturn"]
    assert theirs
    assert not theirs & set().union(*others)


def test_the_database_is_on_a_network_without_a_way_out_and_asks_for_a_password() -> None:
    file = compose("docker-compose.prod.yml")
    mongo = file["services"]["mongo"]
    assert mongo["networks"] == ["store"]
    assert file["networks"]["store"] == {"internal": True}
    neighbours = [key for key, one in file["services"].items() if "store" in one["networks"]]
    assert sorted(neighbours) == ["mongo", "server"]
    assert mongo["environment"]["MONGO_INITDB_ROOT_PASSWORD"].startswith("${MONGO_PASSWORD:?")


@pytest.mark.parametrize("name", LIVE)
def test_folders_of_the_machine_are_not_written_to(name: str) -> None:
    file = compose(name)["services"]
    for service in file.values():
        assert all(mount.endswith(":ro") for mount in mounted(service))


@pytest.mark.parametrize("name", LIVE)
def test_the_server_believes_the_address_of_nginx_and_no_other(name: str) -> None:
    file = compose(name)["services"]
    trusted = file["server"]["environment"]["TRUSTED_PROXIES"]
    assert trusted == file["nginx"]["networks"]["front"]["ipv4_address"]


def test_on_the_small_machine_nothing_is_built_and_everything_fits() -> None:
    file = compose("docker-compose.small.yml")["services"]
    assert not [key for key, service in file.items() if "build" in service]
    assert [file[key]["pull_policy"] for key in ("nginx", "server")] == ["never", "never"]
    assert "mongo" not in file
    assert sum(int(service["mem_limit"].removesuffix("m")) for service in file.values()) <= 512


def test_the_small_machine_takes_the_images_that_the_other_file_builds() -> None:
    large, small = (compose(name)["services"] for name in LIVE)
    for key in ("nginx", "server"):
        assert small[key]["image"] == large[key]["image"]


def test_in_development_everything_is_for_this_machine_only() -> None:
    file = compose("docker-compose.dev.yml")["services"]
    assert {key: published(service) for key, service in file.items()} == {
        "client": ["127.0.0.1:5173:5173"],
        "server": ["127.0.0.1:3000:3000"],
        "mongo": ["127.0.0.1:27017:27017"],
    }


def test_in_development_the_sources_are_mounted_where_the_images_have_theirs() -> None:
    file = compose("docker-compose.dev.yml")["services"]
    assert "./backend:/app:ro" in file["server"]["volumes"]
    mounts = file["client"]["volumes"]
    assert mounts == [f"./frontend/{name}:/app/{name}:ro" for name in MOUNTED]
    for mount in mounts:
        assert (ROOT / mount.partition(":")[0]).exists(), mount
    for side in ("backend", "frontend"):
        assert "WORKDIR /app" in (ROOT / side / "Dockerfile.dev").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["Dockerfile.prod", "backend/Dockerfile.prod"])
def test_what_an_image_stands_on_is_a_pinned_argument(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    given = dict(re.findall(r"^ARG (\w+)=(\S+)$", text, re.MULTILINE))
    images = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    names = [image.removeprefix("${").removesuffix("}") for image in images]
    assert images == [f"${{{name}}}" for name in names]
    assert all(_IMAGE.fullmatch(given[name]) for name in names)
    assert re.findall(r"^USER (\S+)$", text, re.MULTILINE)[-1] == "10001:10001"
