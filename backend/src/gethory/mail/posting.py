"""What mailers over HTTP share: one POST of JSON, and what a refusal means for all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx2

from gethory.kit.names import Names
from gethory.mail.mailers import MailDelayed, MailerRefused, MailFault, MailRefused

_ANSWER_BYTES = 64 * 1024
_RETRY_AFTER_MOST_S = 3600.0
_PACE_S = 10.0
"""Who says 429 and names a shorter time takes so many a second, and is not away."""
_REFUSES_US = (401, 402, 403, 404, 405)
_LATER = (408, 425, 429)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON of an answer; None for what is no JSON."""

    status: int
    words: Any
    retry_after_s: float

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    def fault(self) -> MailFault:
        """What the status alone means."""
        reason = f"http_{self.status}"
        if self.status in _REFUSES_US:
            return MailerRefused(reason)
        if 400 <= self.status < 500 and self.status not in _LATER:
            return MailRefused(reason)
        paced = self.status == 429 and 0 < self.retry_after_s <= _PACE_S
        return MailDelayed(reason, retry_after_s=self.retry_after_s, this_one=paced)


class Posting:
    """Posts JSON to one address and reads no more of an answer than a refusal can be long."""

    def __init__(
        self,
        url: str,
        *,
        auth: tuple[str, str] | None = None,
        names: Names | None = None,
        **headers: str,
    ) -> None:
        self._url = url
        self._host = httpx2.URL(url).host
        self._names = names or Names()
        self._client = httpx2.AsyncClient(
            auth=auth, headers={"User-Agent": "gethory"} | headers, timeout=None
        )

    async def post(self, words: dict[str, Any], **headers: str) -> Answer:
        """Raises MailDelayed when there is no whole answer."""
        try:
            await self._names.found(self._host)
            async with self._client.stream(
                "POST", self._url, json=words, headers=headers
            ) as response:
                return Answer(
                    response.status_code,
                    _json(await _beginning(response)),
                    _retry_after(response.headers.get("retry-after", "")),
                )
        except (httpx2.ConnectError, OSError):
            raise MailDelayed("connection_failed") from None
        except httpx2.HTTPError:
            raise MailDelayed("connection_lost") from None

    async def close(self) -> None:
        await self._client.aclose()


async def _beginning(response: httpx2.Response) -> bytes:
    content = b""
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > _ANSWER_BYTES:
            break
    return content


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _retry_after(text: str) -> float:
    return min(float(text), _RETRY_AFTER_MOST_S) if text.isdecimal() else 0.0
