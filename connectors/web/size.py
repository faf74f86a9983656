"""A body longer than any message is refused before it is read, in the shape of every other error.

FastAPI's own limit answers in plain text, which other programs do not expect from us.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.web.failures import error_response

# Bytes. The longest text accepted takes at most four bytes a character, plus escapes.
LARGEST_BODY = 64 * 1024
# Where staff send files: the largest the importers read, and what the form adds to it.
FILES = {"/console/imports": 65 * 1024 * 1024}


class LimitBody:
    """Refuses requests whose body is, or turns out to be, longer than LARGEST_BODY."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("POST", "PUT", "PATCH"):
            await self._app(scope, receive, send)
            return
        if scope["path"] in FILES:
            await self._pass_file(scope, receive, send)
            return
        chunks, size, more = [], 0, True
        while more:
            event = await receive()
            chunks.append(event)
            size += len(event.get("body", b""))
            more = event.get("more_body", False)
            if size > LARGEST_BODY:
                refusal = error_response(413, "too_large", "The request is too long.")
                await refusal(scope, receive, send)
                return

        async def replay() -> dict:  # type: ignore[type-arg]
            return chunks.pop(0) if chunks else await receive()  # type: ignore[return-value]

        await self._app(scope, replay, send)

    async def _pass_file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file is not held in memory: its sender has to say how long it is, and the server holds her to it."""
        length = dict(scope["headers"]).get(b"content-length", b"")
        if not length.isdigit() or int(length) > FILES[scope["path"]]:
            await error_response(413, "too_large", "The file is too large.")(scope, receive, send)
            return
        await self._app(scope, receive, send)
