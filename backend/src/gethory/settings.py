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

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gethory.kit.address import is_loopback
from gethory.kit.rates import DEFAULT_RATES, Limit, Rate
from gethory.kit.turn import relay_urls

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


def _relay_list(text: object) -> object:
    """Relays as people write them, as the URLs that browsers take; each once."""
    listed = _comma_list(text)
    if not isinstance(listed, tuple):
        return listed
    return tuple(dict.fromkeys(url for relay in listed for url in relay_urls(relay)))


def _read_rate(text: object) -> object:
    """`20/1h`, `60/60` (seconds) as a Rate; anything else is left to fail."""
    amount, slash, window = str(text).partition("/")
    per_s = seconds(window)
    if slash and amount.strip().isdecimal() and isinstance(per_s, float):
        rate = Rate(int(amount), int(per_s))
        if rate.amount >= 1 and rate.per_s >= 1 and rate.per_s == per_s:
            return rate
    raise ValueError("This is not a rate. Write it as 20/1h.")


def _rate(limit: Limit, sentence: str) -> Any:
    """The setting of one rate; its default is the one of `kit/ratelimit.py`."""
    return Field(DEFAULT_RATES[limit], description=sentence)


Duration = Annotated[float, BeforeValidator(seconds)]
RateSetting = Annotated[Rate, NoDecode, BeforeValidator(_read_rate)]
CommaList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_list)]
RelayList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_relay_list)]


