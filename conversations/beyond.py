"""Languages beyond our own: understood and answered through Italian and a translator, where one is configured."""

import asyncio
from dataclasses import replace

from conversations.replies import Reply
from conversations.translation.service import Translation
from conversations.turn import Turn
from foundation.catalogue import FALLBACK, message
from foundation.languages import languages


def is_beyond(language: str | None) -> bool:
    """Whether a language is none that our own sentences are in."""
    return language is not None and language not in languages()


async def in_italian(translation: Translation, text: str, language: str | None) -> str | None:
    """What she wrote, in Italian; None where no translator is there or it is down."""
    translated = await translation.translate(text, language, FALLBACK)
    return translated.text if translated.state == "machine" else None


async def reworded(translation: Translation, turn: Turn) -> Turn:
    """The turn with its replies in the language she writes, marked as machine translated; else as it was."""
    language = turn.known.written_language
    if not (translation.is_on and language and is_beyond(language)):
        return turn
    replies = await asyncio.gather(*(_reworded(translation, reply, language) for reply in turn.replies))
    return replace(turn, replies=list(replies))


async def _reworded(translation: Translation, reply: Reply, language: str) -> Reply:
    if reply.language == language:
        return reply
    note = message("note.machine_answer", reply.language)
    texts = [reply.text, note, *(choice["title"] for choice in reply.choices)]
    done = await asyncio.gather(*(translation.translate(text, reply.language, language) for text in texts))
    if done[0].state != "machine":
        return reply
    titles = [row.text for row in done[2:]]
    choices = [{**choice, "title": title} for choice, title in zip(reply.choices, titles, strict=True)]
    answer = {**reply.answer, "translation": "machine", "language": language} if reply.answer else None
    return replace(reply, text=f"{done[0].text}\n\n{done[1].text}", language=language, choices=choices, answer=answer)
