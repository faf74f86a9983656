"""Errors of the console as people meet them: the way to the sign-in, or a plain page. The API keeps its JSON."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Annotated, cast
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from connectors.web.house import house
from console.guard import identified
from console.origin import is_from_elsewhere
from console.templates import page
from foundation.catalogue import FALLBACK, has_message
from foundation.errors import ApprodoError, NewPasswordError, SecondFactorError, SignedOutError

# The page she wanted, as the address names it; to be made sure of with `local_path`.
Onward = Annotated[str, Query(alias="next")]
_log = structlog.get_logger()
_Handler = Callable[[Request, Exception], Awaitable[Response]]
_KINDS = (ApprodoError, RequestValidationError, HTTPException, Exception)


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks for a page of the console or of a signed link, and not a script for data."""
    path, accepted = request.url.path, request.headers.get("accept", "")
    ours = path == "/console" or path.startswith(("/console/", "/confirm/"))
    return ours and not accepted.startswith("application/json")


def local_path(path: str) -> str:
    """`path` when it leads to a page of the console, else the console's first page: no way to another site."""
    ours = path == "/console" or path.startswith(("/console/", "/console?"))
    return path if ours and "\\" not in path and path.isprintable() else "/console"


def to_sign_in(request: Request) -> Response:
    """The way to the sign-in, and back afterwards.

    A link on another site brings no cookie along (SameSite=Strict): a page of our own asks once more before she is
    taken for signed out.
    """
    if request.method == "GET" and is_from_elsewhere(request):
        return page(request, "landing.html", None, onward=local_path(_address(request)))
    return _by_way_of("/console/sign-in", request)


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _by_way_of(path: str, request: Request) -> Response:
    """To the page at `path`, which leads on to the one that was asked for."""
    here = _address(request) if request.method == "GET" else "/console"
    return RedirectResponse(path if here == "/console" else f"{path}?{urlencode({'next': here})}", 303)


def _status(error: Exception) -> int:
    if isinstance(error, ApprodoError):
        return error.status
    if isinstance(error, RequestValidationError):
        return 422
    return error.status_code if isinstance(error, HTTPException) else 500


def failure_page(request: Request, status: int) -> Response:
    """A plain page for an error, in the visitor's language."""
    known = f"console.failure.{status}"
    key = known if has_message(known, FALLBACK) else "console.failure.other"
    return page(request, "failure.html", getattr(request.state, "visitor", None), status=status, key=key)


def _answer(request: Request, error: Exception) -> Response:
    if isinstance(error, SignedOutError):
        return to_sign_in(request)
    if isinstance(error, SecondFactorError):
        return _by_way_of("/console/second-factor", request)
    if isinstance(error, NewPasswordError):
        return _by_way_of("/console/new-password", request)
    status = _status(error)
    if not isinstance(error, ApprodoError | RequestValidationError | HTTPException):
        _log.error("request.failed", path=request.url.path, error=type(error).__name__)
    return failure_page(request, status)


async def _recognise(request: Request) -> None:
    """Where no route has looked who is there (no such page), do it now: her page has her language and her menu."""
    if not hasattr(request.state, "visitor"):
        with suppress(ApprodoError):
            await identified(request, house(request))


def _with_pages(otherwise: _Handler) -> _Handler:
    async def handle(request: Request, error: Exception) -> Response:
        if not wants_page(request):
            return await otherwise(request, error)
        if isinstance(error, HTTPException):
            await _recognise(request)
        return _answer(request, error)

    return handle


def handle_errors(app: FastAPI) -> None:
    """Give errors under `/console` their pages; all others stay what `app` has made of them so far."""
    for kind in _KINDS:
        app.add_exception_handler(kind, _with_pages(cast(_Handler, app.exception_handlers[kind])))
