"""Ambiti: which municipalities a team of mediators serves."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from conversations.rota import repository
from conversations.rota.checks import Fault, ambito_faults, refuse, refuse_changed
from conversations.rota.marks import ambito_mark
from conversations.rota.models import Ambito
from foundation.errors import NotFoundError
from foundation.text import cleaned


async def territories(session: AsyncSession) -> dict[str, frozenset[str]]:
    """The municipalities (ISTAT codes) of each ambito by its id, as `routing.rank` takes them."""
    return {ambito.id: frozenset(ambito.municipalities) for ambito in await repository.ambiti(session)}


async def ambiti(session: AsyncSession) -> list[Ambito]:
    """All of them by name."""
    return await repository.ambiti(session)


async def ambito(session: AsyncSession, identifier: str) -> Ambito:
    """The one with this id. Raises NotFoundError."""
    found = await repository.ambito(session, identifier)
    if found is None:
        raise NotFoundError("There is no such ambito.", identifier=identifier)
    return found


async def save_ambito(
    session: AsyncSession, identifier: str | None, name: str, municipalities: Sequence[str], seen: str | None = None
) -> Ambito:
    """Change one, or make one where `identifier` is None. Raises InvalidInputError, NotFoundError.

    `seen` is the mark of what the form was filled from: what somebody else saved since is not written over.
    """
    name = " ".join(cleaned(name).split())
    taken = {other.name.casefold() for other in await repository.ambiti(session) if other.id != identifier}
    refuse(ambito_faults(name, municipalities, taken))
    if identifier is None:
        found = Ambito(id=str(uuid4()))
        session.add(found)
    else:
        found = await ambito(session, identifier)
        refuse_changed("ambito", seen, ambito_mark(found.name, found.municipalities))
    found.name, found.municipalities = name, list(dict.fromkeys(municipalities))
    try:
        await session.flush()
    except IntegrityError:
        # Somebody else took the name a moment ago.
        refuse([Fault("name", "name_taken", {"name": name})])
    return found


async def remove_ambito(session: AsyncSession, identifier: str) -> None:
    """Remove one to which nobody is bound. Raises NotFoundError, InvalidInputError.

    Without this rule a mediator bound to nothing else would all at once serve everywhere.
    """
    found = await ambito(session, identifier)
    bound = await repository.names_bound_to(session, identifier)
    refuse([Fault("ambito", "still_bound", {"names": ", ".join(bound)})] if bound else [])
    await session.delete(found)
