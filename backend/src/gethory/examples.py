"""The `.env` examples of server and client, made from the settings."""

from __future__ import annotations

from gethory.kit.rates import Rate
from gethory.settings import SECRET_NAMES, Settings

_PRODUCTION_EXAMPLE = {"node_env": "production", "backend_url": "https://voice.example.org"}
CLIENT_SETTINGS = {
    "VITE_BACKEND_URL": ("REST address when the client lives on another origin.", "/api"),
    "VITE_FULL_BACKEND_URL": ("Socket and picture address on another origin.", ""),
}


def env_example(*, production: bool = False) -> str:
    """The text of `.env.dev.example`, or `.env.example` for production.

    Defaults are commented out, so that a copy changes nothing until a line is uncommented.
    """
    given = _PRODUCTION_EXAMPLE if production else {}
    place = "production" if production else "development"
    lines = [f"# Settings of the server in {place}. Made from settings.py by `make wire`.", ""]
    for name, field in Settings.model_fields.items():
        lines.append(f"# {field.description}")
        if name in given:
            lines.append(f"{name.upper()}={given[name]}")
        elif production and name in SECRET_NAMES:
            lines.append(f"{name.upper()}=")
        else:
            lines.append(f"# {name.upper()}={as_text(field.default)}".rstrip())
        lines.append("")
    return "\n".join(lines)


def client_env_example(*, production: bool = False) -> str:
    """The text of the client's `.env.dev.example` or `.env.example`."""
    origin = _PRODUCTION_EXAMPLE["backend_url"] if production else "http://localhost:3000"
    lines = ["# Settings of the client's build. Same origin as the server: leave all out.", ""]
    for name, (sentence, path) in CLIENT_SETTINGS.items():
        lines += [f"# {sentence}", f"# {name}={origin}{path}", ""]
    return "\n".join(lines)


def as_text(value: object) -> str:
    """A default as it is written in an `.env` file."""
    if isinstance(value, Rate):
        return str(value)
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
