"""What the server does not start with: wrong values, unknown names, and never a usual machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gethory.kit.secrets import is_guessable
from gethory.settings import SettingsError, mistyped, read_settings
from scenarios.server import free_port
from usual import USUAL

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "NODE_ENV": "production",
    "JWT_SECRET": "3f9c1a7be05d48d2a6b7c8e9f0011223",
    "JWT_REFRESH_SECRET": "b10c44ed9a7742e5b8d3a1c6e7f09852",
    "BACKEND_URL": "https://voice.acme.org",
}


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment with which production starts, and nothing else."""
    for name in tuple(os.environ):
        monkeypatch.delenv(name)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


def refusal(folder: Path) -> str:
    with pytest.raises(SettingsError) as refused:
        read_settings(folder)
    return str(refused.value)


def test_with_good_values_production_starts(tmp_path: Path) -> None:
    assert read_settings(tmp_path).production


# wrong values ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["JWT_SECRET", "JWT_REFRESH_SECRET"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "secret",
        "refresh_secret",
        "31-bytes-are-one-fewer-than-32!",
        "a" * 40,
        "secret" * 8,
        "0123456789abcdef" * 4,
        "your_super_secret_jwt_key_change_this_in_production",
        "change-me-change-me-change-me-change-me",
        "please.change.me.to.something.random.1",
        "replace_this_with_a_long_random_string",
        "this-is-an-example-of-a-jwt-secret-only",
        "$(openssl rand -hex 32)",
        "<64 hexadecimal characters>",
    ],
)
def test_a_secret_that_is_none_is_named_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = refusal(tmp_path)
    assert [line.partition(" ")[0] for line in said.splitlines()] == [name]
    assert not value or value not in said


def test_random_secrets_are_taken() -> None:
    for _ in range(2000):
        secret = os.urandom(32).hex()
        assert not is_guessable(secret)


@pytest.mark.parametrize("name", ["JWT_REFRESH_SECRET", "METRICS_TOKEN"])
def test_no_secret_is_the_value_of_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, GOOD["JWT_SECRET"])
    assert re.search(r"^\w+ must differ from \w+\.$", said := refusal(tmp_path))
    assert name in said
    assert "JWT_SECRET" in said


def test_a_metrics_token_is_a_secret_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_TOKEN", "hush")
    assert refusal(tmp_path).startswith("METRICS_TOKEN has fewer than 32 bytes")


def test_what_stands_in_our_examples_is_no_secret() -> None:
    files = [*ROOT.glob("**/.env*.example"), ROOT / "README.md", *ROOT.glob("docs/*.md")]
    shown = {
        value
        for file in files
        if "node_modules" not in file.parts
        for value in re.findall(
            r"(?:SECRET|TOKEN)=([^\s`\"'<.$]\S*)", file.read_text(encoding="utf-8")
        )
    }
    assert [value for value in shown if len(value) >= 32 and not is_guessable(value)] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKEND_URL", "http://voice.acme.org"),
        ("BACKEND_URL", "http://192.168.7.4:3000"),
        ("BACKEND_URL", "http://localhost.acme.org"),
        ("BACKEND_URL", "voice.acme.org"),
        ("BACKEND_URL", "https://"),
        ("BACKEND_URL", "https://ann:hush@voice.acme.org"),
        ("BACKEND_URL", "https://voice.acme.org/api"),
        ("BACKEND_URL", "https://voice.acme.org:many"),
        ("BACKEND_URL", "ftp://voice.acme.org"),
        ("APP_ORIGIN", "*"),
        ("APP_ORIGIN", "null"),
        ("APP_ORIGIN", "https://talk.acme.org, talk.acme.net"),
        ("APP_ORIGIN", "https://talk.acme.org/page"),
        ("PORT", "many"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("HOST", "http://0.0.0.7"),
        ("STUN_PORT", "70000"),
        ("STUN_URLS", "stun.acme.org"),
        ("STUN_URLS", "stun:stun.acme.org:3478, https://stun.acme.org"),
        ("DEFAULT_AVATAR", "../../etc/passwd"),
        ("DEFAULT_AVATAR", "https://acme.org/a.png"),
        ("DEFAULT_AVATAR", "profile.svg"),
        ("DEFAULT_AVATAR", ""),
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TRUSTED_PROXIES", "10.0.0.2, nginx"),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
        ("TRUSTED_PROXIES", "::/0"),
        ("DB_URI", "postgres://db"),
        ("DB_URI", "mongodb://"),
        ("DB_URI", "gethory.db"),
        ("ACCESS_TOKEN_EXPIRY", "soon"),
        ("ACCESS_TOKEN_EXPIRY", "0"),
        ("LOG_LEVEL", "loud"),
        ("RATE_JOIN", "fast"),
        ("RATE_LIMIT_SCALE", "0"),
        ("NODE_ENV", "prod"),
    ],
)
def test_a_value_of_the_wrong_form_is_named_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = refusal(tmp_path)
    assert re.match(rf"{name}\b", said), said
    assert len(said.splitlines()) == 1
    assert len(value) < 12 or value not in said


def test_everything_that_is_wrong_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("JWT_SECERT=x\n")
    monkeypatch.delenv("JWT_SECRET")
    monkeypatch.setenv("BACKEND_URL", "http://voice.acme.org")
    monkeypatch.setenv("RATE_JION", "5/1m")
    names = [line.partition(" ")[0] for line in refusal(tmp_path).splitlines()]
    assert names == ["JWT_SECERT", "RATE_JION", "JWT_SECRET", "BACKEND_URL"]


