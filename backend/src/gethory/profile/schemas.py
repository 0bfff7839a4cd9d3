"""The words of a profile on the wire."""

from __future__ import annotations

from gethory.auth.schemas import Bio, Name, Username
from gethory.kit.wire import Words, example


class ProfileBody(Words):
    """`avatar` is a data URL of a PNG, JPEG or WebP picture; without it the picture stays."""

    model_config = example(name="Ada", username="ada", bio="Counts.")

    name: Name
    username: Username
    avatar: str | None = None
    bio: Bio | None = None
