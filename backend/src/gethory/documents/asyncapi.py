"""The AsyncAPI document: every socket event in both directions, its ack and its refusals."""

from __future__ import annotations

from typing import Any, Literal

from pydantic.json_schema import models_json_schema

from gethory import __version__
from gethory.auth.tokens import ACCESS_COOKIE
from gethory.kit.wire import Words
from gethory.live.refusals import CONNECT_REFUSALS, REFUSALS
from gethory.live.schemas import FACTS, RELAYED, REQUESTS, Refused

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]

_ABOUT = """\
Engine.IO 4 and Socket.IO 5 at `/socket.io/`. The default namespace; `/api` is the same place, and
a connection uses one of the two. The first request is refused as REST refuses (401
`session_required`, 403 `origin_forbidden`, 429 `rate_limited`, 503 `unavailable`); pages on
another origin need `withCredentials`. Every event is answered with an ack when the client asks
for one: `{ok: true, ...}`, or `{ok: false, code, detail}`; an event that is not listed here with
`event_unknown`. Who sends is known from the session: `user` and `userId` in what a client sends
are ignored, like every field that is not listed here. No event takes binary attachments. A packet
holds at most 64 KiB.
"""
_REQUESTS_SAY = {
    "prepare-join": "How sound travels in a room: what a client needs to make offers for a join.",
    "join": "Enter a room, or say again where one is. The ack is the whole truth about the room.",
    "leave": "Leave the room one is in, or the named one; of any other room: nothing happens.",
    "relay-ice": "Send an ICE candidate to one peer of the room.",
    "relay-sdp": "Send a session description to one peer of the room.",
    "mute": "One is muted now. Everybody is, from join to the first `unmute`.",
    "unmute": "One can be heard now.",
    "mute-info": "One is muted or can be heard; told to the others only.",
    "watch-rooms": "Hear who is in these rooms, without being in one. Hidden ones are left out.",
    "report-connection": "How, and how soon, one hears a peer; only counted. Once of each peer.",
}
_FACTS_SAY = {
    "ice-candidate": "An ICE candidate of a peer.",
    "session-description": "A session description of a peer.",
    "add-peer": "Somebody to connect to; the newcomer makes the offer, or made it with its join.",
    "remove-peer": "A peer is gone.",
    "mute": "A peer is muted now; told to its sender too.",
    "unmute": "A peer can be heard now; told to its sender too.",
    "mute-info": "How a peer stands; a newcomer gets one for each, behind its `add-peer`.",
    "peer-away": "The connection of a peer is lost, and its seat is kept; sound goes on.",
    "peer-back": "A peer is back on its seat.",
    "removed": "One is out of the room, and why. The connection stays, unless the session ended.",
    "rooms-changed": "Who is in the watched rooms that changed; at most once a second.",
    "server-restarting": "The server goes down and the seats are kept: when to come back.",
}
_SCHEMA = "#/components/schemas/{model}"
_CHANNEL = {"$ref": "#/channels/socket"}


def asyncapi_document() -> Json:
    """The document (AsyncAPI 3.0)."""
    schemas, refs = _schemas()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gethory rooms",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "servers": {"here": _SERVER},
        "channels": {
            "socket": {
                "address": "/",
                "description": "The default namespace of Socket.IO.",
                "messages": _messages(refs),
            }
        },
        "operations": _operations(),
        "components": {"schemas": schemas, "securitySchemes": _SCHEMES},
    }


_SERVER: Json = {
    "host": "{host}",
    "protocol": "wss",
    "pathname": "/socket.io/",
    "description": "`ws` without HTTPS.",
    "variables": {"host": {"default": "localhost:3000", "description": "That of BACKEND_URL."}},
    "security": [
        {"$ref": "#/components/securitySchemes/accessCookie"},
        {"$ref": "#/components/securitySchemes/accessBearer"},
    ],
}
_SCHEMES: Json = {
    "accessCookie": {"type": "httpApiKey", "in": "cookie", "name": ACCESS_COOKIE},
    "accessBearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
}


def _schemas() -> tuple[Json, dict[type[Words], Json]]:
    """Every model that travels, and how each is referred to."""
    models: dict[type[Words], Mode] = {}
    for request, ack in REQUESTS.values():
        models |= {request: "validation", ack: "serialization"}
    for event, fact in FACTS.items():
        models[fact] = "validation" if event in RELAYED else "serialization"
    models[Refused] = "serialization"
    named = sorted(models.items(), key=lambda pair: pair[0].__name__)
    refs, schema = models_json_schema(named, ref_template=_SCHEMA)
    return dict(sorted(schema["$defs"].items())), {
        model: refs[model, mode] for model, mode in named
    }


def _messages(refs: dict[type[Words], Json]) -> Json:
    messages: Json = {}
    for event, (request, ack) in REQUESTS.items():
        codes = [refusal.code for refusal in REFUSALS[event]]
        refused = {"allOf": [refs[Refused], {"properties": {"code": {"enum": sorted(codes)}}}]}
        messages |= {
            f"{event}.request": _message(event, _REQUESTS_SAY[event], refs[request]),
            f"{event}.ack": _message(event, "Done.", refs[ack]),
            f"{event}.refused": _message(event, "Not done, and why.", refused),
        }
    for event, fact in FACTS.items():
        messages[f"{event}.fact"] = _message(event, _FACTS_SAY[event], refs[fact])
    messages["connect_error"] = _message("connect_error", "No place for this socket.", _REFUSED)
    return messages


_REFUSED: Json = {
    "type": "object",
    "properties": {"message": {"enum": list(CONNECT_REFUSALS)}},
    "required": ["message"],
}


def _message(event: str, says: str, payload: Json) -> Json:
    return {"name": event, "summary": says, "payload": payload}


def _operations() -> Json:
    operations: Json = {}
    for event in REQUESTS:
        operations[f"receive.{event}"] = {
            "action": "receive",
            "channel": _CHANNEL,
            "summary": _REQUESTS_SAY[event],
            "messages": _of(f"{event}.request"),
            "reply": {"channel": _CHANNEL, "messages": _of(f"{event}.ack", f"{event}.refused")},
        }
    for event in FACTS:
        operations[f"send.{event}"] = _sending(f"{event}.fact", _FACTS_SAY[event])
    operations["send.connect_error"] = _sending("connect_error", "No place for this socket.")
    return operations


def _sending(message: str, says: str) -> Json:
    return {"action": "send", "channel": _CHANNEL, "summary": says, "messages": _of(message)}


def _of(*messages: str) -> list[Json]:
    return [{"$ref": f"#/channels/socket/messages/{message}"} for message in messages]
