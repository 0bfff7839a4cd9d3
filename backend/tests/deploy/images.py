"""Builds the shipped Dockerfiles with buildah, on a base image that debootstrap makes.

No container engine and no image registry is needed, but root. What a build takes from packages
comes by the settings that apt, pip and npm have on this machine: they are read when a build runs
and mounted into it, so nothing of them is in an image or here. Everything is kept in the cache
folder: the base by its recipe, the layers of each image by what they are made of.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from deploy.parts import ROOT, missing, program

_SUITE = "bookworm"
_PACKAGES = "python3-venv,ca-certificates"
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_NPM = Path("/usr/lib/node_modules/npm")
_SOURCES = (Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*.*"))
_MIRROR = re.compile(
    r"^(?:URIs:|deb(?: \[[^]]*\])?) *(https?://\S+/debian/?)(?:\s|$)", re.MULTILINE
)


@dataclass(frozen=True)
class Image:
    """A Dockerfile that is shipped: its folder is what it is built in."""

    name: str
    context: str
    dockerfile: str
    bases: tuple[str, ...]
    """The build arguments that name what it stands on."""


IMAGES = (
    Image("nginx", ".", "Dockerfile.prod", ("NODE_IMAGE", "NGINX_IMAGE")),
    Image("server", "backend", "Dockerfile.prod", ("PYTHON_IMAGE",)),
    Image("server-dev", "backend", "Dockerfile.dev", ("PYTHON_IMAGE",)),
    Image("client-dev", "frontend", "Dockerfile.dev", ("NODE_IMAGE",)),
)


class Builder:
    """buildah, with a storage of its own in the cache folder."""

    def __init__(self) -> None:
        if os.geteuid() != 0:
            missing("Images are built by root only here: run these tests as root")
        self._program = program("buildah", "buildah")
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gethory"
        cache.mkdir(parents=True, exist_ok=True)
        self._storage = (
            *("--root", str(cache / "images"), "--runroot", "/run/gethory-images"),
            *("--storage-driver", _driver(cache)),
        )

    def run(self, *words: str, **how: Any) -> str:
        """What buildah says."""
        done = subprocess.run(
            self.command(*words), check=False, capture_output=True, text=True, **how
        )
        assert done.returncode == 0, f"buildah {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return str(done.stdout).strip()

    def command(self, *words: str) -> list[str]:
        """For a process of its own."""
        return [self._program, *self._storage, *words]

    _built: ClassVar[dict[str, str]] = {}

    def build(self, image: Image) -> str:
        """The built image's name. What has not changed since the last time is not built again,
        and within one run nothing is looked at twice."""
        if image.name not in self._built:
            self._built[image.name] = self._build(image)
        return self._built[image.name]

    def _build(self, image: Image) -> str:
        name, base = f"localhost/gethory-{image.name}", self._base()
        folder = ROOT / image.context
        with self._packages() as mounts:
            self.run(
                "bud", "--isolation", "chroot", "--layers", "--tag", name, *mounts,
                *(word for one in image.bases for word in ("--build-arg", f"{one}={base}")),
                "--file", str(folder / image.dockerfile), str(folder),
            )  # fmt: skip
        return name

    def config(self, name: str) -> dict[str, Any]:
        """How containers of an image start."""
        config: dict[str, Any] = json.loads(self.run("inspect", "--type", "image", name))
        return dict(config["OCIv1"]["config"])

    def _base(self) -> str:
        """A Debian with Python and this machine's Node: the images that are named in the
        Dockerfiles, as far as they matter here."""
        node = program("node", "nodejs")
        recipe = "\n".join((_SUITE, _PACKAGES, _PATH, _version(node)))
        name = f"localhost/gethory-base:{hashlib.sha256(recipe.encode()).hexdigest()[:16]}"
        if not self.run("images", "--quiet", "--filter", f"reference={name}"):
            self._make_base(name, node)
        return name

    def _make_base(self, name: str, node: str) -> None:
        debootstrap = program("debootstrap", "debootstrap")
        how = [debootstrap, "--variant=minbase", f"--include={_PACKAGES}"]
        container = self.run("from", "scratch")
        try:
            root = Path(self.run("mount", container))
            subprocess.run(
                [*how, _SUITE, root, mirror()],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            _add_node(root, node)
            self.run("umount", container)
            self.run("config", "--env", f"PATH={_PATH}", container)
            self.run("commit", "--quiet", container, name)
        finally:
            self.run("rm", container)

    @contextmanager
    def _packages(self) -> Iterator[list[str]]:
        """How pip and npm find packages here, mounted for the time of a build."""
        with tempfile.TemporaryDirectory(prefix="gethory-build-") as folder:
            pip, npm = Path(folder) / "pip.conf", Path(folder) / "npmrc"
            pip.write_text(_pip_settings())
            npm.write_text(_npm_settings())
            mounts = {pip: "/etc/pip.conf", npm: "/root/.npmrc"}
            if _CERTIFICATES.is_file():
                mounts[_CERTIFICATES] = str(_CERTIFICATES)
            yield [f"--volume={here}:{there}:ro" for here, there in mounts.items()]


def _driver(folder: Path) -> str:
    """Layers upon each other, or, where this runs in a container itself, each a whole copy."""
    asked = ["stat", "--file-system", "--format=%T", str(folder)]
    kind = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    return "vfs" if kind == "overlayfs" else "overlay"


def mirror() -> str:
    """Where this machine's apt has Debian from."""
    for file in _SOURCES:
        found = _MIRROR.search(file.read_text()) if file.is_file() else None
        if found:
            return found[1]
    return missing("Images are built on a Debian machine only here: apt names no mirror of Debian")


def _add_node(root: Path, node: str) -> None:
    shutil.copy2(Path(node).resolve(), root / "usr/bin/node")
    shutil.copytree(_NPM, root / "usr/lib/node_modules/npm", symlinks=True)
    for command in ("npm", "npx"):
        (root / "usr/bin" / command).symlink_to(f"../lib/node_modules/npm/bin/{command}-cli.js")


def _version(program: str) -> str:
    return subprocess.run(
        [program, "--version"], check=True, capture_output=True, text=True
    ).stdout.strip()


def _pip_settings() -> str:
    said = subprocess.run(
        ["python3", "-m", "pip", "config", "list"], check=False, capture_output=True, text=True
    ).stdout
    found = re.findall(r"^[\w:]+\.\.?(index-url|extra-index-url|trusted-host)='(.*)'$", said, re.M)
    lines = [f"{name} = {value}" for name, value in found]
    lines += [f"cert = {_CERTIFICATES}"] if _CERTIFICATES.is_file() else []
    return "\n".join(["[global]", *lines, ""])


def _npm_settings() -> str:
    registry = subprocess.run(
        ["npm", "config", "get", "registry"], check=True, capture_output=True, text=True
    ).stdout.strip()
    cafile = [f"cafile={_CERTIFICATES}"] if _CERTIFICATES.is_file() else []
    return "\n".join([f"registry={registry}", *cafile, "update-notifier=false", ""])
