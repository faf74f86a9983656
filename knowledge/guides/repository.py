"""SQL for guides, and only here."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from knowledge.editing.models import Revision
from knowledge.guides.content import ORIGINAL, GuideContent
from knowledge.guides.models import Guide, GuideText


async def find_guide(session: AsyncSession, topic: str) -> Guide | None:
    """The guide of a topic with all its texts."""
    return await session.get(Guide, topic, options=[selectinload(Guide.texts)], populate_existing=True)


async def all_guides(session: AsyncSession) -> list[Guide]:
    """Every guide with its texts, by topic."""
    rows = await session.scalars(select(Guide).options(selectinload(Guide.texts)).order_by(Guide.topic))
    return list(rows)


async def original_revisions(session: AsyncSession, topics: Collection[str]) -> dict[str, list[Revision]]:
    """What the Italian text of some topics was, by topic, the oldest first."""
    query = select(Revision).filter_by(kind="guide", language=ORIGINAL).where(Revision.record_id.in_(topics))
    found: dict[str, list[Revision]] = {topic: [] for topic in topics}
    for row in await session.scalars(query.order_by(Revision.number)):
        found[row.record_id].append(row)
    return found


async def save_guide(session: AsyncSession, content: GuideContent, edited: Collection[str] = ()) -> None:
    """Write one shipped guide over the stored one, but for the texts in the `edited` languages.

    Facts go with the original's text. A person's check of the guide is kept.
    """
    stored = await find_guide(session, content.topic)
    guide = stored or Guide(topic=content.topic, texts=[])
    if ORIGINAL not in edited:
        guide.sources = content.facts.get("sources", [])
        guide.phones = content.facts.get("phones", [])
    session.add(guide)
    held = {text.language: text for text in guide.texts}
    for language, row in content.texts.items():
        if language in edited:
            continue
        text = held.get(language) or GuideText(topic=content.topic, language=language)
        text.sections, text.source_hash = row["sections"], row["source_hash"]
        text.translation = "original" if language == ORIGINAL else "unreviewed"
        if language not in held:
            guide.texts.append(text)
