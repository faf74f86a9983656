"""Our own taxonomies in HSDS: topics, kinds of organizations, where a record comes from."""

from collections.abc import Mapping
from typing import Any

from foundation.topics import topics
from knowledge.directory.content import identifier

TOPICS, KINDS, SOURCE = "Approdo topics", "Approdo kinds", "Approdo source"
_MEANING = {
    TOPICS: "What people ask about; the codes are those of data/topics.yml of Approdo.",
    KINDS: "What an organization is.",
    SOURCE: "Where the record comes from; each attribute carries one fact of it as its value.",
}
# Facts of a source that are usual; others may occur.
SOURCE_FACTS: Mapping[str, str] = {
    "title": "The paper, register or publisher the record was taken from.",
    "where": "The place in it: a page, a code, the publisher's own identifier.",
    "url": "The address of it.",
    "licence": "The licence its publisher gives.",
}
Tree = dict[str, Any]


class Vocabulary:
    """Taxonomies and terms as HSDS has them. `titles` are the Italian titles of the topics' guides."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        # Made once: thousands of services bear the same few.
        self._terms: dict[tuple[str, str], Tree] = {}

    def taxonomies(self) -> list[Tree]:
        """All three."""
        return [taxonomy(name) for name in _MEANING]

    def term(self, name: str, code: str) -> Tree:
        """The term `code` of the taxonomy `name`; the same object each time, not to be changed."""
        if (name, code) not in self._terms:
            self._terms[name, code] = self._made(name, code)
        return self._terms[name, code]

    def _made(self, name: str, code: str) -> Tree:
        return {
            "id": identifier("taxonomy_term", f"{name}:{code}"),
            "code": code,
            "name": self._titles.get(code, _readable(code)) if name == TOPICS else _readable(code),
            "description": _description(name, code),
            "taxonomy": name,
            "taxonomy_detail": taxonomy(name),
        }

    def terms(self, kinds: list[str]) -> list[Tree]:
        """Every topic that services can have, the kinds there are, the usual facts of a source."""
        about = [self.term(TOPICS, topic.id) for topic in topics().values() if topic.has_guide]
        return [
            *about,
            *(self.term(KINDS, kind) for kind in kinds),
            *(self.term(SOURCE, fact) for fact in SOURCE_FACTS),
        ]

    def attribute(self, entity: str, record: str, name: str, code: str, value: str | None = None) -> Tree:
        """The term as a property of the record of an entity (`service`, `organization`)."""
        term = self.term(name, code)
        found = {
            "id": identifier("attribute", f"{record}:{name}:{code}"),
            "link_id": record,
            "link_entity": entity,
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
        }
        return found if value is None else found | {"value": value}


def taxonomy(name: str) -> Tree:
    """One of the three."""
    return {"id": identifier("taxonomy", name), "name": name, "description": _MEANING[name]}


def _description(name: str, code: str) -> str:
    if name == TOPICS:
        return topics()[code].about if code in topics() else code
    if name == SOURCE:
        return SOURCE_FACTS.get(code, f"A fact of the source: {_readable(code)}.")
    return f"The organization is of the kind {_readable(code).lower()}."


def _readable(code: str) -> str:
    return code.replace("_", " ").capitalize()
