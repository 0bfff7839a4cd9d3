"""What an `.env` file says, name by name."""

from __future__ import annotations

from pathlib import Path

from dotenv.parser import parse_stream


class EnvFileBroken(Exception):
    """The file cannot be read; the message is a sentence that shows nothing of what is in it."""


def said_in(file: Path) -> dict[str, str]:
    """Every name with its value as it stands there, in their order; nothing when there is no such
    file. Raises EnvFileBroken."""
    try:
        with file.open(encoding="utf-8") as stream:
            lines = list(parse_stream(stream))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise EnvFileBroken(f"{file.name} is no text in UTF-8.") from None
    except OSError as error:
        raise EnvFileBroken(f"{file.name} cannot be read: {error.strerror}.") from None
    for line in lines:
        if line.error or (line.key is not None and line.value is None):
            raise EnvFileBroken(f"{file.name}, line {line.original.line}, is not NAME=value.")
    return {line.key: line.value or "" for line in lines if line.key is not None}
