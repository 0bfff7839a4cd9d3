"""`docs/configuration.md`: every setting with its kind, default, meaning and an example, made from
the settings so that none is left out and none goes out of date."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, get_origin

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from gethory.examples import CLIENT_SETTINGS, as_text
from gethory.kit.rates import Rate
from gethory.kit.secrets import MIN_SECRET_BYTES
from gethory.settings import Settings, seconds
from gethory.unknown import FAMILIES

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The server", ("node_env", "port", "host", "backend_url", "app_origin", "trusted_proxies")),
    ("What is kept, and where", ("db_", "data_", "default_avatar", "redis_")),
    ("Sessions", ("jwt_", "access_")),
    ("Mail", ("email_", "mj_", "resend_", "smtp_")),
    ("How browsers find each other", ("stun_", "turn_")),
    ("Rooms and sockets", ("room_", "seat_", "ping_", "sockets_", "livekit_")),
    ("For whoever runs it", ("log_", "metrics_")),
    ("Rates", ("rate_",)),
)
"""Headings, and how the names under each begin; a setting that fits none is under the last one."""
_FURTHER = "Further settings"
_EXAMPLES = {
    "node_env": "production",
    "host": "127.0.0.1",
    "data_dir": "/var/lib/gethory",
    "db_uri": "mongodb://gethory:PASSWORD@127.0.0.1/gethory",
    "access_token_expiry": "15m",
    "app_origin": "https://talk.example.org",
    "backend_url": "https://voice.example.org",
    "jwt_secret": "<64 hexadecimal characters>",
    "jwt_refresh_secret": "<64 other ones>",
    "mj_apikey_public": "...",
    "mj_apikey_private": "...",
    "resend_key": "re_...",
    "turn_secret": "<64 hexadecimal characters>",
    "metrics_token": "<64 hexadecimal characters>",
    "trusted_proxies": "10.0.0.2,172.16.0.0/12",
    "email_sender": '"Gethory <no-reply@example.org>"',
    "smtp_url": "smtp://USER:PASSWORD@smtp.example.org:587",
    "stun_urls": "stun:stun.example.org:3478",
    "turn_url": "turn.example.org",
    "seat_kept_s": "45s",
    "log_level": "warning",
}
_IN_PRODUCTION = f"""\
With `NODE_ENV=production` the server refuses to start, says why in a line for each reason, and
exits with 1, before it listens, when

- `JWT_SECRET` or `JWT_REFRESH_SECRET` is missing, and when a secret has fewer than
  {MIN_SECRET_BYTES} bytes, is the value of another one, stands in examples or is easy to guess;
- `BACKEND_URL` begins neither with `https://` nor is of this machine (no browser gives its
  microphone to another page);
- `TRUSTED_PROXIES` trusts everybody, or `PORT` is 0;
- the environment has a name that was meant for the server and is no setting, see below.

What is no number, address, duration or rate where one should be, mail that is set up twice, by half
or without a sender, and a name in an `.env` file that is no setting are refused in development too.
No line shows the value of a setting.

**Unknown names.** In `.env` files each name has to be one of this page. The environment is
everybody's: there a name is taken for ours when it is a slip of one of these (`BACKEND_ULR`), or
begins like a family of them ({", ".join(f"`{family}`" for family in FAMILIES)}).
Production refuses those, development says so and goes on. What Kubernetes and Docker add for a
service that is called `smtp` or `turn` is let be.
"""
_HEAD = """\
# Configuration

Made from `settings.py` by `make wire`: do not edit.

Settings come from the environment, then from `backend/.env.dev` outside production, then from
`backend/.env`; an installed server reads these files in the folder where it is started. Each has a
default that runs on a laptop. A URL or key that is given is the switch: there is no setting for
modes.

A secret is what `openssl rand -hex 32` prints.
"""
_CLIENT = """\
## The client's build

Read when the client is built, from the environment, `frontend/.env.dev` or `frontend/.env`. A
client that the server itself serves needs none of them.

| setting | meaning | example |
| --- | --- | --- |
"""


def config_reference() -> str:
    """The whole page."""
    parts = [_HEAD, f"## What production refuses\n\n{_IN_PRODUCTION}"]
    for heading, names in _grouped().items():
        parts.append(f"## {heading}\n\n{_table(names)}")
    rows = [
        f"| `{name}` | {sentence} | `{name}=https://voice.example.org{path}` |"
        for name, (sentence, path) in CLIENT_SETTINGS.items()
    ]
    return "\n".join([*parts, _CLIENT + "\n".join(rows)]) + "\n"


def _grouped() -> dict[str, list[str]]:
    """The settings under their headings, in the order in which they are declared."""
    found: dict[str, list[str]] = {heading: [] for heading in (*dict(_GROUPS), _FURTHER)}
    for name in Settings.model_fields:
        found[_heading_of(name)].append(name)
    return {heading: names for heading, names in found.items() if names}


def _heading_of(name: str) -> str:
    fitting = (heading for heading, starts in _GROUPS if name.startswith(starts))
    return next(fitting, _FURTHER)


def _table(names: list[str]) -> str:
    rows = ["| setting | kind | default | meaning | example |", "| --- | --- | --- | --- | --- |"]
    rows += [_row(name, Settings.model_fields[name]) for name in names]
    return "\n".join(rows) + "\n"


def _row(name: str, field: FieldInfo) -> str:
    kind, given = _kind(name, field), _default(field)
    default = f"`{given}`" if given else "none"
    example = _EXAMPLES.get(name, given)
    shown = f"`{name.upper()}={example}`" if example else ""
    meaning = (field.description or "").replace("|", "\\|")
    return f"| `{name.upper()}` | {kind} | {default} | {meaning} | {shown} |"


def _kind(name: str, field: FieldInfo) -> str:
    """What is written there, in a few words."""
    if name.endswith(("_secret", "_token", "_key", "_public", "_private")):
        return "secret"
    kind = field.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{one.value}`" for one in kind)
    if get_origin(kind) is tuple and kind is not Rate:
        return "comma list"
    if _is_duration(field):
        return "duration: `15m`, `1h`, seconds"
    words: dict[Any, str] = {int: "whole number", float: "number", Path: "path", Rate: "rate"}
    return words.get(kind, "text") + _bounds(field)


def _default(field: FieldInfo) -> str:
    if not _is_duration(field):
        return as_text(field.default)
    minutes, seconds_left = divmod(field.default, 60)
    return as_text(field.default) + "s" if seconds_left else as_text(minutes) + "m"


def _is_duration(field: FieldInfo) -> bool:
    return any(getattr(one, "func", None) is seconds for one in field.metadata)


def _bounds(field: FieldInfo) -> str:
    return "".join(_bound(one) for one in field.metadata)


def _bound(one: object) -> str:
    match one:
        case Ge(ge=least):
            return f" from {least}"
        case Gt(gt=below):
            return f" over {below}"
        case Le(le=most):
            return f" to {most}"
    return ""
