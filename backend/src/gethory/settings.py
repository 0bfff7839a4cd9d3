"""Every setting, read once: environment, then `.env.dev` outside production, then `.env`."""

from __future__ import annotations

import json
import os
import re
import secrets
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gethory.kit.address import is_loopback

_UNITS_S = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}
_WELL_KNOWN = {"secret", "refresh_secret", "changeme", "change-me", "password"}
MIN_SECRET_BYTES = 32


def seconds(text: object) -> object:
    """`15m`, `1h`, `900` (seconds) as a number of seconds; anything else is left to fail."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?\s*", str(text))
    return float(match[1]) * _UNITS_S[match[2] or "s"] if match else text


def _comma_list(text: object) -> object:
    return (
        tuple(part.strip() for part in text.split(",") if part.strip())
        if isinstance(text, str)
        else text
    )


Duration = Annotated[float, BeforeValidator(seconds)]
CommaList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_list)]


class NodeEnv(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class SettingsError(Exception):
    """The settings do not allow a start; the message names the variable, never its value."""


def backend_folder() -> Path:
    """The folder whose `.env` files count: `backend/` of a checkout, else the working folder."""
    checkout = Path(__file__).resolve().parents[2]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


class Settings(BaseSettings):
    """The settings of one server. Each field is an environment variable of the same name."""

    model_config = SettingsConfigDict(extra="ignore", case_sensitive=False, frozen=True)

    node_env: NodeEnv = Field(NodeEnv.DEVELOPMENT, description="development, test or production.")
    port: int = Field(
        3000, ge=0, le=65535, description="The port of everything: pages, REST, sockets."
    )
    host: str = Field(
        "", description="The address to listen on. Empty: 127.0.0.1, in production all."
    )
    data_dir: Path = Field(
        Path("data"), description="Where the embedded database, pictures and made secrets are kept."
    )
    db_uri: str = Field("", description="sqlite:///FILE. Empty: gethory.db in DATA_DIR.")
    jwt_secret: str = Field(
        "", description="Signs access tokens; 32 bytes or more. Empty: made on first start."
    )
    jwt_refresh_secret: str = Field(
        "", description="Signs refresh tokens; another 32 bytes or more."
    )
    access_token_expiry: Duration = Field(
        900.0, gt=0, description="How long an access token lives: 15m, 1h."
    )
    app_origin: CommaList = Field(
        (),
        description="Origins whose pages may talk to this server, comma separated. Default http://localhost:5173.",
    )
    backend_url: str = Field(
        "", description="Where people reach this server. Default http://localhost:PORT."
    )
    trusted_proxies: CommaList = Field(
        (), description="Addresses or networks whose X-Forwarded-For is believed, comma separated."
    )
    email_sender: str = Field(
        "Gethory <no-reply@localhost>", description="The sender of every mail."
    )
    default_avatar: str = Field(
        "profile.png", description="The picture of who has none, under /storage/."
    )
    stun_port: int = Field(
        3478, ge=0, le=65535, description="UDP port of our own STUN responder; 0 is off."
    )
    stun_urls: CommaList = Field(
        (), description="STUN servers for browsers, comma separated. Empty: our own."
    )
    room_max_people: int = Field(24, ge=2, le=200, description="How many people one room holds.")
    ping_interval_ms: int = Field(
        10_000, gt=0, description="How often a socket is pinged, milliseconds."
    )
    ping_timeout_ms: int = Field(
        8_000, gt=0, description="How long an answer to a ping may take, milliseconds."
    )
    seat_kept_s: Duration = Field(
        30.0, ge=0, description="How long a lost connection keeps its seat in a room."
    )
    rate_limit_scale: float = Field(1.0, gt=0, description="Multiplies every rate limit.")
    log_level: str = Field("info", description="debug, info, warning or error.")

    @property
    def production(self) -> bool:
        return self.node_env is NodeEnv.PRODUCTION

    @cached_property
    def public_url(self) -> str:
        """The address people use, without a trailing slash."""
        return (self.backend_url or f"http://localhost:{self.port}").rstrip("/")

    @cached_property
    def listen_host(self) -> str:
        return self.host or ("0.0.0.0" if self.production else "127.0.0.1")  # noqa: S104 - production serves all

    @cached_property
    def database(self) -> str:
        return self.db_uri or f"sqlite:///{self.data_dir / 'gethory.db'}"

    @cached_property
    def allowed_origins(self) -> frozenset[str]:
        """Exact origins that may talk to us; loopback ones come on top outside production."""
        own = origin_of(self.public_url)
        given = self.app_origin or (() if self.production else ("http://localhost:5173",))
        return frozenset({own, *(origin.rstrip("/").lower() for origin in given)})

    @cached_property
    def limits_scale(self) -> float:
        """What every rate is multiplied with: ten times as much outside production."""
        return self.rate_limit_scale * (1 if self.production else 10)

    @cached_property
    def loopback(self) -> bool:
        """Whether people reach this server on this machine only."""
        return is_loopback(urlsplit(self.public_url).hostname or "")


def origin_of(url: str) -> str:
    """`scheme://host[:port]` of a URL, in lower case."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def read_settings(folder: Path | None = None, **given: Any) -> Settings:
    """Read the settings; `given` outranks the environment. Raises SettingsError."""
    folder = folder or backend_folder()
    production = os.environ.get("NODE_ENV", "").lower() == "production"
    files = [folder / ".env"] if production else [folder / ".env", folder / ".env.dev"]
    try:
        settings = Settings(_env_file=files, **given)
    except ValueError as error:
        raise SettingsError(_sentence(error)) from None
    _check_secrets(settings)
    return settings


