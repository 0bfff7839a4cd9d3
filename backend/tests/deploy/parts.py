"""Programs that the tests of running Gethory need, and folders of the checkout."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"


def program(name: str, package: str) -> str:
    """Where a program is; without it the test is skipped, and fails with CI=true."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    found = shutil.which(name, path=path)
    return found or missing(f"This test needs {name}: sudo apt-get install {package}")


def missing(sentence: str) -> NoReturn:
    """Something is not there: a failure where everything has to be."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
