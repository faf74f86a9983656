"""A translator's proposal for what is missing in a translation, or has changed in the Italian."""

import asyncio
from typing import Any

from console.guides.work import Work
from conversations.translation.service import Translated, Translation
from knowledge.editing import Content
from knowledge.guides.content import ORIGINAL

# Lines that are with the translator at once: each has its time limit, and more would only queue there.
AT_ONCE = 4


def to_translate(work: Work, content: Content) -> list[str]:
    """The sections that have no words yet, and those whose Italian has changed since."""
    changed = {row.field.split(".")[0] for row in work.changed}
    return [name for name in work.italian if not content["sections"].get(name) or name in changed]


async def proposed(translation: Translation, work: Work, content: Content) -> tuple[Content, str]:
    """The content with the proposal in it, marked `machine`; and the key of a sentence when it did not all succeed.

    What could not be translated stays as it was.
    """
    names = to_translate(work, content)
    if not translation.is_on or not names:
        return content, "console.guides.nothing_to_propose" if translation.is_on else "console.guides.no_translator"
    places = asyncio.Semaphore(AT_ONCE)
    found = await asyncio.gather(*(_section(translation, places, work, name) for name in names))
    got = {name: value for name, value in zip(names, found, strict=True) if value is not None}
    if not got:
        return content, "console.guides.translator_failed"
    trouble = "" if len(got) == len(names) else "console.guides.translator_partly"
    return content | {"sections": content["sections"] | got, "state": "machine"}, trouble


async def _section(translation: Translation, places: asyncio.Semaphore, work: Work, name: str) -> Any:
    """The section in the language, None when a line of it could not be translated."""

    async def line(text: str) -> Translated:
        async with places:
            return await translation.translate(text, ORIGINAL, work.subject.language)

    value = work.italian[name]
    rows = await asyncio.gather(*map(line, value if isinstance(value, list) else [value]))
    if any(row.state not in ("machine", "same") for row in rows):
        return None
    return [row.text for row in rows] if isinstance(value, list) else rows[0].text
