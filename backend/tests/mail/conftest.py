"""A stage for each way mail goes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gethory.mail.smtp import Tls
from mail.stages import (
    Certificate,
    SmtpStage,
    Stage,
    mailjet_stage,
    make_certificate,
    resend_stage,
)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=["starttls", "tls", "mailjet", "resend"])
async def stage(request: pytest.FixtureRequest, certificate: Certificate) -> AsyncIterator[Stage]:
    """A server that listens, and its mailer."""
    stages: dict[str, Stage] = {
        "starttls": SmtpStage(certificate),
        "tls": SmtpStage(certificate, Tls.FULL),
        "mailjet": mailjet_stage(),
        "resend": resend_stage(),
    }
    stage = stages[request.param]
    async with stage.playing():
        yield stage
