"""How a call to Telegram ended, and what follows from it."""

import traceback
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from connectors.telegram.bot import may_have_arrived

_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was kicked", "group chat was upgraded")
# Seconds before a call that failed without a reason given is made again.
PAUSE = 2.0


@dataclass(frozen=True)
class Later:
    """Try again after some seconds; `doubt` when it may have arrived."""

    seconds: float
    doubt: bool = False


@dataclass(frozen=True)
class Gone:
    """Nobody is there any more: blocked, thrown out, deleted."""


@dataclass(frozen=True)
class Refused:
    """Telegram will never take this."""

    cause: str


class PostponedError(Exception):
    """The rest of a chat has to wait for some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class EndedError(Exception):
    """Nobody is in the chat any more."""


def place_of(error: BaseException) -> str:
    """Where an error arose: file and line, and none of the values that its own words may hold."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks us to wait, in seconds."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def outcome_of(error: TelegramError) -> Later | Gone | Refused:
    """What an error of a call means."""
    if isinstance(error, RetryAfter):
        return Later(seconds_of(error))
    if isinstance(error, Forbidden | ChatMigrated):
        return Gone()
    if isinstance(error, BadRequest):
        text = error.message.lower()
        return Gone() if any(sign in text for sign in _GONE) else Refused(error.message[:120])
    return Later(PAUSE, doubt=may_have_arrived(error))


def is_unchanged(error: BadRequest) -> bool:
    """Whether an edit was refused because the message says so already."""
    return "not modified" in error.message.lower()
