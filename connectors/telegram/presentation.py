"""What Telegram shows of the bot before anybody has written: commands and descriptions, in each language."""

import hashlib
import json
from collections.abc import Iterator

import structlog
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from connectors.telegram.channel import Channel
from connectors.telegram.commands import COMMANDS
from connectors.telegram.lease import Lease
from foundation.catalogue import message
from foundation.languages import languages

_log = structlog.get_logger()
# What people see whose language has no words of its own here.
_OTHERS = "en"


def _rows() -> Iterator[tuple[str | None, str]]:
    """Telegram's language code (none: for everybody else) and the language of our words."""
    yield None, _OTHERS
    yield from ((row.code, row.code) for row in languages().values() if row.answered)


def commands(language: str) -> list[tuple[str, str]]:
    """The commands with what they do, in the order of the menu."""
    return [(name, message(f"telegram.command.{name}", language)) for name in COMMANDS]


def fingerprint() -> str:
    """Another text when any of the words is another."""
    words = [
        [code, commands(language), message("telegram.description", language), message("telegram.about", language)]
        for code, language in _rows()
    ]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


async def present(channel: Channel, lease: Lease) -> None:
    """Set what is shown, once after each change of the words; tried again at the next start when Telegram refuses."""
    row, wanted = await lease.row(), fingerprint()
    if row and row.presented == wanted:
        return
    try:
        for code, language in _rows():
            await _present_in(channel, code, language)
    except TelegramError as error:
        _log.warning("telegram.not_presented", error=type(error).__name__)
        return
    await lease.note(presented=wanted)


async def _present_in(channel: Channel, code: str | None, language: str) -> None:
    shown = [BotCommand(name, text) for name, text in commands(language)]
    await channel.bot.set_my_commands(shown, scope=BotCommandScopeAllPrivateChats(), language_code=code)
    await channel.bot.set_my_description(message("telegram.description", language), language_code=code)
    await channel.bot.set_my_short_description(message("telegram.about", language), language_code=code)
