"""The table of every refusal: its code, its HTTP status and the sentence a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong with an input: `path` is dotted, empty for the whole body."""

    path: str
    message: str


class Refusal(Exception):
    """A request that is answered with a coded no. Raised by rules, rendered by the doors.

    REST renders it as RFC 9457 problem+json, a socket as `{ok: false, code, detail}`.
    """

    code: ClassVar[str]
    status: ClassVar[HTTPStatus]
    sentence: ClassVar[str]

    def __init__(
        self,
        detail: str | None = None,
        *,
        issues: tuple[Issue, ...] = (),
        retry_after_s: int | None = None,
        clear_cookies: bool = False,
    ) -> None:
        super().__init__(self.code)
        self.detail = detail or self.sentence
        self.issues = issues
        self.retry_after_s = retry_after_s
        self.clear_cookies = clear_cookies


class InputInvalid(Refusal):
    code = "input_invalid"
    status = HTTPStatus.BAD_REQUEST
    sentence = "Some of what was sent is not valid."


class CodeInvalid(Refusal):
    code = "code_invalid"
    status = HTTPStatus.BAD_REQUEST
    sentence = "That code is not right or no longer valid. Ask for a new one."


class AvatarInvalid(Refusal):
    code = "avatar_invalid"
    status = HTTPStatus.BAD_REQUEST
    sentence = "That picture could not be read. Use a PNG, JPEG or WebP picture."


class SessionRequired(Refusal):
    code = "session_required"
    status = HTTPStatus.UNAUTHORIZED
    sentence = "Sign in to go on."


class CredentialsInvalid(Refusal):
    code = "credentials_invalid"
    status = HTTPStatus.UNAUTHORIZED
    sentence = "Email or password is not right."


class RefreshInvalid(Refusal):
    code = "refresh_invalid"
    status = HTTPStatus.UNAUTHORIZED
    sentence = "Your session has ended. Sign in again."


class EmailUnverified(Refusal):
    code = "email_unverified"
    status = HTTPStatus.FORBIDDEN
    sentence = "Enter the code from your mail to finish signing up."


class ProfileIncomplete(Refusal):
    code = "profile_incomplete"
    status = HTTPStatus.FORBIDDEN
    sentence = "Choose a name and a username first."


class OriginForbidden(Refusal):
    code = "origin_forbidden"
    status = HTTPStatus.FORBIDDEN
    sentence = "This page may not talk to this server."


class ActionForbidden(Refusal):
    code = "action_forbidden"
    status = HTTPStatus.FORBIDDEN
    sentence = "You may not do that here."


class RoomNotFound(Refusal):
    code = "room_not_found"
    status = HTTPStatus.NOT_FOUND
    sentence = "This room does not exist or is not open to you."


class SessionNotFound(Refusal):
    code = "session_not_found"
    status = HTTPStatus.NOT_FOUND
    sentence = "That session does not exist."


class RouteNotFound(Refusal):
    code = "route_not_found"
    status = HTTPStatus.NOT_FOUND
    sentence = "There is nothing at this address."


class MethodNotAllowed(Refusal):
    code = "method_not_allowed"
    status = HTTPStatus.METHOD_NOT_ALLOWED
    sentence = "This address does not take that method."


class UsernameTaken(Refusal):
    code = "username_taken"
    status = HTTPStatus.CONFLICT
    sentence = "That username is taken. Try another one."


class RoomFull(Refusal):
    code = "room_full"
    status = HTTPStatus.CONFLICT
    sentence = "This room is full."


class RoomLocked(Refusal):
    code = "room_locked"
    status = HTTPStatus.CONFLICT
    sentence = "This room is locked."


class BodyTooLarge(Refusal):
    code = "body_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    sentence = "That is too large to send."


class MediaTypeUnsupported(Refusal):
    code = "media_type_unsupported"
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    sentence = "Send JSON."


class RateLimited(Refusal):
    code = "rate_limited"
    status = HTTPStatus.TOO_MANY_REQUESTS
    sentence = "Too many tries. Wait a moment and try again."


class Unavailable(Refusal):
    code = "unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    sentence = "This does not work right now. Try again in a moment."


class PayloadInvalid(Refusal):
    """Sockets only."""

    code = "payload_invalid"
    status = HTTPStatus.BAD_REQUEST
    sentence = "Some of what was sent is not valid."


class PeerNotFound(Refusal):
    """Sockets only."""

    code = "peer_not_found"
    status = HTTPStatus.NOT_FOUND
    sentence = "That person is not in your room."


class RoomNotJoined(Refusal):
    """Sockets only."""

    code = "room_not_joined"
    status = HTTPStatus.CONFLICT
    sentence = "You are not in that room."


class EventUnknown(Refusal):
    """Sockets only."""

    code = "event_unknown"
    status = HTTPStatus.NOT_FOUND
    sentence = "There is no such event."


def table() -> dict[str, type[Refusal]]:
    """Every refusal by its code."""
    return {refusal.code: refusal for refusal in Refusal.__subclasses__()}
