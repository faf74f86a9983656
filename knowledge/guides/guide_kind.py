"""Guides, as the editor needs them: the Italian with what it rests on, and a translation in each other language.

The Italian is `{"sections", "sources", "phones"}`, a translation `{"sections", "state"}`, where `state` is
`reviewed`, `unreviewed`, or `machine` until a person has read what a translator proposed.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import NotFoundError
from foundation.languages import languages
from foundation.topics import topics
from knowledge.editing.kind import Content, Subject
from knowledge.guides.content import ORIGINAL, sections_hash
from knowledge.guides.faults import guide_faults
from knowledge.guides.models import Guide, GuideText
from knowledge.guides.repository import find_guide
from knowledge.search.index import index

REVIEWED = "reviewed"


def guide_subject(topic: str, language: str) -> Subject:
    """The guide of a topic in a language. Raises NotFoundError for a topic or a language that has no guides."""
    if topic not in topics() or not topics()[topic].has_guide or language not in languages():
        raise NotFoundError("There is no guide on this topic.", topic=topic)
    return Subject("guide", topic, language)


def text_content(
    language: str, sections: Content, sources: Sequence[Any] = (), phones: Sequence[Any] = (), state: str = ""
) -> Content:
    """A text as the editor holds it."""
    if language == ORIGINAL:
        return {"sections": sections, "sources": list(sources), "phones": list(phones)}
    return {"sections": sections, "state": state}


class GuideKind:
    """`guide`: the text on one topic in one language."""

    four_eyes = True

    async def read(self, session: AsyncSession, subject: Subject) -> Content | None:
        """The text that stands there now, out of date or not."""
        guide = await find_guide(session, subject.id)
        text = _text(guide, subject.language)
        if guide is None or text is None:
            return None
        return text_content(subject.language, text.sections, guide.sources, guide.phones, text.translation)

    async def write(self, session: AsyncSession, subject: Subject, content: Content, small_correction: bool) -> None:
        """Store the text, and let it be found by its new words.

        The Italian: translations become out of date by themselves, unless this is a small correction. A translation
        is one of the present Italian from now on, and reviewed. Raises NotFoundError for a translation of nothing.
        """
        guide = await find_guide(session, subject.id) or Guide(topic=subject.id, texts=[])
        if subject.language == ORIGINAL:
            guide.sources, guide.phones = content["sources"], content["phones"]
            _store_original(guide, content, small_correction)
        else:
            _store_translation(guide, subject.language, content)
        session.add(guide)
        await session.flush()
        await index(session, "guide", [subject.id])

    def faults(self, content: Content) -> dict[str, str]:
        """By the field of the form, what is missing, too long or no address."""
        return guide_faults(content)


def _text(guide: Guide | None, language: str) -> GuideText | None:
    return next((text for text in guide.texts if text.language == language), None) if guide else None


def _begun(guide: Guide, language: str) -> GuideText:
    text = _text(guide, language)
    if text is None:
        text = GuideText(topic=guide.topic, language=language)
        guide.texts.append(text)
    return text


def _store_original(guide: Guide, content: Content, small_correction: bool) -> None:
    original = _begun(guide, ORIGINAL)
    before = sections_hash(original.sections) if original.sections else ""
    after = sections_hash(content["sections"])
    original.sections, original.source_hash, original.translation = content["sections"], after, "original"
    for text in guide.texts if small_correction else ():
        if text.source_hash == before:
            text.source_hash = after


def _store_translation(guide: Guide, language: str, content: Content) -> None:
    original = _text(guide, ORIGINAL)
    if original is None:
        raise NotFoundError("There is no Italian text to translate.", topic=guide.topic)
    text = _begun(guide, language)
    text.sections, text.translation = content["sections"], REVIEWED
    text.source_hash = sections_hash(original.sections)
