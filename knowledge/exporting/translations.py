"""The topics in the languages of their guides: what HSDS has no place for, as a part of our profile."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.guides.content import ORIGINAL
from knowledge.guides.markdown import as_plain
from knowledge.guides.models import Guide
from knowledge.guides.repository import all_guides
from knowledge.guides.service import is_outdated

Rows = list[dict[str, Any]]


async def translated_topics(session: AsyncSession) -> dict[str, Rows]:
    """For each topic a row a language: `language`, `name`, `description`, `translation`, `checked_on` (or none).

    `translation` says what the text is: original, reviewed, unreviewed, machine. One that is out of date is not
    served to people and stands here no more either.
    """
    return {guide.topic: _rows(guide) for guide in await all_guides(session)}


def _rows(guide: Guide) -> Rows:
    texts = {text.language: text for text in guide.texts}
    original = texts[ORIGINAL]
    return [
        {
            "language": language,
            "name": as_plain(text.sections["title"]),
            "description": as_plain(text.sections["summary"]),
            "translation": text.translation,
        }
        | ({"checked_on": guide.checked_on.isoformat()} if guide.checked_on else {})
        for language, text in sorted(texts.items())
        if not is_outdated(text, original)
    ]
