"""The signing secrets of a laptop: made on first start, kept in the data folder."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from gethory.settings import SECRET_NAMES, Settings, SettingsError


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
