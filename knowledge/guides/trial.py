"""Drafts looked at as if they were served."""

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.editing import IN_REVIEW, Content
from knowledge.editing import repository as editing
from knowledge.guides.content import ORIGINAL
from knowledge.guides.guide_kind import REVIEWED
from knowledge.guides.markdown import plain_sections
from knowledge.guides.models import Guide
from knowledge.guides.repository import find_guide
from knowledge.guides.service import GuideView

Views = dict[tuple[str, str], GuideView]


def draft_view(topic: str, language: str, content: Content, guide: Guide | None) -> GuideView:
    """What a reader would see once `content` is published; `guide` is what is served now."""
    return GuideView(
        topic=topic,
        language=language,
        translation="original" if language == ORIGINAL else REVIEWED,
        sections={"title": "", "summary": ""} | plain_sections(content["sections"]),
        sources=content.get("sources", guide.sources if guide else []),
        phones=content.get("phones", guide.phones if guide else []),
        checked_on=guide.checked_on if guide else None,
    )


async def views_for(session: AsyncSession, account_id: str) -> Views:
    """The guides somebody may try: her own drafts, and those that wait for a review."""
    found: Views = {}
    for draft in await editing.drafts(session, "guide"):
        if draft.author_id == account_id or draft.state == IN_REVIEW:
            guide = await find_guide(session, draft.record_id)
            place = draft.record_id, draft.language
            found[place] = draft_view(*place, draft.content, guide)
    return found
