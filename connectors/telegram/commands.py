"""The commands, and what each of them says."""

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.telegram.channel import Channel
from connectors.telegram.chats import took
from connectors.telegram.deep_links import Beginning, read_payload
from connectors.telegram.incoming import Heard
from connectors.telegram.models import TelegramChat
from connectors.telegram.says import ask_position, keep, language_of, tell
from conversations import repository as conversations
from conversations.models import Conversation
from conversations.replies.render import language_choices
from foundation.catalogue import has_message, message
from foundation.languages import languages

# The choices that some commands stand for: the assistant answers them as it answers the buttons.
AS_CHOICE: Mapping[str, str] = {"persona": "person"}
# In the order of Telegram's menu.
COMMANDS = ("lingua", "posizione", "persona", "aiuto", "cancella", "stop", "start")
_OTHER_NAMES: Mapping[str, str] = {
    "help": "aiuto", "settings": "lingua", "language": "lingua", "location": "posizione", "person": "persona",
    "delete": "cancella",
}  # fmt: skip
Said = Callable[[AsyncSession, Channel, TelegramChat, Conversation, Heard], Awaitable[None]]


def command_of(heard: Heard) -> str | None:
    """The command something is, by its own name; an unknown one asks for help."""
    if heard.command is None:
        return None
    name = _OTHER_NAMES.get(heard.command[0], heard.command[0])
    return name if name in COMMANDS else "aiuto"


async def obey(channel: Channel, chat: TelegramChat, heard: Heard, update_id: int) -> str | None:
    """Store a command with its answer; the choice that is to be stored after it, where a link named a topic."""
    name = command_of(heard) or "aiuto"
    begins = read_payload(heard.command[1], channel.house.assistant.gazetteer) if heard.command else None
    begins = begins if name == "start" else None
    async with channel.house.sessions.begin() as session:
        conversation = await conversations.get_conversation(session, chat.conversation_id or "")
        if conversation and await keep(session, chat, heard, f"/{name}"):
            _begin(conversation, begins)
            await _SAYS[name](session, channel, chat, conversation, heard)
        if not (begins and begins.topic):
            await took(session, channel, update_id, chat, heard.message_id)
            await _stop_after(session, chat, name)
    return f"topic:{begins.topic}" if begins and begins.topic else None


def _begin(conversation: Conversation, begins: Beginning | None) -> None:
    """Take over what a link knows of her: the town; the language too as long as she has not written in another."""
    if begins is None:
        return
    conversation.place_code = begins.place or conversation.place_code
    wanted = languages().get(begins.language or "")
    if wanted and wanted.answered and conversation.written_language is None:
        conversation.language = wanted.code


async def _stop_after(session: AsyncSession, chat: TelegramChat, name: str) -> None:
    if name != "stop":
        return
    held = await session.get(TelegramChat, chat.key)
    conversation = await conversations.get_conversation(session, chat.conversation_id or "")
    if held and conversation:
        # The words that confirm it are the last that come.
        held.wanted_until = conversation.last_position


async def _start(
    session: AsyncSession, channel: Channel, chat: TelegramChat, conversation: Conversation, heard: Heard
) -> None:
    language = language_of(conversation, chat)
    own = heard.language.partition("-")[0].lower()
    known = languages().get(own)
    later = (
        [message("language.later", own)] if known and not known.answered and has_message("language.later", own) else []
    )
    parts = [*later, message("dialogue.greet", language), message("telegram.greeting", language)]
    await tell(session, chat, heard, "\n\n".join(parts), language, language_choices())


async def _language(
    session: AsyncSession, channel: Channel, chat: TelegramChat, conversation: Conversation, heard: Heard
) -> None:
    language = language_of(conversation, chat)
    await tell(session, chat, heard, message("language.ask", language), language, language_choices())


async def _position(
    session: AsyncSession, channel: Channel, chat: TelegramChat, conversation: Conversation, heard: Heard
) -> None:
    await ask_position(session, chat, heard, language_of(conversation, chat))


async def _help(
    session: AsyncSession, channel: Channel, chat: TelegramChat, conversation: Conversation, heard: Heard
) -> None:
    language = language_of(conversation, chat)
    menu = "\n".join(f"/{name} – {message(f'telegram.command.{name}', language)}" for name in COMMANDS[:-1])
    text = "\n\n".join([message("dialogue.what_can_you_do", language), menu])
    person = {"title": message("handoff.choice", language), "value": "person"}
    await tell(session, chat, heard, text, language, [person])


async def _erase(
    session: AsyncSession, channel: Channel, chat: TelegramChat, conversation: Conversation, heard: Heard
) -> None:
    language = language_of(conversation, chat)
    choices = [
        {"title": message("privacy.delete", language), "value": "erase:yes"},
        {"title": message("privacy.keep", language), "value": "erase:no"},
    ]
    await tell(session, chat, heard, message("dialogue.privacy_erase", language), language, choices)


async def _stop(
    session: AsyncSession, channel: Channel, chat: TelegramChat, conversation: Conversation, heard: Heard
) -> None:
    language = language_of(conversation, chat)
    await tell(session, chat, heard, message("telegram.stopped", language), language)


_SAYS: Mapping[str, Said] = {
    "start": _start, "lingua": _language, "posizione": _position, "aiuto": _help, "cancella": _erase, "stop": _stop,
}  # fmt: skip
