"""Every topic in every language: what stands there, and what is under way."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.languages import languages
from foundation.topics import topics
from knowledge.editing import repository as editing
from knowledge.editing.models import Draft
from knowledge.guides import repository
from knowledge.guides.content import ORIGINAL
from knowledge.guides.models import Guide, GuideText
from knowledge.guides.outdated import Past, outdated_since
from knowledge.guides.service import is_outdated

# What can be served, from nothing to best, and what is under way.
STATES = ("missing", "outdated", "machine", "unreviewed", "reviewed", "original")
UNDER_WAY = ("draft", "in_review")


@dataclass(frozen=True)
class Cell:
    """One text: its state by content hash; `since` when it is out of date; `draft` is the state of one under way."""

    language: str
    state: str
    since: datetime | None = None
    draft: str = ""
    author: str = ""

    def answers(self, wanted: str) -> bool:
        """Whether its state, or that of its draft, is the wanted one."""
        return wanted in (self.state, self.draft)


@dataclass(frozen=True)
class Row:
    """One topic: the title of its guide (its id while there is none) and a cell for each language."""

    topic: str
    title: str
    cells: tuple[Cell, ...]


async def coverage(session: AsyncSession, asked: Collection[str]) -> list[Row]:
    """A row for each topic, by title, with the `asked` languages in the order of `data/languages.yml`."""
    guides = {guide.topic: guide for guide in await repository.all_guides(session)}
    drafts = {(row.record_id, row.language): row for row in await editing.drafts(session, "guide")}
    stale = {topic for topic, guide in guides.items() if any(_stale(guide).values())}
    past = await repository.original_revisions(session, stale)
    codes = [code for code in languages() if code in asked]
    rows = [
        _row(topic.id, guides.get(topic.id), codes, drafts, past.get(topic.id, []))
        for topic in topics().values()
        if topic.has_guide
    ]
    return sorted(rows, key=lambda row: row.title.casefold())


def totals(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    """How many texts of each state there are, and drafts, by language."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        for cell in row.cells:
            found.setdefault(cell.language, Counter()).update(filter(None, (cell.state, cell.draft)))
    return found


def _texts(guide: Guide | None) -> dict[str, GuideText]:
    return {text.language: text for text in guide.texts} if guide else {}


def _stale(guide: Guide) -> dict[str, bool]:
    texts = _texts(guide)
    return {code: is_outdated(text, texts[ORIGINAL]) for code, text in texts.items()}


def _row(topic: str, guide: Guide | None, codes: list[str], drafts: Mapping[tuple[str, str], Draft], past: Past) -> Row:
    texts, stale = _texts(guide), _stale(guide) if guide else {}
    cells = []
    for code in codes:
        text, draft = texts.get(code), drafts.get((topic, code))
        state = "missing" if text is None else "outdated" if stale[code] else text.translation
        since = outdated_since(past, text.source_hash) if text and stale[code] else None
        cells.append(Cell(code, state, since, draft.state if draft else "", draft.author_name if draft else ""))
    title = texts[ORIGINAL].sections["title"] if texts else topic
    return Row(topic, title, tuple(cells))
