"""One JSON Schema of every word on the wire, from which the client's types are made."""

from __future__ import annotations

from typing import Any, Literal

from pydantic.json_schema import models_json_schema

from gethory.auth import schemas as auth
from gethory.errors import table
from gethory.kit.wire import Words
from gethory.live import schemas as live
from gethory.profile import schemas as profile
from gethory.rooms import schemas as rooms

Mode = Literal["validation", "serialization"]

_BODIES: tuple[type[Words], ...] = (
    auth.RegisterBody,
    auth.LoginBody,
    auth.VerifyBody,
    auth.ResendBody,
    auth.ForgotBody,
    auth.ResetBody,
    profile.ProfileBody,
    rooms.CreateRoomBody,
    rooms.CreateInviteBody,
    rooms.AcceptInviteBody,
)
_ANSWERS: tuple[type[Words], ...] = (
    auth.MsgAnswer,
    auth.MailedAnswer,
    auth.UserAnswer,
    auth.SelfAnswer,
    auth.RefreshAnswer,
    auth.SessionsAnswer,
    auth.Problem,
    rooms.RoomAnswer,
    rooms.RoomListAnswer,
    rooms.InviteAnswer,
    rooms.InviteListAnswer,
    rooms.MemberListAnswer,
    live.DiagnosisAnswer,
)


def wire_schema() -> dict[str, Any]:
    """The schema: a definition per model, and maps from socket events to their payloads."""
    requests = {event: pair[0] for event, pair in live.REQUESTS.items()}
    acks = {event: pair[1] for event, pair in live.REQUESTS.items()}
    incoming: set[type[Words]] = {*_BODIES, *requests.values()}
    outgoing: set[type[Words]] = {*_ANSWERS, *acks.values(), *live.FACTS.values(), live.Refused}
    modes: list[tuple[type[Words], Mode]] = [
        *((model, "validation") for model in sorted(incoming, key=_name)),
        *((model, "serialization") for model in sorted(outgoing, key=_name)),
    ]
    refs, schema = models_json_schema(modes, ref_template="#/$defs/{model}")
    defs = schema["$defs"]
    defs["SocketRequests"] = _map(requests, "validation", refs)
    defs["SocketAcks"] = _map(acks, "serialization", refs)
    defs["SocketFacts"] = _map(live.FACTS, "serialization", refs)
    defs["ErrorCode"] = {"type": "string", "enum": sorted(table())}
    return {"title": "Wire", "type": "object", "$defs": {k: _closed(v) for k, v in defs.items()}}


def _name(model: type[Words]) -> str:
    return model.__name__


def _map(models: dict[str, type[Words]], mode: Mode, refs: dict[Any, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {event: refs[model, mode] for event, model in models.items()},
        "required": list(models),
    }


def _closed(definition: dict[str, Any]) -> dict[str, Any]:
    """Without titles of fields (each would become a type) and examples, and closed to unknown
    names."""
    properties = {
        name: {key: value for key, value in field.items() if key != "title"}
        for name, field in definition.get("properties", {}).items()
    }
    closed = {k: v for k, v in definition.items() if k not in ("title", "examples")}
    if properties:
        closed |= {"properties": properties, "additionalProperties": False}
    return closed
