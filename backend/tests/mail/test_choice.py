"""Which way mail goes is said by the settings, and a way that leads nowhere is no start."""

from __future__ import annotations

from typing import Any

import pytest

from gethory.app import create_app
from gethory.mail.choice import mailer_of
from gethory.mail.console import ConsoleMailer
from gethory.mail.mailjet import MailjetMailer
from gethory.mail.resend import ResendMailer
from gethory.mail.smtp import SmtpMailer
from gethory.settings import Settings, SettingsError

pytestmark = pytest.mark.anyio

SENDER = "Gethory <no-reply@example.org>"
PUBLIC, PRIVATE, KEY = "a-public-key", "a-private-key", "re_a_key"
URL = "smtp://someone:a-password@mail.example.org"


def _settings(**given: Any) -> Settings:
    nothing = dict.fromkeys(
        ("email_sender", "mj_apikey_public", "mj_apikey_private", "resend_key", "smtp_url"), ""
    )
    return Settings(_env_file=None, **{**nothing, **given})


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({}, ConsoleMailer),
        ({"mj_apikey_public": " ", "resend_key": " ", "smtp_url": " "}, ConsoleMailer),
        ({"mj_apikey_public": PUBLIC, "mj_apikey_private": PRIVATE}, MailjetMailer),
        ({"resend_key": KEY}, ResendMailer),
        ({"smtp_url": URL}, SmtpMailer),
    ],
)
async def test_what_is_set_is_the_switch(given: dict[str, str], kind: type) -> None:
    mailer = mailer_of(_settings(email_sender=SENDER, **given))
    assert type(mailer) is kind
    await mailer.close()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"mj_apikey_public": PUBLIC}, ["MJ_APIKEY_PRIVATE is missing"]),
        ({"mj_apikey_private": PRIVATE}, ["MJ_APIKEY_PUBLIC is missing"]),
        ({"resend_key": KEY, "smtp_url": URL}, ["only one of", "RESEND_KEY", "SMTP_URL"]),
        (
            {"mj_apikey_public": PUBLIC, "mj_apikey_private": PRIVATE, "resend_key": KEY},
            ["only one of", "MJ_APIKEY_PUBLIC", "RESEND_KEY"],
        ),
        ({"resend_key": KEY, "email_sender": ""}, ["EMAIL_SENDER is missing", "RESEND_KEY"]),
        ({"smtp_url": URL, "email_sender": "nobody"}, ["EMAIL_SENDER"]),
        ({"resend_key": "a key"}, ["RESEND_KEY"]),
        ({"mj_apikey_public": "clé", "mj_apikey_private": PRIVATE}, ["MJ_APIKEY_PUBLIC"]),
        ({"mj_apikey_public": PUBLIC, "mj_apikey_private": "a\nkey"}, ["MJ_APIKEY_PRIVATE"]),
        ({"smtp_url": "mail.example.org"}, ["SMTP_URL"]),
        ({"smtp_url": f"{URL}:port"}, ["SMTP_URL"]),
    ],
)
async def test_half_a_way_or_two_refuse_the_start_and_name_the_setting_never_its_value(
    given: dict[str, str], names: list[str]
) -> None:
    with pytest.raises(SettingsError) as refusal:
        create_app(_settings(**{"email_sender": SENDER, **given}))
    for name in names:
        assert name in str(refusal.value)
    assert not [value for value in given.values() if value and value in str(refusal.value)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, True),
        ({"node_env": "production"}, False),
        ({"backend_url": "https://voice.example.org"}, False),
        ({"smtp_url": URL}, False),
    ],
)
def test_mails_are_shown_only_where_they_go_nowhere_else(
    given: dict[str, str], *, shown: bool
) -> None:
    assert _settings(**given).shows_mails is shown