def _sentence(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return "A setting is not valid."
    errors = error.errors(include_input=False, include_url=False)
    return "; ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in errors)


def _check_secrets(settings: Settings) -> None:
    if not settings.production:
        return
    given = {"JWT_SECRET": settings.jwt_secret, "JWT_REFRESH_SECRET": settings.jwt_refresh_secret}
    for name, value in given.items():
        if (
            len(value.encode()) < MIN_SECRET_BYTES
            or value.lower() in _WELL_KNOWN
            or len(set(value)) < 8
        ):
            raise SettingsError(
                f"{name} must be a random secret of {MIN_SECRET_BYTES} bytes or more."
            )
    if settings.jwt_secret == settings.jwt_refresh_secret:
        raise SettingsError("JWT_REFRESH_SECRET must differ from JWT_SECRET.")
    if not settings.public_url.startswith("https://") and not settings.loopback:
        raise SettingsError("BACKEND_URL must begin with https:// in production.")


def with_made_secrets(settings: Settings) -> Settings:
    """The settings with signing secrets, made on first start and kept in the data folder.

    Raises SettingsError when the data folder cannot be written.
    """
    if settings.jwt_secret and settings.jwt_refresh_secret:
        return settings
    made = _made_secrets(settings.data_dir)
    return settings.model_copy(
        update={name: getattr(settings, name) or made[name] for name in _SECRET_NAMES}
    )


_SECRET_NAMES = ("jwt_secret", "jwt_refresh_secret")


def _made_secrets(folder: Path) -> dict[str, str]:
    """Read or make the file; of two servers starting at once both read the same one."""
    file = folder / "secrets.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_private(file, {name: secrets.token_urlsafe(48) for name in _SECRET_NAMES})
        made: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be used: {error.strerror}. "
            "Give DATA_DIR a folder that this user may write."
        ) from None
    except ValueError:
        raise SettingsError(f"{file} is damaged: remove it, and people sign in again.") from None
    return made


def _write_private(file: Path, content: dict[str, str]) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content), encoding="utf-8")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


_PRODUCTION_EXAMPLE = {"node_env": "production", "backend_url": "https://voice.example.org"}
_CLIENT_SETTINGS = {
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
        elif production and name in _SECRET_NAMES:
            lines.append(f"{name.upper()}=")
        else:
            lines.append(f"# {name.upper()}={_as_text(field.default)}".rstrip())
        lines.append("")
    return "\n".join(lines)


def client_env_example(*, production: bool = False) -> str:
    """The text of the client's `.env.dev.example` or `.env.example`."""
    origin = _PRODUCTION_EXAMPLE["backend_url"] if production else "http://localhost:3000"
    lines = ["# Settings of the client's build. Same origin as the server: leave all out.", ""]
    for name, (sentence, path) in _CLIENT_SETTINGS.items():
        lines += [f"# {sentence}", f"# {name}={origin}{path}", ""]
    return "\n".join(lines)


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
