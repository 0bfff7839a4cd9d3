"""Reads `docs/api.md` and plays its examples: each request, and the answer that the page shows."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
SHOWN_AT = "http://localhost:3000"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^### (.+) (/\S+)$", re.MULTILINE)
_METHOD = re.compile(r"-X ([A-Z]+)")


@dataclass
class Example:
    """One request as the page shows it; `answer` None where it shows none."""

    heading: str
    command: str
    answer: Any = None

    @property
    def method(self) -> str:
        given = _METHOD.search(self.command)
        if given:
            return given[1]
        if " -I " in self.command:
            return "HEAD"
        return "POST" if " -d " in self.command else "GET"


@dataclass
class Section:
    """One endpoint of the page: `GET, POST` and a path template."""

    methods: tuple[str, ...]
    path: str
    examples: list[Example] = field(default_factory=list)


def sections(page: str) -> Iterator[Section]:
    """Every endpoint in the order of the page."""
    headings = list(_HEADING.finditer(page))
    ends = [heading.start() for heading in headings[1:]] + [len(page)]
    for heading, end in zip(headings, ends, strict=True):
        text = page[heading.end() : end]
        yield Section(tuple(heading[1].split(", ")), heading[2], _examples(heading[0], text))


def _examples(heading: str, text: str) -> list[Example]:
    examples: list[Example] = []
    for language, content in _FENCE.findall(text):
        if language == "sh":
            examples.append(Example(heading, content.strip()))
        else:
            examples[-1].answer = json.loads(content)
    return examples


@dataclass
class Shell:
    """Plays examples in one folder, and remembers what the capitals stand for."""

    url: str
    folder: Path
    known: dict[str, str] = field(default_factory=dict)

    async def play(self, example: Example) -> tuple[int, Any]:
        """The status and the answer, None for what is no JSON."""
        command = example.command.replace(SHOWN_AT, self.url)
        for name, value in self.known.items():
            command = re.sub(rf"\b{name}\b", value, command)
        command = command.replace("curl ", "curl -w '\\n%{http_code}' ", 1)
        said = (await self._run(command)).strip()
        body, _, status = said.rpartition("\n")
        answer = json.loads(body) if body.startswith("{") else None
        await self._learn(answer)
        return int(status), answer

    async def _run(self, command: str) -> str:
        process = await asyncio.create_subprocess_exec(
            "bash", "-euc", command, cwd=self.folder, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        assert process.returncode == 0, command
        return out.decode()

    async def _learn(self, answer: Any) -> None:
        """What later examples may stand on: mails, and ids of what was made."""
        mail = json.loads(await self._run(f"curl -sS '{self.url}/__outbox?format=json'"))[0]
        self.known["CODE"] = mail["code"] or ""
        self.known["LINK_TOKEN"] = mail["link"].partition("#")[2] or self.known["LINK_TOKEN"]
        self.known |= dict(_names(answer or {}))


def _names(answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "room" in answer:
        yield "ROOM_ID", answer["room"]["_id"]
    if "invite" in answer:
        yield "INVITE_ID", answer["invite"]["_id"]
        yield "INVITE_TOKEN", answer["invite"]["token"]
    if "members" in answer:
        yield "MEMBER_ID", answer["members"][-1]["user"]["_id"]
    if answer.get("user", {}).get("profileCompleted"):
        name = answer["user"]["avatar"].rpartition("/")[2]
        if name != "profile.png":
            yield "PICTURE", name
    for session in answer.get("sessions", ()):
        if not session["currentSession"]:
            yield "SESSION_ID", session["_id"]


def differences(shown: Any, real: Any, place: str = "") -> Iterator[str]:
    """Where the page shows another shape than the server answered."""
    if type(shown) is not type(real):
        yield f"{place}: the page shows {shown!r}, the server says {real!r}"
    elif isinstance(shown, dict):
        if set(shown) != set(real):
            yield f"{place}: the page shows {sorted(shown)}, the server says {sorted(real)}"
        for key in set(shown) & set(real):
            yield from differences(shown[key], real[key], f"{place}.{key}")
    elif isinstance(shown, list):
        if len(shown) != len(real):
            yield f"{place}: the page shows {len(shown)}, the server says {len(real)}"
        for number, (one, other) in enumerate(zip(shown, real, strict=False)):
            yield from differences(one, other, f"{place}[{number}]")
    elif place.endswith((".msg", ".code", ".detail", ".message")) and shown != real:
        yield f"{place}: the page shows {shown!r}, the server says {real!r}"
