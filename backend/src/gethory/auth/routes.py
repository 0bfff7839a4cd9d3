"""The doors of accounts: register, verify, sign in, renew, sign out; passwords and sessions."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gethory.auth.deps import (
    AccessToken,
    AnyCaller,
    Auth,
    AuthParts,
    CurrentCaller,
    RefreshToken,
    Visit,
)
from gethory.auth.registration import Proof
from gethory.auth.schemas import (
    ForgotBody,
    LoginBody,
    MailedAnswer,
    MsgAnswer,
    RefreshAnswer,
    RegisterBody,
    ResendBody,
    ResetBody,
    SelfAnswer,
    SessionsAnswer,
    UserAnswer,
    VerifyBody,
    session_words,
    user_words,
)
from gethory.auth.sessions import SignedIn
from gethory.auth.signing_in import StillUnverified
from gethory.errors import (
    CodeInvalid,
    CredentialsInvalid,
    EmailUnverified,
    InputInvalid,
    Issue,
    RateLimited,
    RefreshInvalid,
    SessionNotFound,
)
from gethory.models import SessionKind
from gethory.web.problems import problem_response
from gethory.web.refusals import declares

router = APIRouter(prefix="/api", tags=["accounts"])

SAME_SITE_PATHS = frozenset({"/api/auth/logout", "/api/auth/refresh"})
"""Change something by GET: closed to links and pictures of foreign pages."""


@router.post("/auth/register", openapi_extra=declares(RateLimited, cookies=True))
async def register(body: RegisterBody, auth: Auth, visit: Visit, response: Response) -> SelfAnswer:
    """Start a registration; the code comes by mail."""
    signed_in = await auth.service.register(body.email, body.password, body.name, visit)
    auth.cookies.sign_in(response, signed_in)
    return SelfAnswer(
        msg="Check your mail for a code.",
        user=user_words(signed_in.user, auth.pictures),
        expires_at=signed_in.access_until,
        mail=auth.mail(),
    )


@router.post(
    "/auth/login",
    response_model=UserAnswer,
    openapi_extra=declares(CredentialsInvalid, EmailUnverified, RateLimited, cookies=True),
)
async def login(body: LoginBody, auth: Auth, visit: Visit, response: Response) -> object:
    """Sign in. An unverified address gets 403 and a pending session."""
    try:
        signed_in = await auth.service.login(body.email, body.password, visit)
    except StillUnverified as refusal:
        refused = problem_response(refusal)
        auth.cookies.sign_in(refused, refusal.signed_in)
        return refused
    auth.cookies.sign_in(response, signed_in)
    auth.cookies.know_device(response, auth.service.device_token(signed_in.user, visit))
    return _answer("Signed in.", auth, signed_in)


@router.post("/auth/email/verify", openapi_extra=declares(CodeInvalid, RateLimited, cookies=True))
async def verify(
    *,
    auth: Auth,
    visit: Visit,
    token: AccessToken,
    response: Response,
    body: VerifyBody | None = None,
    code: str | None = None,
    email: str | None = None,
) -> UserAnswer:
    """Prove an address by code, or by the token of the mailed link. The body outranks the query."""
    proof = _proof(body or VerifyBody(), code, email)
    signed_in = await auth.service.verify(proof, token, visit)
    auth.cookies.sign_in(response, signed_in)
    auth.cookies.know_device(response, auth.service.device_token(signed_in.user, visit))
    return _answer("Your address is verified.", auth, signed_in)


def _proof(body: VerifyBody, code: str | None, email: str | None) -> Proof:
    secret = body.code if body.code is not None else code
    if secret is None:
        raise InputInvalid(issues=(Issue("code", "Field required"),))
    return Proof(secret.strip(), body.email or email, body.password)


@router.post("/auth/email/resend-verification", openapi_extra=declares(RateLimited))
async def resend(body: ResendBody, auth: Auth, token: AccessToken) -> MailedAnswer:
    """Mail a new code."""
    await auth.service.resend(body.email, token)
    msg = "If this address waits for a code, a new one is on its way."
    return MailedAnswer(msg=msg, mail=auth.mail())


_RENEWS = declares(RefreshInvalid, RateLimited, cookies=True)


@router.get("/auth/refresh", response_model=RefreshAnswer, openapi_extra=_RENEWS)
@router.post("/auth/refresh", response_model=RefreshAnswer, openapi_extra=_RENEWS)
async def refresh(request: Request, auth: Auth, token: RefreshToken, response: Response) -> object:
    """Renew the session."""
    try:
        signed_in = await auth.service.refresh(token)
    except RefreshInvalid as refusal:
        refused = problem_response(refusal)
        if refusal.clear_cookies and token is not None:
            auth.cookies.clear(request, refused)
        return refused
    auth.cookies.sign_in(response, signed_in)
    return RefreshAnswer(msg="Renewed.", expires_at=signed_in.access_until)


@router.get("/auth/logout", openapi_extra=declares(cookies=True))
@router.post("/auth/logout", openapi_extra=declares(cookies=True))
async def logout(
    request: Request, auth: Auth, token: AccessToken, refresh: RefreshToken, response: Response
) -> MsgAnswer:
    """Sign out, whatever is left of the session."""
    await auth.service.logout(token, refresh)
    auth.cookies.clear(request, response)
    return MsgAnswer(msg="Signed out.")


@router.post("/auth/password/forgot", openapi_extra=declares(RateLimited))
async def forgot(body: ForgotBody, auth: Auth) -> MailedAnswer:
    """Mail a link to a new password."""
    await auth.service.forgot(body.email)
    msg = "If this address has an account, a link is on its way."
    return MailedAnswer(msg=msg, mail=auth.mail())


@router.post("/auth/password/reset", openapi_extra=declares(CodeInvalid, cookies=True))
async def reset(body: ResetBody, auth: Auth, visit: Visit, response: Response) -> MsgAnswer:
    """Set a new password with the token of the mailed link. It signs nobody in, but this browser
    is heard at the sign-in even when strangers have used up the account's tries."""
    user = await auth.service.reset(body.code, body.password)
    auth.cookies.know_device(response, auth.service.device_token(user, visit))
    return MsgAnswer(msg="Your password is changed. Sign in with the new one.")


