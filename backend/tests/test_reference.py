"""`docs/configuration.md` has every setting, and says what it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gethory.reference import config_reference
from gethory.settings import Settings

PAGE = config_reference()


def row(name: str) -> list[str]:
    """The cells of a setting."""
    [line] = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_it_is_as_it_is_committed() -> None:
    committed = Path(__file__).resolve().parents[2] / "docs" / "configuration.md"
    assert committed.read_text(encoding="utf-8") == PAGE, "run `make wire`"


def test_every_setting_has_a_kind_a_meaning_and_an_example() -> None:
    for name, field in Settings.model_fields.items():
        setting, kind, default, meaning, example = row(name.upper())
        assert kind
        assert default
        assert meaning == field.description
        assert example.startswith(f"`{name.upper()}="), setting


def test_every_setting_stands_under_a_heading_of_its_own_kind() -> None:
    assert "Further settings" not in PAGE


@pytest.mark.parametrize(
    ("name", "kind", "default"),
    [
        ("PORT", "whole number from 0 to 65535", "`3000`"),
        ("NODE_ENV", "`development`, `test`, `production`", "`development`"),
        ("ACCESS_TOKEN_EXPIRY", "duration: `15m`, `1h`, seconds", "`15m`"),
        ("SEAT_KEPT_S", "duration: `15m`, `1h`, seconds", "`30s`"),
        ("JWT_SECRET", "secret", "none"),
        ("METRICS_TOKEN", "secret", "none"),
        ("TRUSTED_PROXIES", "comma list", "none"),
        ("RATE_JOIN", "rate", "`60/1m`"),
        ("RATE_LIMIT_SCALE", "number over 0", "`1`"),
        ("DATA_DIR", "path", "`data`"),
        ("DB_URI", "text", "none"),
    ],
)
def test_the_kind_and_default_are_in_plain_words(name: str, kind: str, default: str) -> None:
    assert row(name)[1:3] == [kind, default]


def test_the_settings_of_the_client_are_there() -> None:
    assert row("VITE_BACKEND_URL")[2].startswith("`VITE_BACKEND_URL=")
    assert row("VITE_FULL_BACKEND_URL")
