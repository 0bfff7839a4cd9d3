"""Which way mail goes: a key or URL that is set is the switch."""

from __future__ import annotations

import re

from gethory.mail.console import ConsoleMailer
from gethory.mail.mailers import Mailer
from gethory.mail.sender import Sender, read_sender
from gethory.settings import Settings, SettingsError

_KEY = re.compile(r"[\x21-\x7e]+")
"""What a header can carry."""


def mailer_of(settings: Settings) -> Mailer:
    """The mailer that the settings ask for, the console when they ask for none.

    Raises SettingsError for half a way, more than one, and a way without a sender.
    """
    ways = settings.mail_ways
    if len(ways) > 1:
        raise SettingsError(f"Mail goes one way: set only one of {', '.join(ways)}.")
    if not ways:
        return ConsoleMailer()
    sender = _sender(settings, ways[0])
    if settings.smtp_url:
        return _smtp(settings.smtp_url, sender)
    if settings.resend_key:
        return _resend(settings.resend_key, sender)
    return _mailjet(settings, sender)


def _sender(settings: Settings, way: str) -> Sender:
    if not settings.email_sender:
        raise SettingsError(f"EMAIL_SENDER is missing: {way} needs one, Gethory <me@example.org>.")
    try:
        return read_sender(settings.email_sender)
    except ValueError:
        raise SettingsError(
            "EMAIL_SENDER is no sender: write it as Gethory <me@example.org>."
        ) from None


def _smtp(url: str, sender: Sender) -> Mailer:
    from gethory.mail.smtp import SmtpMailer, read_smtp_url

    try:
        return SmtpMailer(read_smtp_url(url), sender)
    except ValueError as error:
        raise SettingsError(f"SMTP_URL: {error}") from None


def _resend(key: str, sender: Sender) -> Mailer:
    from gethory.mail.resend import ResendMailer

    return ResendMailer(_key("RESEND_KEY", key), sender)


def _mailjet(settings: Settings, sender: Sender) -> Mailer:
    from gethory.mail.mailjet import MailjetMailer

    public, private = settings.mj_apikey_public, settings.mj_apikey_private
    if not public or not private:
        missing = "MJ_APIKEY_PRIVATE" if public else "MJ_APIKEY_PUBLIC"
        raise SettingsError(f"{missing} is missing: Mailjet needs both keys.")
    return MailjetMailer(
        _key("MJ_APIKEY_PUBLIC", public), _key("MJ_APIKEY_PRIVATE", private), sender
    )


def _key(name: str, value: str) -> str:
    if not _KEY.fullmatch(value):
        raise SettingsError(f"{name} is no key: it has spaces or other than plain letters.")
    return value
