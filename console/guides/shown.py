"""The page of one text."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from accounts.models import Role
from connectors.web.house import House
from console.guard import Visitor
from console.guides.access import path_of
from console.guides.fields import fields, rows, sentences
from console.guides.preview import preview
from console.guides.work import Work
from console.templates import page
from foundation.languages import languages
from foundation.topics import topics
from knowledge.editing import IN_REVIEW, Content
from knowledge.editing.differences import differences
from knowledge.guides.readability import LONG_SENTENCE, of_sections


def titles_of(work: Work) -> dict[str, Any]:
    """What every page about a text says at its head."""
    title = work.italian.get("title") or work.content["sections"].get("title") or topics()[work.subject.id].about
    known = languages()[work.subject.language]
    return {"work": work, "guide_title": title, "spoken": known, "path": path_of(work.subject)}


def _beside(content: Content) -> Content:
    """What stands beside the sections: sources and phones."""
    return {name: value for name, value in content.items() if name in ("sources", "phones")}


async def live_parts(house: House, work: Work, content: Content) -> dict[str, Any]:
    """What follows from the text as it is typed: preview, readability, the comparison of facts."""
    return {
        "bubbles": await preview(house, work, content),
        "readability": of_sections(content["sections"]) if work.is_original else None,
        "long_sentence": LONG_SENTENCE,
        "compared": work.compared(content),
    }


async def editor_page(
    request: Request,
    visitor: Visitor,
    house: House,
    work: Work,
    content: Content | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
    theirs: Mapping[str, object] | None = None,
    trouble: str = "",
) -> Response:
    """The form, filled with `content` or what stands there.

    `theirs` are the facts of a conflict (version, content, author): both texts are shown, and saving again
    knowingly replaces the other one. `trouble` is the key of a sentence above the form.
    """
    shown = content or work.content
    told = sentences(faults or {}, visitor.language)
    other = theirs.get("content") if theirs else None
    other = other if isinstance(other, dict) else None
    return page(
        request,
        "guides/pages/original.html" if work.is_original else "guides/pages/translation.html",
        visitor,
        status,
        **titles_of(work),
        **await live_parts(house, work, shown),
        content=shown,
        fields=fields(work, shown, told, other),
        sources=rows(shown, "source", told),
        phones=rows(shown, "phone", told),
        faults=told,
        theirs={"author": "", **theirs} if theirs else None,
        other_rows=differences(_beside(other), _beside(shown)) if other else [],
        seen=theirs["version"] if theirs else work.seen,
        trouble=trouble,
        in_review=work.draft is not None and work.draft.state == IN_REVIEW,
        coordinator=visitor.role is Role.ADMIN,
        translator=house.assistant.translation.is_on,
    )
