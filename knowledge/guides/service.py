"""Which text of a guide is served, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Sessions
from foundation.errors import NotFoundError
from knowledge.guides import repository
from knowledge.guides.content import ORIGINAL, sections_hash
from knowledge.guides.markdown import plain_sections
from knowledge.guides.models import Guide, GuideText

# Where a session keeps the views that stand in for stored ones.
_TRIED = "guides tried"


@dataclass(frozen=True)
class GuideView:
    """A guide as one person sees it. `language` is the one served, which may not be the one asked for."""

    topic: str
    language: str
    translation: str
    sections: dict[str, Any]
    sources: list[dict[str, str]] = field(default_factory=list)
    phones: list[dict[str, str]] = field(default_factory=list)
    checked_on: date | None = None
    checked_by: str | None = None


def is_outdated(text: GuideText, original: GuideText) -> bool:
    """Whether the source has changed since the translation was made: its hash is another one."""
    return text.language != ORIGINAL and text.source_hash != sections_hash(original.sections)


def served_text(guide: Guide, language: str) -> GuideText:
    """The text to show: the language's own unless missing or out of date, else the original."""
    texts = {text.language: text for text in guide.texts}
    original = texts[ORIGINAL]
    wanted = texts.get(language, original)
    return original if is_outdated(wanted, original) else wanted


async def guide_for(session: AsyncSession, topic: str, language: str) -> GuideView:
    """The guide of `topic` for a reader of `language`. Raises NotFoundError when there is none."""
    tried: Mapping[tuple[str, str], GuideView] = session.info.get(_TRIED, {})
    guide = await repository.find_guide(session, topic)
    if guide is None:
        view = tried.get((topic, language)) or tried.get((topic, ORIGINAL))
        if view is None:
            raise NotFoundError("There is no guide on this topic.", topic=topic)
        return view
    text = served_text(guide, language)
    return tried.get((topic, language)) or tried.get((topic, text.language)) or _view(guide, text)


def _view(guide: Guide, text: GuideText) -> GuideView:
    return GuideView(
        topic=guide.topic,
        language=text.language,
        translation=text.translation,
        sections=plain_sections(text.sections),
        sources=guide.sources,
        phones=guide.phones,
        checked_on=guide.checked_on,
        checked_by=guide.checked_by,
    )


def trying(sessions: Sessions, views: Mapping[tuple[str, str], GuideView]) -> Sessions:
    """The same database, in which these `views`, by topic and language, stand in for what is stored."""
    return Sessions(**(sessions.kw | {"info": {_TRIED: views}}))


async def titles(session: AsyncSession, language: str) -> dict[str, str]:
    """The title of every guide in `language`, by topic."""
    return {g.topic: served_text(g, language).sections["title"] for g in await repository.all_guides(session)}
