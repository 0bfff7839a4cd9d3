"""Every setting, read once: environment, then `.env.dev` outside production, then `.env`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gethory.kit import forms
from gethory.kit.address import is_loopback
from gethory.kit.envfile import EnvFileBroken, said_in
from gethory.kit.rates import DEFAULT_RATES, Limit, Rate
from gethory.kit.secrets import wrong_secrets
from gethory.kit.turn import relay_urls
from gethory.unknown import unknown_in_environment, unknown_in_file

_UNITS_S = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}
SECRET_NAMES = ("jwt_secret", "jwt_refresh_secret")
"""Those that production does not start without."""
_DATABASES = ("sqlite:///", "mongodb://", "mongodb+srv://")


class NodeEnv(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


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


def _database(uri: str) -> str:
    if uri and not (uri.startswith(_DATABASES) and uri.partition("://")[2].strip("/")):
        raise ValueError("Write sqlite:/// and the path of a file, or mongodb:// and a server.")
    return uri


def _rate(limit: Limit, sentence: str) -> Any:
    """The setting of one rate; its default is the one of `kit/ratelimit.py`."""
    return Field(DEFAULT_RATES[limit], description=sentence)


Duration = Annotated[float, BeforeValidator(seconds)]
RateSetting = Annotated[Rate, NoDecode, BeforeValidator(_read_rate)]
CommaList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_list)]
OriginList = Annotated[
    tuple[Annotated[str, AfterValidator(forms.web_origin)], ...],
    NoDecode,
    BeforeValidator(_comma_list),
]
NetworkList = Annotated[
    tuple[Annotated[str, AfterValidator(forms.network)], ...],
    NoDecode,
    BeforeValidator(_comma_list),
]
StunList = Annotated[
    tuple[Annotated[str, AfterValidator(forms.stun_url)], ...],
    NoDecode,
    BeforeValidator(_comma_list),
]
RelayList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_relay_list)]
WebAddress = Annotated[str, AfterValidator(forms.web_address)]
PictureName = Annotated[str, AfterValidator(forms.picture_name)]
Host = Annotated[str, AfterValidator(forms.host)]
Level = Annotated[LogLevel, BeforeValidator(lambda text: str(text).strip().lower())]
DatabaseUri = Annotated[str, AfterValidator(_database)]
Plain = Annotated[str, StringConstraints(strip_whitespace=True)]


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
    host: Host = Field(
        "", description="The address to listen on. Empty: 127.0.0.1, in production all."
    )
    data_dir: Path = Field(
        Path("data"), description="Where the embedded database, pictures and made secrets are kept."
    )
    db_uri: DatabaseUri = Field(
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
    app_origin: OriginList = Field(
        (),
        description="Origins whose pages may talk to this server, comma separated. Default http://localhost:5173.",
    )
    backend_url: WebAddress = Field(
        "", description="Where people reach this server. Default http://localhost:PORT."
    )
    trusted_proxies: NetworkList = Field(
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
    default_avatar: PictureName = Field(
        "profile.png", description="The picture of who has none, under /storage/."
    )
    stun_port: int = Field(
        3478, ge=0, le=65535, description="UDP port of our own STUN responder; 0 is off."
    )
    stun_urls: StunList = Field(
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
    log_level: Level = Field(LogLevel.INFO, description="debug, info, warning or error.")
    metrics_token: Plain = Field(
        "",
        description="Who sends it as a Bearer token may read /metrics; 32 bytes or more. Empty: "
        "programs on this machine may, in production nobody.",
    )

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
    """Read the settings; `given` outranks the environment.

    Raises SettingsError for everything that is wrong, in one: a line for each.
    """
    folder = folder or backend_folder()
    common, development = folder / ".env", folder / ".env.dev"
    files = (common,) if _asks_for_production(os.environ) else (common, development)
    try:
        said = {file: said_in(file) for file in files}
    except EnvFileBroken as error:
        raise SettingsError(str(error)) from None
    asked = _asks_for_production(*said.values(), os.environ)
    if asked:
        said.pop(development, None)  # it does not count there, whatever it says
    settings = _read(said, given)
    if asked and not settings.production:
        raise SettingsError("NODE_ENV: .env.dev does not count in production, set it elsewhere.")
    return settings


def _asks_for_production(*said: Mapping[str, str]) -> bool:
    """By the last one of these that says anything about it."""
    names = [{name.upper(): value for name, value in one.items()} for one in said]
    node_env = next((one["NODE_ENV"] for one in reversed(names) if "NODE_ENV" in one), "")
    return node_env.strip().lower() == NodeEnv.PRODUCTION


def mistyped() -> list[str]:
    """A line for each name in the environment that was meant for us and is no setting: production
    refuses it."""
    return list(unknown_in_environment(os.environ, _known_names()))


def _known_names() -> frozenset[str]:
    return frozenset(name.upper() for name in Settings.model_fields)


def _read(said: Mapping[Path, Iterable[str]], given: dict[str, Any]) -> Settings:
    known = _known_names()
    wrong = [
        line for file, names in said.items() for line in unknown_in_file(file.name, names, known)
    ]
    try:
        settings = Settings(_env_file=tuple(said), **given)
    except ValueError as error:
        raise SettingsError("\n".join(dict.fromkeys([*wrong, *_sentences(error)]))) from None
    wrong += _half_a_relay(settings)
    if settings.production:
        wrong += [*mistyped(), *_wrong_in_production(settings)]
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


def _sentences(error: ValueError) -> Iterator[str]:
    if not isinstance(error, ValidationError):
        yield "A setting is not valid."
        return
    for wrong in error.errors(include_input=False, include_url=False, include_context=False):
        yield f"{str(wrong['loc'][0]).upper()}: {wrong['msg'].removeprefix('Value error, ')}"


def _half_a_relay(settings: Settings) -> Iterator[str]:
    """A relay and the secret it shares with us come together."""
    if settings.turn_url and not settings.turn_secret:
        yield "TURN_URL needs TURN_SECRET, the secret of that server."
    if settings.turn_secret and not settings.turn_url:
        yield "TURN_SECRET needs TURN_URL, the address of the server that knows it."


def _wrong_in_production(settings: Settings) -> Iterator[str]:
    """What may be on a laptop, and may not where people come from outside."""
    names = [name for name in Settings.model_fields if name.endswith(("_secret", "_token"))]
    secrets = {name.upper(): getattr(settings, name) for name in names}
    yield from wrong_secrets(secrets, [name.upper() for name in SECRET_NAMES])
    if not settings.public_url.startswith("https://") and not settings.loopback:
        yield "BACKEND_URL must begin with https:// in production."
    if settings.port == 0:
        yield "PORT must be one that people can be told."
    if any(map(forms.trusts_everybody, settings.trusted_proxies)):
        yield "TRUSTED_PROXIES names every address there is: anybody could claim to be anybody."
