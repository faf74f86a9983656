"""Signing in through the organisation's identity provider (OpenID Connect, authorization code with PKCE and nonce)."""

import warnings
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import structlog
from authlib.common.errors import AuthlibBaseError
from fastapi import APIRouter, Depends, Request, Response
from joserfc.errors import JoseError

from accounts.external import account_of, external_subject
from console.entrance import Provider, TheEntrance, begin, entrance
from console.failures import Onward, local_path
from console.guard import TheHouse
from console.oidc_state import PATH
from console.templates import page
from foundation.errors import ConfigurationError, NotFoundError
from foundation.settings import Settings

router = APIRouter(prefix=PATH, include_in_schema=False)
_log = structlog.get_logger()
# Seconds to wait for the provider.
PATIENCE = 10.0
# What goes wrong when a provider is down, refuses, or answers nonsense.
_FAILURES = (AuthlibBaseError, JoseError, httpx.HTTPError, ValueError, KeyError, RuntimeError)


def _oauth() -> Any:
    """authlib's registry, loaded only where it is needed; it complains that its next version wants another httpx."""
    from authlib.deprecate import AuthlibDeprecationWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        from authlib.integrations.starlette_client import OAuth
    return OAuth()


def provider(settings: Settings) -> Provider | None:
    """The configured identity provider, None where there is none. Raises ConfigurationError."""
    issuer = settings.oidc_issuer.rstrip("/")
    if not issuer:
        return None
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1"):
        raise ConfigurationError("APPRODO_OIDC_ISSUER: the identity provider's address must begin with https://.")
    if not settings.oidc_client_id:
        raise ConfigurationError("APPRODO_OIDC_CLIENT_ID is missing: the identity provider must know who asks.")
    found: Provider = _oauth().register(
        "organisation",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": PATIENCE},
    )
    return found


def _configured(request: Request) -> Provider:
    found = entrance(request).provider
    if found is None:
        raise NotFoundError("No identity provider is configured.")
    return found


TheProvider = Annotated[Provider, Depends(_configured)]


def _failed(request: Request, what: str) -> Response:
    return page(request, "failure.html", None, status=403, key=f"console.failure.{what}")


@router.get("/start")
async def start(request: Request, organisation: TheProvider, onward: Onward = "") -> Response:
    """To the provider."""
    request.session["next"] = local_path(onward)
    try:
        return await organisation.authorize_redirect(request, str(request.url_for("oidc_return")))
    except _FAILURES as error:
        _log.warning("oidc.failed", error=type(error).__name__)
        return _failed(request, "provider")


async def _claims(request: Request, organisation: Provider) -> dict[str, Any]:
    """What the provider says of her: from the signed token, the e-mail from its other page where it is only there."""
    token = await organisation.authorize_access_token(request)
    claims = dict(token["userinfo"])
    if "email" not in claims:
        more = await organisation.userinfo(token=token)
        if more["sub"] == claims["sub"]:
            claims |= {name: more[name] for name in ("email", "email_verified") if name in more}
    return claims


@router.get("/return", name="oidc_return")
async def come_back(request: Request, the_house: TheHouse, door: TheEntrance, organisation: TheProvider) -> Response:
    """Back from the provider: who has an account here is in."""
    onward = local_path(request.session.get("next", ""))
    try:
        claims = await _claims(request, organisation)
        subject = external_subject(claims["iss"], claims["sub"])
    except _FAILURES as error:
        _log.warning("oidc.failed", error=type(error).__name__)
        return _failed(request, "provider")
    finally:
        request.session.clear()
    verified = claims.get("email_verified") is True
    try:
        async with the_house.sessions.begin() as session:
            account = await account_of(session, subject, str(claims.get("email", "")), verified)
    except NotFoundError:
        return _failed(request, "no_account")
    # She comes from another site: a page of our own leads on, or the browser would keep the new cookie back.
    response = page(request, "landing.html", None, onward=onward)
    await begin(request, response, the_house, account, passed=False)
    return response
