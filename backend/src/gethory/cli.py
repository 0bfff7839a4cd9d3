"""The command line: `gethory serve` and what developers need."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from gethory.made_secrets import with_made_secrets
from gethory.settings import Settings, SettingsError, backend_folder, mistyped, read_settings

_USER_TIMEOUT_MS = 30_000
"""How long a client may leave unread what was sent to it, before the kernel ends its connection."""

cli = typer.Typer(
    help="Voice rooms for the web that anyone can host.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Check = Annotated[
    Path | None, typer.Option(help="Print nothing; fail when this file says something else.")
]


@cli.command()
def serve() -> None:
    """Run the server until Ctrl+C."""
    from gethory.mail.choice import mailer_of

    try:
        settings = with_made_secrets(read_settings())
        _say("\n".join(mistyped()))
        mailer_of(settings)  # whatever is wrong with the settings is told before anybody comes
        listener = _listener(settings)
    except SettingsError as error:
        _give_up(str(error))
    with listener:
        _run(settings, listener)


@cli.command()
def migrate(
    source: Annotated[
        str,
        typer.Option("--from", envvar="MIGRATE_FROM", help="Address of the database to read."),
    ],
    target: Annotated[
        str,
        typer.Option("--to", envvar="MIGRATE_TO", help="Address of the database to write."),
    ],
) -> None:
    """Move everything to another database. Stop the server before; a stopped move goes on when it
    is started again."""
    from gethory.migrating import migrate_now
    from gethory.store.base import StoreUnavailable, StoreUnusable
    from gethory.store.moving import MoveRefused

    try:
        moved = migrate_now(source, target)
    except (MoveRefused, StoreUnusable) as error:
        _give_up(str(error))
    except StoreUnavailable:
        _give_up("A database does not answer any more: move again, and it goes on.")
    print("\n".join(f"  {kind:<10} {count}" for kind, count in moved.items()))


@cli.command()
def outbox() -> None:
    """Print the mails that wait to be sent, with their codes: for when no mail goes out."""
    from gethory.mail.console import block
    from gethory.store.base import StoreUnavailable
    from gethory.stores import waiting_mails

    try:
        mails = asyncio.run(waiting_mails(read_settings()))
    except SettingsError as error:
        _give_up(str(error))
    except StoreUnavailable:
        _give_up("The database does not answer.")
    for mail in reversed(mails):
        print(block(mail), end="")
    print(f"Waiting: {len(mails)}")


@cli.command()
def wire() -> None:
    """Print the JSON Schema of every word on the wire (the client's types come from it)."""
    from gethory.wire import wire_schema

    print(json.dumps(wire_schema(), indent=2, ensure_ascii=False))


@cli.command()
def openapi(check: Check = None) -> None:
    """Print the OpenAPI document of the REST endpoints."""
    from gethory.app import ROUTERS
    from gethory.documents.openapi import openapi_document

    _print_or_check(openapi_document(ROUTERS), check)


@cli.command()
def asyncapi(check: Check = None) -> None:
    """Print the AsyncAPI document of the socket events."""
    from gethory.documents.asyncapi import asyncapi_document

    _print_or_check(asyncapi_document(), check)


@cli.command()
def env_examples(
    check: bool = typer.Option(False, help="Write nothing; fail when a file differs."),
) -> None:
    """Write the `.env` examples of server and client from the settings."""
    for file, text in _examples().items():
        if not check:
            file.write_text(text, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            _give_up(f"{file.parent.name}/{file.name} differs from the settings: run `make wire`.")


@cli.command()
def config_reference(check: Check = None) -> None:
    """Print the page of all settings (Markdown)."""
    from gethory.reference import config_reference as page

    _print_or_check_text(page().rstrip("\n"), check)


def _print_or_check(document: dict[str, Any], file: Path | None) -> None:
    _print_or_check_text(json.dumps(document, indent=2, ensure_ascii=False), file)


def _print_or_check_text(text: str, file: Path | None) -> None:
    if file is None:
        print(text)
    elif not file.is_file() or file.read_text(encoding="utf-8") != f"{text}\n":
        _give_up(f"{file} differs from the server: run `make wire`.")


def _examples() -> dict[Path, str]:
    from gethory.examples import client_env_example, env_example

    server, client = backend_folder(), backend_folder().parent / "frontend"
    return {
        server / ".env.example": env_example(production=True),
        server / ".env.dev.example": env_example(),
        client / ".env.example": client_env_example(production=True),
        client / ".env.dev.example": client_env_example(),
    }


def main() -> None:
    """Entry point of the `gethory` command."""
    cli()


def _listener(settings: Settings) -> socket.socket:
    """The listening socket, or one sentence on why not."""
    family = socket.AF_INET6 if ":" in settings.listen_host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # every accepted connection has it from here
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _USER_TIMEOUT_MS)
    try:
        listener.bind((settings.listen_host, settings.port))
        # From here on who comes back after a restart waits, and is not refused to try later.
        listener.listen(socket.SOMAXCONN)
    except PermissionError:
        raise SettingsError(
            f"Port {settings.port} needs special rights. Set PORT to one above 1023."
        ) from None
    except socket.gaierror:
        raise SettingsError("HOST is no address that is known here.") from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise SettingsError("HOST is no address of this machine.") from None
        raise SettingsError(
            f"Port {settings.port} is in use by another program ({error.strerror}). "
            "Stop that one, or set PORT to a free port."
        ) from None
    return listener


def _run(settings: Settings, listener: socket.socket) -> None:
    from gethory.serving import run

    _allow_many_connections()
    # uvicorn raises the signal that stopped it again: by then everything has ended in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        run(settings, listener, announce=_announce)
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            print("\n  Stopped.", flush=True)
    except SettingsError as error:
        _give_up(str(error))


def _allow_many_connections() -> None:
    """As many open files as we may have: each connection is one, and 1024 are soon used up."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _announce(settings: Settings, client: Path | None) -> None:
    """Say where to go, once the server answers."""
    lines = [f"Gethory is ready:  {settings.public_url}"]
    if settings.shows_mails:
        lines.append(f"Mails it sent:     {settings.public_url}/__outbox")
    elif not settings.mail_ways:
        lines.append("No mail is set up: the codes that people wait for are printed here.")
    if client is None:
        lines.append("No web client is here: nginx serves it, or run `make client`.")
    lines.append("Stop with Ctrl+C.")
    with contextlib.suppress(OSError):  # a server whose output nobody can take serves all the same
        print("", *(f"  {line}" for line in lines), "", sep="\n", flush=True)


def _give_up(lines: str) -> NoReturn:
    _say(lines)
    raise SystemExit(1)


def _say(lines: str) -> None:
    for line in lines.splitlines():
        print(f"gethory: {line}", file=sys.stderr)
