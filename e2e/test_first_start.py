"""A newcomer starts the server: what it makes, what it says, and how it says that it cannot."""

from __future__ import annotations

import signal
import socket
import stat
from pathlib import Path

import pytest

from harness.server import Server

pytestmark = pytest.mark.silent

_SECRET = {"JWT_SECRET": "a" * 16 + "bcdefghijklmnopq", "JWT_REFRESH_SECRET": "z" * 40}


@pytest.fixture
def log(artefacts: Path) -> Path:
    return artefacts / "server.log"


def _refusal(server: Server) -> str:
    """What a server says that will not start: one sentence, exit code 1, no stack."""
    process = server.launch()
    assert process.wait(20) == 1
    lines = server.tail().strip().splitlines()
    assert len(lines) == 1, f"more than one sentence:\n{server.tail()}"
    return lines[0]


def test_the_first_start_keeps_secrets_private_and_the_second_one_keeps_them(
    tmp_path: Path, log: Path, artefacts: Path
) -> None:
    server = Server(tmp_path / "data", log)
    secrets = tmp_path / "data" / "secrets.json"
    try:
        first = server.start()
        made = secrets.read_text(encoding="utf-8")
        assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
        server.stop()
        second = server.start()
        assert secrets.read_text(encoding="utf-8") == made
    finally:
        server.end()
    report = f"first start {first:.2f} s, second start {second:.2f} s\n"
    (artefacts / "timings.txt").write_text(report, encoding="utf-8")
    assert second < max(3, 2 * first), report


def test_it_says_where_people_and_mails_are(tmp_path: Path, log: Path) -> None:
    server = Server(tmp_path / "data", log)
    try:
        server.start()
    finally:
        server.end()
    said = log.read_text(encoding="utf-8")
    assert f"http://localhost:{server.port}" in said
    assert f"http://localhost:{server.port}/__outbox" in said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_while_somebody_is_connected(
    tmp_path: Path, log: Path, how: signal.Signals
) -> None:
    server = Server(tmp_path / "data", log)
    try:
        server.start()
        with socket.create_connection(("127.0.0.1", server.port)) as visitor:
            visitor.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert visitor.recv(12) == b"HTTP/1.1 200"
            code = server.stop(how)
    finally:
        server.end()
    assert code in (0, 128 + how, -how)  # a shell says 128 + how for -how
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_the_database_is_where_db_uri_says(tmp_path: Path, log: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "rooms.db"
    elsewhere.parent.mkdir()
    server = Server(tmp_path / "data", log, DB_URI=f"sqlite:///{elsewhere}")
    try:
        server.start()
    finally:
        server.end()
    assert elsewhere.is_file()
    assert not list((tmp_path / "data").glob("*.db"))


def test_a_port_in_use_is_one_sentence(tmp_path: Path, log: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = _refusal(Server(tmp_path / "data", log, port))
    assert f"Port {port} is in use" in said


@pytest.mark.parametrize("settings", [{}, _SECRET], ids=["made secrets", "given secrets"])
def test_a_data_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, log: Path, settings: dict[str, str]
) -> None:
    (tmp_path / "file").touch()
    said = _refusal(Server(tmp_path / "file" / "data", log, None, **settings))
    assert str(tmp_path / "file" / "data") in said


def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, log: Path) -> None:
    said = _refusal(Server(tmp_path / "data", log, ACCESS_TOKEN_EXPIRY="soon"))
    assert "ACCESS_TOKEN_EXPIRY" in said
    assert "soon" not in said
