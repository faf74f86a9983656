"""What a browser sends from the pages of guides, and what came of it."""

from typing import Any

from foundation.catalogue import message
from foundation.database import Sessions
from knowledge.editing import Draft, Editing
from knowledge.guides.guide_kind import guide_subject
from knowledge.kinds import KINDS
from tests.support.console import RunningConsole
from tests.support.guides import ITALIAN, SOURCE


def fields(sections: dict[str, Any], seen: int = 0, act: str = "save", **more: str) -> dict[str, str]:
    """What a browser sends for a text."""
    typed = {name: "\r\n".join(value) if isinstance(value, list) else value for name, value in sections.items()}
    return typed | {"seen": str(seen), "act": act} | more


def italian(seen: int = 0, act: str = "save", **changed: str) -> dict[str, str]:
    """The Italian as it is typed, with other sections."""
    more = {"source-0-title": SOURCE["title"], "source-0-url": SOURCE["url"]}
    return fields(ITALIAN, seen, act, **(more | changed))


def said(key: str, **arguments: object) -> str:
    """A sentence as a page has it."""
    return message(f"console.guides.{key}", "it", **arguments).replace("'", "&#39;")


def draft_of(console: RunningConsole, topic: str, language: str) -> Draft | None:
    """The draft of a text."""

    async def work(sessions: Sessions) -> Draft | None:
        return await Editing(sessions, KINDS).draft(guide_subject(topic, language))

    return console.database(work)
