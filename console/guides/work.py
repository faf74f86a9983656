"""What is known of one text while it is worked on: what is served, the draft, the Italian beside it."""

from dataclasses import dataclass, field

from connectors.web.house import House
from foundation.database import reading
from foundation.errors import ConflictError, NotFoundError
from knowledge.editing import Content, Draft, Editing, Editor, Subject
from knowledge.editing.differences import Difference, differences
from knowledge.guides.compare_facts import Compared, compare
from knowledge.guides.content import ORIGINAL, sections_hash
from knowledge.guides.guide_kind import guide_subject
from knowledge.guides.models import Guide
from knowledge.guides.outdated import made_from, outdated_since
from knowledge.guides.repository import find_guide, original_revisions
from knowledge.guides.service import is_outdated


@dataclass(frozen=True)
class Work:
    """One text. `changed` is what the Italian has become since the served translation was made from it.

    `state` is as in the coverage; `made_from_known` is False where that earlier Italian was not kept.
    """

    subject: Subject
    guide: Guide | None
    served: Content | None
    draft: Draft | None
    state: str = "missing"
    since: object = None
    changed: list[Difference] = field(default_factory=list)
    made_from_known: bool = True

    @property
    def is_original(self) -> bool:
        """Whether it is the Italian text."""
        return self.subject.language == ORIGINAL

    @property
    def content(self) -> Content:
        """What its form shows: the draft, else what is served, else nothing yet."""
        return self.draft.content if self.draft else self.served or {"sections": {}}

    @property
    def seen(self) -> int:
        """The draft's version."""
        return self.draft.version if self.draft else 0

    @property
    def italian(self) -> Content:
        """The sections of the Italian text that is served now."""
        texts = {text.language: text for text in self.guide.texts} if self.guide else {}
        return texts[ORIGINAL].sections if ORIGINAL in texts else {}

    @property
    def italian_hash(self) -> str:
        """The hash of that text."""
        return sections_hash(self.italian)

    def compared(self, content: Content) -> list[Compared]:
        """Where a translation differs in its facts from the Italian; nothing for the Italian itself."""
        return [] if self.is_original else compare(self.italian, content["sections"])


async def work_on(house: House, topic: str, language: str) -> Work:
    """All of it. Raises NotFoundError for a topic or language without guides, and a translation of nothing."""
    subject = guide_subject(topic, language)
    served, draft = await house.editing.served(subject), await house.editing.draft(subject)
    async with reading(house.sessions) as session:
        guide = await find_guide(session, topic)
        texts = {text.language: text for text in guide.texts} if guide else {}
        if language != ORIGINAL and ORIGINAL not in texts:
            raise NotFoundError("There is no Italian text to translate.", topic=topic)
        text = texts.get(language)
        if text is None or not is_outdated(text, texts[ORIGINAL]):
            return Work(subject, guide, served, draft, text.translation if text else "missing")
        past = (await original_revisions(session, [topic]))[topic]
    before = made_from(past, text.source_hash)
    changed = differences(before, texts[ORIGINAL].sections) if before else []
    since = outdated_since(past, text.source_hash)
    return Work(subject, guide, served, draft, "outdated", since, changed, before is not None)


async def keep(editing: Editing, work: Work, content: Content, seen: int, editor: Editor) -> int:
    """Save what was typed and return the draft's version; what stands there already is not saved again.

    Raises ConflictError when somebody else has saved other words in between.
    """
    held = work.draft
    if held is not None and held.content == content and held.version >= seen:
        return held.version
    if held is None and seen == 0 and content == work.served:
        return 0
    try:
        return (await editing.save(work.subject, content, seen, editor)).version
    except ConflictError as error:
        # The same words sent twice (a lost answer, a second click) are no conflict.
        if error.facts["content"] == content:
            return int(str(error.facts["version"]))
        raise
