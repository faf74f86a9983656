"""The webhook: Telegram calls this route where an operator has configured it; 200 means that the update is stored."""

import secrets
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from connectors.telegram.receiver import Receiver
from foundation.errors import InvalidInputError, NotAllowedError, NotFoundError, NotReadyError

_log = structlog.get_logger()
PATH = "/telegram/webhook"
router = APIRouter(include_in_schema=False)


def proved(expected: str, given: str | None) -> bool:
    """Whether the caller knows the secret; compared in constant time, and an empty secret proves nothing."""
    return bool(expected) and secrets.compare_digest(expected.encode(), (given or "").encode())


@router.post(PATH)
async def receive(
    request: Request, x_telegram_bot_api_secret_token: Annotated[str | None, Header(max_length=256)] = None
) -> Response:
    """Store one update. 401 without the secret; 503 when it cannot be stored: Telegram sends it again."""
    receiver: Receiver | None = getattr(request.app.state, "telegram_receiver", None)
    expected: str = getattr(request.app.state, "telegram_secret", "")
    if receiver is None or not expected:
        raise NotFoundError("There is no webhook here.")
    if not proved(expected, x_telegram_bot_api_secret_token):
        raise NotAllowedError("The secret of the webhook is missing or wrong.")
    try:
        await receiver.take(await _body(request))
    except SQLAlchemyError as error:
        _log.warning("telegram.not_stored", error=type(error).__name__)
        raise NotReadyError("The update cannot be stored now: send it again.") from error
    return Response(status_code=200)


async def _body(request: Request) -> dict[str, Any]:
    try:
        found = await request.json()
    except ValueError as error:
        raise InvalidInputError("The body is not JSON.") from error
    if not isinstance(found, dict):
        raise InvalidInputError("The body is not an update.")
    return found
