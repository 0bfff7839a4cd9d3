"""Settings that there are none of: what was mistyped, and what was meant.

In an `.env` file every name must be a setting. The environment belongs to the whole machine:
there only what can hardly be anybody else's is taken for a mistake, a slip of one of our names or
one more of a family that is ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from gethory.kit.nearly import is_slip, nearest

FAMILIES = ("JWT_", "MJ_", "RATE_", "RESEND_", "ROOM_", "SMTP_", "STUN_", "TURN_", "VITE_")
"""What begins like this is meant for us. Not DB_, APP_, LOG_, NODE_ and their kin: they are
anybody's."""
_CLIENT = "VITE_"
_OF_A_SERVICE = re.compile(
    r".*_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?|NAME|ENV_\w+)"
)
"""What Kubernetes and Docker's links put into the environment of every container, for a service
that happens to be called smtp or turn."""


def unknown_in_file(file: str, names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """A sentence for each name in a file that is no setting. `known` is in capitals."""
    for name in names:
        if name.upper() not in known:
            yield f"{name} in {file} is no setting.{_hint(name.upper(), known)}"


def unknown_in_environment(names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """A sentence for each environment variable that was meant for us and is no setting."""
    for name in sorted(names):
        if name.upper() not in known and _is_meant_for_us(name.upper(), known):
            yield f"{name} in the environment is no setting.{_hint(name.upper(), known)}"


def _is_meant_for_us(name: str, known: Collection[str]) -> bool:
    if _OF_A_SERVICE.fullmatch(name):
        return False
    return name.startswith(FAMILIES) or any(is_slip(name, one) for one in known)


def _hint(name: str, known: Collection[str]) -> str:
    if name.startswith(_CLIENT):
        return " The client's build reads it, from frontend/.env or frontend/.env.dev."
    meant = nearest(name, known) or _only_one_like(name, known)
    return f" Did you mean {meant}?" if meant else ""


def _only_one_like(name: str, known: Collection[str]) -> str | None:
    """The one setting of the name's family, where there is only one: SMTP_HOST is SMTP_URL."""
    family = next((family for family in FAMILIES if name.startswith(family)), None)
    alike = [one for one in known if family is not None and one.startswith(family)]
    return alike[0] if len(alike) == 1 else None
