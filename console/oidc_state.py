"""What is remembered between the way to the identity provider and the way back: a signed cookie for ten minutes."""

from pathlib import Path

from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from foundation.keys import secret_key

PATH = "/console/oidc"
# Seconds: who needs longer at the provider starts again.
LIFETIME = 600


def console_key(home: Path) -> str:
    """The key that signs what leaves the console and comes back, from `console.key` in the home folder."""
    return secret_key(home, "console")


class OidcState:
    """Starlette's session for the routes under PATH only; the cookie is `Secure` where the request came by https."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self._app = app
        self._plain = self._sessions(key, secure=False)
        self._secure = self._sessions(key, secure=True)

    def _sessions(self, key: str, secure: bool) -> SessionMiddleware:
        return SessionMiddleware(
            self._app, key, session_cookie="approdo_oidc", max_age=LIFETIME, path=PATH, same_site="lax",
            https_only=secure,
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, with the session where it is one of ours."""
        if scope["type"] != "http" or not scope["path"].startswith(f"{PATH}/"):
            await self._app(scope, receive, send)
            return
        sessions = self._secure if scope.get("scheme") == "https" else self._plain
        await sessions(scope, receive, send)
