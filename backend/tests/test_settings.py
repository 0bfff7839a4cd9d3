"""Settings: sources, formats, and what production refuses to start with."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from gethory.examples import env_example
from gethory.kit.rates import DEFAULT_RATES, Limit, Rate
from gethory.made_secrets import with_made_secrets
from gethory.settings import SettingsError, read_settings, seconds

A = "a-Random-looking-secret-of-40-characters"
B = "another-Random-looking-secret-of-44-letters!"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "NODE_ENV",
        "PORT",
        "DB_URI",
        "APP_ORIGIN",
        "BACKEND_URL",
        "RATE_LIMIT_SCALE",
        "TURN_URL",
        "TURN_SECRET",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("text", "expected"), [("15m", 900), ("1h", 3600), ("900", 900), ("500ms", 0.5), ("2d", 172800)]
)
def test_a_duration_is_read_in_the_given_formats(text: str, expected: float) -> None:
    assert seconds(text) == expected


def test_everything_has_a_default_that_runs_on_a_laptop(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert settings.public_url == "http://localhost:3000"
    assert settings.listen_host == "127.0.0.1"
    assert settings.allowed_origins == {"http://localhost:3000", "http://localhost:5173"}
    assert settings.limits_scale == 10


def test_the_environment_outranks_dev_file_which_outranks_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=4001\nAPP_ORIGIN=https://a.example/\nEMAIL_SENDER=a@b.c\n")
    (tmp_path / ".env.dev").write_text(
        "PORT=4002\nAPP_ORIGIN=https://b.example/, https://c.example\n"
    )
    monkeypatch.setenv("PORT", "4003")
    settings = read_settings(tmp_path)
    assert settings.port == 4003
    assert settings.email_sender == "a@b.c"
    assert {"https://b.example", "https://c.example"} < settings.allowed_origins


def test_the_dev_file_does_not_count_in_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NODE_ENV", "production")
    (tmp_path / ".env.dev").write_text("PORT=4002\n")
    (tmp_path / ".env").write_text(f"JWT_SECRET={A}\nJWT_REFRESH_SECRET={B}\n")
    assert read_settings(tmp_path).port == 3000


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "JWT_SECRET"),
        ({"jwt_secret": "short", "jwt_refresh_secret": B}, "JWT_SECRET"),
        ({"jwt_secret": "a" * 40, "jwt_refresh_secret": B}, "JWT_SECRET"),
        ({"jwt_secret": A}, "JWT_REFRESH_SECRET"),
        ({"jwt_secret": A, "jwt_refresh_secret": A}, "JWT_REFRESH_SECRET"),
        (
            {"jwt_secret": A, "jwt_refresh_secret": B, "backend_url": "http://voice.example"},
            "BACKEND_URL",
        ),
    ],
)
def test_production_refuses_to_start_and_names_the_variable_never_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str
) -> None:
    monkeypatch.setenv("NODE_ENV", "production")
    with pytest.raises(SettingsError) as refusal:
        read_settings(tmp_path, **given)
    assert named in str(refusal.value)
    assert not [v for v in given.values() if v in str(refusal.value)]


def test_a_setting_that_is_no_number_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "many")
    with pytest.raises(SettingsError, match="PORT"):
        read_settings(tmp_path)


def test_every_rate_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings(tmp_path).rates == DEFAULT_RATES
    for number, limit in enumerate(Limit, 1):
        monkeypatch.setenv(f"RATE_{limit.name}", f" {number} / 2m ")
    given = read_settings(tmp_path).rates
    assert given == {limit: Rate(number, 120) for number, limit in enumerate(Limit, 1)}


@pytest.mark.parametrize(
    "text", ["", "20", "20/", "/1h", "0/1h", "-1/1h", "2.5/1h", "20/0s", "20/500ms", "20/soon"]
)
def test_what_is_no_rate_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("RATE_REGISTER", text)
    with pytest.raises(SettingsError, match=r"RATE_REGISTER: .*20/1h"):
        read_settings(tmp_path)


def test_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, data_dir=tmp_path / "data")
    first, second = with_made_secrets(settings), with_made_secrets(settings)
    assert first == second
    assert len(first.jwt_secret) >= 32
    assert first.jwt_secret != first.jwt_refresh_secret
    file = tmp_path / "data" / "secrets.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == ["secrets.json"]


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = read_settings(tmp_path, data_dir=tmp_path / "file" / "data")
    with pytest.raises(SettingsError, match="DATA_DIR"):
        with_made_secrets(settings)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"turn_url": "turn.example.org"}, "TURN_SECRET"),
        ({"turn_secret": A}, "TURN_URL"),
        ({"turn_url": "https://turn.example.org", "turn_secret": A}, "TURN_URL"),
    ],
)
def test_half_a_relay_refuses_the_start(tmp_path: Path, given: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(tmp_path, **given)


@pytest.mark.parametrize("secret", ["short", "secret", "a" * 40, A])
def test_in_production_the_secret_of_the_relay_is_a_secret_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("NODE_ENV", "production")
    given: dict[str, Any] = {
        "jwt_secret": A,
        "jwt_refresh_secret": B,
        "backend_url": "https://a.example",
    }
    relay: dict[str, Any] = {"turn_url": "turn.example.org", "turn_secret": secret}
    with pytest.raises(SettingsError, match="TURN_SECRET") as refused:
        read_settings(tmp_path, **given, **relay)
    assert secret not in str(refused.value).replace("random secret", "")
    relay["turn_secret"] = "C" + A[::-1]
    assert read_settings(tmp_path, **given, **relay).turn_url[0].startswith("turn:")


def test_a_copied_dev_example_changes_nothing(tmp_path: Path) -> None:
    before = read_settings(tmp_path)
    (tmp_path / ".env.dev").write_text(env_example())
    assert read_settings(tmp_path) == before


def test_every_setting_has_a_sentence_in_the_example() -> None:
    assert "None" not in env_example()
    assert "JWT_REFRESH_SECRET=" in env_example(production=True)


def test_every_rate_is_written_down_with_its_default() -> None:
    protocol = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
    text = protocol.read_text(encoding="utf-8")
    for limit, rate in DEFAULT_RATES.items():
        assert f"| `RATE_{limit.name}` | {rate} |" in text
