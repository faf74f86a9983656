"""Every error has one shape: `{"error": {"code", "message"}}`, the sentence in the person's language."""

from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from conversations.inbox import MAXIMUM_LENGTH
from foundation.catalogue import FALLBACK, has_message, message
from foundation.errors import ApprodoError
from foundation.languages import languages

_log = structlog.get_logger()
_CODES = {
    400: "invalid_input",
    401: "not_allowed",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
}


def reader_language(request: Request) -> str:
    """The conversation's language, else the first of Accept-Language that sentences exist in."""
    known: str | None = getattr(request.state, "language", None)
    wanted = [
        part.partition(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")
    ]
    choices = [known, *wanted] if known else wanted
    return next((code for code in choices if code in languages() and has_message("error.unexpected", code)), FALLBACK)


def error_response(status: int, code: str, text: str) -> JSONResponse:
    """One error as JSON."""
    return JSONResponse({"error": {"code": code, "message": text}}, status_code=status)


def _sentence(request: Request, code: str, fallback: str) -> str:
    language = reader_language(request)
    key = f"error.{code}"
    return message(key, language, maximum=MAXIMUM_LENGTH) if has_message(key, language) else fallback


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApprodoError)
    return error_response(error.status, error.code, _sentence(request, error.code, error.message))


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = "; ".join(f"{'.'.join(map(str, row['loc']))}: {row['msg']}" for row in error.errors()[:3])
    return error_response(422, "invalid_input", f"{_sentence(request, 'invalid_input', '')} ({places})")


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "refused")
    return error_response(error.status_code, code, _sentence(request, code, str(error.detail)))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("request.failed", path=request.url.path, error=type(error).__name__)
    return error_response(500, "unexpected", _sentence(request, "unexpected", "Something went wrong."))


def handle_errors(app: FastAPI) -> None:
    """Give every error of `app` the one shape."""
    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[JSONResponse]]] = {
        ApprodoError: _ours,
        RequestValidationError: _malformed,
        HTTPException: _http,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