@router.get("/sessions")
async def sessions(auth: Auth, caller: CurrentCaller) -> SessionsAnswer:
    """Where one is signed in, newest first."""
    found = await auth.service.sessions(caller.user)
    words = [session_words(session, caller.session.id) for session in found]
    return SessionsAnswer(msg="You are signed in here.", sessions=words)


@router.delete("/sessions/{session_id}", openapi_extra=declares(SessionNotFound, cookies=True))
async def end_session(
    *,
    session_id: str,
    request: Request,
    auth: Auth,
    caller: CurrentCaller,
    token: AccessToken,
    response: Response,
) -> MsgAnswer:
    """Sign out there; of this very session, here."""
    await auth.service.end_session(caller.user, session_id)
    if session_id == caller.session.id:
        auth.cookies.clear_of(token, request, response)
    return MsgAnswer(msg="Signed out there.")


@router.get("/user")
async def user(auth: Auth, caller: AnyCaller, token: AccessToken) -> SelfAnswer:
    """Oneself."""
    return SelfAnswer(
        msg="This is you.",
        user=user_words(caller.user, auth.pictures),
        expires_at=auth.service.access_until(token or ""),
        mail=auth.mail() if caller.session.kind is SessionKind.PENDING else None,
    )


def _answer(msg: str, auth: AuthParts, signed_in: SignedIn) -> UserAnswer:
    return UserAnswer(
        msg=msg,
        user=user_words(signed_in.user, auth.pictures),
        expires_at=signed_in.access_until,
    )
