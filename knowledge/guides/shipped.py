"""A guide's text that ships anew, where staff have published their own: it becomes a draft that waits for a review.

It is never written over theirs. An editor compares both on the review's page, and publishes or drops it.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.editing import IN_REVIEW, Content, Draft, Subject
from knowledge.editing import repository as editing
from knowledge.editing.kind import fingerprint
from knowledge.guides.content import ORIGINAL, GuideContent, read_guide
from knowledge.guides.guide_kind import GuideKind, text_content
from knowledge.loaded import LoadedContent

# The author of what ships.
PROJECT_NAME = "Approdo"


async def offer_shipped_texts(session: AsyncSession, folders: Collection[Path]) -> int:
    """Make a draft of each text that has changed in `folders` (one a topic) since it last arrived; how many.

    Texts that staff never published are not looked at: those are loaded. Where a draft is under way already, the
    text waits until the next start.
    """
    edited = await editing.edited(session, "guide")
    offered = 0
    for folder in folders:
        languages = sorted(language for topic, language in edited if topic == folder.name)
        guide = read_guide(folder) if languages else None
        for language in languages:
            if guide and language in guide.texts:
                offered += await _offer(session, Subject("guide", folder.name, language), shipped_text(guide, language))
    return offered


def shipped_text(guide: GuideContent, language: str) -> Content:
    """The text that ships, as the editor holds one."""
    sections: dict[str, Any] = guide.texts[language]["sections"]
    if language == ORIGINAL:
        return text_content(language, sections, guide.facts.get("sources", []), guide.facts.get("phones", []))
    return text_content(language, sections, state="unreviewed")


async def _offer(session: AsyncSession, subject: Subject, content: Content) -> bool:
    name, arrived = f"{subject.language}/{subject.id}", fingerprint(content)
    held = await session.get(LoadedContent, name)
    before = held.content_hash if held else await _first(session, subject)
    if arrived == before or await editing.find_draft(session, subject):
        return False
    await session.merge(LoadedContent(name=name, content_hash=arrived))
    served = await GuideKind().read(session, subject)
    if served == content:
        return False
    names = {"kind": subject.kind, "record_id": subject.id, "language": subject.language}
    author = {"author_id": "", "author_name": PROJECT_NAME}
    session.add(Draft(**names, **author, content=content, state=IN_REVIEW, base=fingerprint(served)))
    return True


async def _first(session: AsyncSession, subject: Subject) -> str:
    """What shipped when staff first published a text of their own: the revision that is nobody's."""
    first = await editing.revision(session, subject, 1)
    return fingerprint(first.content) if first and not first.author_id else ""
