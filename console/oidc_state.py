"""What is remembered between the way to the identity provider and the way back: a signed cookie for ten minutes."""

import os
import secrets
from pathlib import Path

from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/console/oidc"
# Seconds: who needs longer at the provider starts again.
LIFETIME = 600


def secret_key(home: Path) -> str:
    """The key that signs the cookie, made once and kept in a file that only its owner reads."""
    path = home / "console.key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


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
