"""The names that an `.env` file gives values to."""

from __future__ import annotations

from pathlib import Path

from dotenv.parser import parse_stream


class EnvFileBroken(Exception):
    """The file cannot be read; the message is a sentence that shows nothing of what is in it."""


def names_in(file: Path) -> tuple[str, ...]:
    """Every name, in its order; none when there is no such file. Raises EnvFileBroken."""
    try:
        with file.open(encoding="utf-8") as stream:
            lines = list(parse_stream(stream))
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise EnvFileBroken(f"{file.name} is no text in UTF-8.") from None
    except OSError as error:
        raise EnvFileBroken(f"{file.name} cannot be read: {error.strerror}.") from None
    for line in lines:
        if line.error or (line.key is not None and line.value is None):
            raise EnvFileBroken(f"{file.name}, line {line.original.line}, is not NAME=value.")
    return tuple(line.key for line in lines if line.key is not None)