Plain = Annotated[str, StringConstraints(strip_whitespace=True)]


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
    db_uri: str = Field(
        "",
        description="sqlite:///FILE or mongodb://HOST/DATABASE. Empty: gethory.db in DATA_DIR.",
    )
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
    email_sender: Plain = Field(
        "", description="Who mails come from, Gethory <me@example.org>. Real mail needs it."
    )
    mj_apikey_public: Plain = Field(
        "", description="Mail by Mailjet: the two keys. No mail setting at all: the console."
    )
    mj_apikey_private: Plain = Field("", description="The other one of Mailjet's keys.")
    resend_key: Plain = Field("", description="Mail by Resend: its key.")
    smtp_url: Plain = Field(
        "",
        description="Mail by SMTP: smtp://USER:PASSWORD@HOST:587 or smtps://. Always encrypted, "
        "but for this machine and with ?tls=none.",
    )
    default_avatar: str = Field(
        "profile.png", description="The picture of who has none, under /storage/."
    )
    stun_port: int = Field(
        3478, ge=0, le=65535, description="UDP port of our own STUN responder; 0 is off."
    )
    stun_urls: CommaList = Field(
        (),
        description="STUN servers for browsers, comma separated. Empty: TURN_URL's, else our own.",
    )
    turn_url: RelayList = Field(
        (),
        description="Relays for people whose networks allow no direct call: turn.example.org for "
        "UDP, TCP and TLS on the usual ports, HOST:PORT, turn: or turns:, comma separated.",
    )
    turn_secret: Plain = Field(
        "", description="What TURN_URL's server knows as static-auth-secret; 32 bytes or more."
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
    rate_limit_scale: float = Field(
        1.0, gt=0, description="Multiplies every rate; outside production they are ten times these."
    )
    rate_register: RateSetting = _rate(Limit.REGISTER, "Registrations of one source.")
    rate_login_account: RateSetting = _rate(Limit.LOGIN_ACCOUNT, "Wrong passwords for one account.")
    rate_login_source: RateSetting = _rate(Limit.LOGIN_SOURCE, "Wrong passwords of one source.")
    rate_mail_code: RateSetting = _rate(
        Limit.MAIL_CODE, "Mails that are asked for again or to set a new password, to one address."
    )
    rate_verify: RateSetting = _rate(Limit.VERIFY, "Codes tried for one address.")
    rate_verify_source: RateSetting = _rate(
        Limit.VERIFY_SOURCE, "Codes tried by one source where it has not signed up."
    )
    rate_refresh: RateSetting = _rate(Limit.REFRESH, "Renewals of one session.")
    rate_create_room: RateSetting = _rate(Limit.CREATE_ROOM, "Rooms made by one user.")
    rate_create_invite: RateSetting = _rate(Limit.CREATE_INVITE, "Invites made by one user.")
    rate_accept_invite: RateSetting = _rate(Limit.ACCEPT_INVITE, "Invites tried by one user.")
    rate_change_profile: RateSetting = _rate(Limit.CHANGE_PROFILE, "Changes of one user's profile.")
    rate_join: RateSetting = _rate(Limit.JOIN, "Rooms entered by one user.")
    rate_diagnose: RateSetting = _rate(
        Limit.DIAGNOSE, "Tries of the relays by one user on the page /diagnostics."
    )
    rate_handshake_refused: RateSetting = _rate(
        Limit.HANDSHAKE_REFUSED, "Sockets refused to one source, before it is not heard."
    )
    rate_handshake_accepted: RateSetting = _rate(
        Limit.HANDSHAKE_ACCEPTED, "Sockets opened by one user."
    )
    sockets_per_user: int = Field(10, ge=1, description="Sockets one user has open at once.")
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
    def rates(self) -> dict[Limit, Rate]:
        """Every rate, before it is scaled."""
        return {limit: getattr(self, f"rate_{limit.name.lower()}") for limit in Limit}

    @cached_property
    def mail_ways(self) -> tuple[str, ...]:
        """The settings that say where mail goes, by name; none for the console."""
        given = {
            "MJ_APIKEY_PUBLIC with MJ_APIKEY_PRIVATE": self.mj_apikey_public
            or self.mj_apikey_private,
            "RESEND_KEY": self.resend_key,
            "SMTP_URL": self.smtp_url,
        }
        return tuple(name for name, value in given.items() if value)

    @cached_property
    def shows_mails(self) -> bool:
        """Whether the mails can be read at `/__outbox`."""
        return not self.mail_ways and not self.production and self.loopback

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
    _check_relays(settings)
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
        _check_secret(name, value)
    if settings.jwt_secret == settings.jwt_refresh_secret:
        raise SettingsError("JWT_REFRESH_SECRET must differ from JWT_SECRET.")
    if not settings.public_url.startswith("https://") and not settings.loopback:
        raise SettingsError("BACKEND_URL must begin with https:// in production.")


def _check_secret(name: str, value: str) -> None:
    short = len(value.encode()) < MIN_SECRET_BYTES
    if short or value.lower() in _WELL_KNOWN or len(set(value)) < 8:
        raise SettingsError(f"{name} must be a random secret of {MIN_SECRET_BYTES} bytes or more.")


def _check_relays(settings: Settings) -> None:
    """A relay and the secret it shares with us come together."""
    if settings.turn_url and not settings.turn_secret:
        raise SettingsError("TURN_URL needs TURN_SECRET, the secret of that server.")
    if settings.turn_secret and not settings.turn_url:
        raise SettingsError("TURN_SECRET needs TURN_URL, the address of the server that knows it.")
    if settings.turn_secret and settings.production:
        _check_secret("TURN_SECRET", settings.turn_secret)
        if settings.turn_secret in (settings.jwt_secret, settings.jwt_refresh_secret):
            raise SettingsError("TURN_SECRET must differ from JWT_SECRET and JWT_REFRESH_SECRET.")


def with_made_secrets(settings: Settings) -> Settings:
    """The settings with signing secrets, made on first start and kept in the data folder.

    Raises SettingsError when the data folder cannot be written.
    """
    if settings.jwt_secret and settings.jwt_refresh_secret:
        return settings
    made = _made_secrets(settings.data_dir)
    return settings.model_copy(
        update={name: getattr(settings, name) or made[name] for name in SECRET_NAMES}
    )


SECRET_NAMES = ("jwt_secret", "jwt_refresh_secret")


def _made_secrets(folder: Path) -> dict[str, str]:
    """Read or make the file; of two servers starting at once both read the same one."""
    file = folder / "secrets.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_private(file, {name: secrets.token_urlsafe(48) for name in SECRET_NAMES})
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
