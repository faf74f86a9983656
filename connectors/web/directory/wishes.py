"""The parameters of the interface, as a wish to the knowledge base."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Depends, Query
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.directory.answers import Tree
from foundation.errors import InvalidInputError
from knowledge.exporting import repository
from knowledge.exporting.vocabulary import KINDS, TOPICS, Vocabulary
from knowledge.exporting.wish import Near, Wish

Status = Literal["active", "inactive", "defunct", "temporarily closed", "any"]
TermId = Annotated[
    str | None,
    Query(max_length=60, description="A topic or a kind of organization: the term's id, or its code."),
]
Search = Annotated[
    str | None, Query(min_length=1, max_length=200, description="Words in the name of service or organization.")
]


def near(
    latitude: Annotated[float | None, Query(ge=-90, le=90, description="Degrees, WGS 84.")] = None,
    longitude: Annotated[float | None, Query(ge=-180, le=180, description="Degrees, WGS 84.")] = None,
    proximity: Annotated[float | None, Query(gt=0, le=100_000, description="Metres around the position.")] = None,
) -> Near | None:
    """A circle; the nearest come first. Raises InvalidInputError when only a part of it is given."""
    if latitude is None and longitude is None and proximity is None:
        return None
    if latitude is None or longitude is None or proximity is None:
        raise InvalidInputError("Give latitude, longitude and proximity together.")
    return Near(latitude, longitude, proximity)


class Asked:
    """The parameters that services, and services at locations, have in common."""

    def __init__(
        self,
        circle: Annotated[Near | None, Depends(near)],
        taxonomy_term_id: TermId = None,
        organization_id: Annotated[str | None, Query(max_length=36, description="Of this organization only.")] = None,
        modified_after: Annotated[
            datetime | None, Query(description="Changed since; UTC where no zone is said.")
        ] = None,
        status: Annotated[Status, Query(description="Ours: HSDS has no such parameter.")] = "active",
    ) -> None:
        self.term = taxonomy_term_id
        since = modified_after.replace(tzinfo=UTC) if modified_after and not modified_after.tzinfo else modified_after
        statuses = () if status == "any" else (status,)
        self._wish = Wish(statuses, organization_id=organization_id, modified_after=since, near=circle)

    async def wish(self, session: AsyncSession) -> Wish:
        """The wish; a term that does not exist is one that nothing has."""
        if self.term is None:
            return self._wish
        known = await find_term(session, self.term)
        field = {TOPICS: "topic", KINDS: "kind"}.get(known["taxonomy"]) if known else None
        return replace(self._wish, **({field: known["code"]} if known and field else {"among": ()}))


async def find_term(session: AsyncSession, term: str) -> Tree | None:
    """The term with this id or code."""
    terms = Vocabulary({}).terms(await repository.kinds(session))
    return next((found for found in terms if term in (found["id"], found["code"])), None)
