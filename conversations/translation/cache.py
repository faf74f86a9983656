"""Translations of messages, asked for once."""

from collections.abc import Iterable

from conversations.translation import repository
from conversations.translation.masking import mask
from conversations.translation.models import MessageTranslation
from conversations.translation.service import Translated, Translation
from foundation.database import Sessions


async def translated_message(
    translation: Translation,
    sessions: Sessions,
    message_id: str,
    text: str,
    source: str | None,
    target: str,
    names: Iterable[str] = (),
) -> Translated:
    """The message `text` in `target`: as it was translated before, else translated now and kept.

    Two at once ask twice and keep one. What could not be translated is not kept, and tried again the next time.
    """
    kept_names = list(names)
    stored = await repository.find_translation(sessions, message_id, target)
    if stored:
        return _as_stored(stored, text, kept_names)
    translated = await translation.translate(text, source, target, kept_names)
    if translated.state != "machine":
        return translated
    row = MessageTranslation(
        message_id=message_id, language=target, text=translated.text, translator=translated.translator
    )
    if not await repository.keep_translation(sessions, row):
        stored = await repository.find_translation(sessions, message_id, target)
    return _as_stored(stored, text, kept_names) if stored else translated


def _as_stored(stored: MessageTranslation, text: str, names: list[str]) -> Translated:
    missing = mask(text, names).missing_from(stored.text)
    return Translated(stored.text, "machine", missing, stored.translator)
