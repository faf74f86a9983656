"""A record as the editor finds it: what is served, the draft, and the page that shows both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData

from connectors.web.house import House
from console.guard import Visitor
from console.knowledge import organization_form, place_map, service_form
from console.knowledge.access import WRITERS, Record
from console.knowledge.doubles import doubles_of
from console.templates import page
from foundation.catalogue import has_message, message
from foundation.database import reading
from foundation.errors import NotFoundError
from foundation.topics import topics
from knowledge.directory.records import repository
from knowledge.editing import Content, Draft
from knowledge.guides.service import titles

_MOST_SERVICES = 200


@dataclass(frozen=True)
class Held:
    """What there is of a record. `content` is what the form shows; `version` the draft's, 0 without one."""

    served: Content | None
    draft: Draft | None
    content: Content

    @property
    def version(self) -> int:
        """What a form has seen of the draft."""
        return self.draft.version if self.draft else 0


async def held(house: House, record: Record, new: str = "") -> Held:
    """A record. `new` begins one: a service with its organization's id. Raises NotFoundError where nothing is."""
    served, draft = await house.editing.served(record.subject), await house.editing.draft(record.subject)
    content = draft.content if draft else served
    if content is None and new:
        content = service_form.blank(new) if record.area == "services" else organization_form.blank()
    if content is None:
        raise NotFoundError("There is no such record.", id=record.subject.id)
    return Held(served, draft, content)


def read_form(house: House, record: Record, form: FormData, before: Content) -> Content:
    """What was typed as the record's content."""
    if record.area == "services":
        return service_form.read_service(form, before, house.assistant.gazetteer)
    return organization_form.read_organization(form)


async def show(
    request: Request,
    visitor: Visitor,
    house: House,
    record: Record,
    found: Held,
    *,
    faults: Mapping[str, str] | None = None,
    refusal: str = "",
    status: int = 200,
) -> Response:
    """The form of a record: with `faults` (keys of sentences by field), or with the sentence of a refusal.

    Who may only read sees what people see, not the draft.
    """
    if visitor.role not in WRITERS and found.served is not None:
        found = Held(found.served, None, found.served)
    async with reading(house.sessions) as session:
        context = await _context(session, house, record, found, visitor.language)
    response = page(
        request,
        f"knowledge/pages/{record.subject.kind}.html",
        visitor,
        status,
        record=record,
        held=found,
        writes=visitor.role in WRITERS,
        faults=sentences(faults or {}, visitor.language),
        refusal=refusal,
        **context,
    )
    if record.area == "services":
        response.headers.update(place_map.headers(house.settings))
    return response


def sentences(faults: Mapping[str, str], language: str) -> dict[str, str]:
    """What is wrong, by field, in the reader's words."""
    return {name: message(key, language) for name, key in faults.items()}


async def _context(session: AsyncSession, house: House, record: Record, found: Held, language: str) -> dict[str, Any]:
    if record.area == "organizations":
        services = await repository.services_of(session, record.subject.id, _MOST_SERVICES)
        known = organization_form.organization_context(found.content)
        kinds = [(kind, kind_name(kind, language)) for kind in known["kinds"]]
        return known | {"services": services, "kinds": kinds}
    owner = str(found.content["organization_id"])
    return service_form.service_context(found.content, house.assistant.gazetteer, language) | {
        "map": place_map.described(house.settings, found.content.get("location") or {}),
        "organization_id": owner,
        "organization": await repository.organization_name(session, owner) or "",
        **_offered(await topic_names(session, language), found.content["topics"]),
        "doubles": await doubles_of(session, record.subject.id, found.content, language) if found.draft else [],
    }


def _offered(names: list[tuple[str, str]], chosen: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Topics that are answered with a directory, or chosen already; and those that are seldom needed."""
    first = [row for row in names if topics()[row[0]].kind == "directory" or row[0] in chosen]
    return {"topics_first": first, "topics_more": [row for row in names if row not in first]}


async def topic_names(session: AsyncSession, language: str) -> list[tuple[str, str]]:
    """The topics a service can answer, by the titles of their guides, those with a directory first."""
    names = await titles(session, language)
    known = [topic for topic in topics().values() if topic.has_guide]
    ranked = sorted(known, key=lambda topic: (topic.kind != "directory", names.get(topic.id, topic.id)))
    return [(topic.id, names.get(topic.id, topic.id)) for topic in ranked]


def kind_name(kind: str, language: str) -> str:
    """What an organization is, in the reader's language; a kind without a name stands for itself."""
    key = f"widget.kind_{kind}"
    return message(key, language) if has_message(key, language) else kind
