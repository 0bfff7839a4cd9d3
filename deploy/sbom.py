"""What a release is made of besides ourselves, out of both lock files: CycloneDX 1.6, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

_PYTHON = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NODE = re.compile(r"^  '?((?:@[\w.-]+/)?[\w.-]+)@([^'():]+)'?:$", re.MULTILINE)


def sbom(name: str, version: str, root: Path) -> dict[str, Any]:
    """The document for this checkout."""
    python = (root / "backend" / "requirements.lock").read_text(encoding="utf-8")
    node = (root / "frontend" / "pnpm-lock.yaml").read_text(encoding="utf-8")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": name, "version": version}},
        "components": [
            *_components("pypi", _PYTHON.findall(python)),
            *_components("npm", _NODE.findall(_packages(node))),
        ],
    }


def _packages(lock: str) -> str:
    """The part of pnpm's lock that lists each package once."""
    return lock.partition("\npackages:\n")[2].partition("\nsnapshots:\n")[0]


def _components(kind: str, found: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
    for name, version in found:
        purl = f"pkg:{kind}/{quote(name, safe='/')}@{quote(version)}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
        }