@pytest.mark.parametrize(
    "url", ["https://voice.acme.org/", "https://voice.acme.org:8443", "http://127.0.0.1:3000"]
)
def test_https_and_this_machine_are_good_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BACKEND_URL", url)
    assert read_settings(tmp_path).public_url == url.rstrip("/")


# unknown names ---------------------------------------------------------------------------


@pytest.mark.parametrize("node_env", ["production", "development"])
@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("BACKEND_ULR=https://a.example", "BACKEND_URL"),
        ("JWT_SECRETS=x", "JWT_SECRET"),
        ("export TRUSTED_PROXY=10.0.0.1", "TRUSTED_PROXIES"),
        ("RESEND_API_KEY=re_x", "RESEND_KEY"),
        ("SMTP_HOST=mail.example.org", "SMTP_URL"),
        ("DB_URL=sqlite:///x", "DB_URI"),
        ("prot=4000", "PORT"),
    ],
)
def test_a_mistyped_name_in_a_file_is_refused_with_what_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node_env: str, line: str, meant: str
) -> None:
    monkeypatch.setenv("NODE_ENV", node_env)
    (tmp_path / ".env").write_text(f"# ours\nLOG_LEVEL=INFO\n\n{line}\n")
    name = line.removeprefix("export ").partition("=")[0]
    assert refusal(tmp_path) == f"{name} in .env is no setting. Did you mean {meant}?"


def test_a_name_in_a_file_that_is_far_from_all_is_refused_without_a_guess(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COFFEE=1\nVITE_BACKEND_URL=http://localhost:3000/api\n")
    assert refusal(tmp_path).splitlines() == [
        "COFFEE in .env is no setting.",
        "VITE_BACKEND_URL in .env is no setting. The client's build reads it, from frontend/.env "
        "or frontend/.env.dev.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PORT=3000\nwhat is this?\n", ".env, line 2, is not NAME=value."),
        (b"PORT\n", ".env, line 1, is not NAME=value."),
        (b"PORT=\xff\n", ".env is no text in UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / ".env").write_bytes(content)
    assert refusal(tmp_path) == said


def test_the_file_that_does_not_count_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".env.dev").write_text("COFFEE=1\nPORT=many\nwhat is this?\n")
    read_settings(tmp_path)


def test_production_that_a_file_asks_for_is_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NODE_ENV")
    (tmp_path / ".env").write_text("NODE_ENV=production\nPORT=4001\n")
    (tmp_path / ".env.dev").write_text("PORT=4002\nJWT_SECRET=mine\nCOFFEE=1\n")
    settings = read_settings(tmp_path)
    assert (settings.port, settings.app_origin) == (4001, ())
    monkeypatch.delenv("JWT_SECRET")
    assert refusal(tmp_path).startswith("JWT_SECRET is missing")
    (tmp_path / ".env.dev").write_text("NODE_ENV=development\nPORT=4002\n")
    assert read_settings(tmp_path).port == 4002


def test_production_that_the_file_of_development_asks_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NODE_ENV")
    (tmp_path / ".env.dev").write_text("NODE_ENV=production\n")
    assert refusal(tmp_path).startswith("NODE_ENV: .env.dev does not count")


@pytest.mark.parametrize(
    "name",
    [
        "BACKEND_ULR",
        "APP_ORIGINS",
        "NODE_EVN",
        "DB_URL",
        "PROT",
        "TRUSTED_PROXYES",
        "EMAIL_SENDERS",
        "MJ_API_KEY",
        "SMTP_HOST",
        "SMTP_PASSWORD",
        "RATE_FOO",
        "TURN_SERVER",
        "ROOM_MAX",
        "JWT_EXPIRES_IN",
        "VITE_BACKEND_URL",
        "RESEND_API_KEY",
        "rate_jion",
    ],
)
def test_a_name_in_the_environment_that_was_meant_for_us_is_refused_in_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "hush hush")
    said = refusal(tmp_path)
    assert said.startswith(f"{name} in the environment is no setting.")
    assert "hush" not in said
    monkeypatch.setenv("NODE_ENV", "development")
    read_settings(tmp_path)
    assert mistyped() == [said]


def test_a_usual_machine_is_never_refused_and_never_warned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in USUAL:
        monkeypatch.setenv(name, "whatever it is")
    read_settings(tmp_path)
    assert mistyped() == []


# the process -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"JWT_SECRET": "hush"},
        {"TRUSTED_PROXIES": "nginx"},
        {"EMAIL_SENDER": "nobody", "SMTP_URL": "smtp://127.0.0.1"},
        {"RATE_JION": "5/1m"},
        {"HOST": "192.0.2.7"},
    ],
    ids=str,
)
def test_the_process_ends_with_1_before_anybody_can_connect(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    port = free_port()
    ran = subprocess.run(
        [sys.executable, "-c", _NOT_LISTENING, "serve"],
        env={**GOOD, "PYTHONPATH": str(ROOT / "backend" / "src"), "PORT": str(port), **wrong},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    for line in ran.stderr.splitlines():
        assert line.startswith(f"gethory: {next(iter(wrong))}"), line
    assert not [value for value in wrong.values() if value in ran.stderr]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


_NOT_LISTENING = """
import socket
def listen(*_): raise AssertionError("it listened")
socket.socket.listen = listen
from gethory.cli import main
main()
"""
