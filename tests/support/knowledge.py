"""Records of the knowledge base for tests."""

from uuid import uuid4

from foundation.database import Sessions
from knowledge.directory.models import Organization


async def an_organization(sessions: Sessions, name: str) -> str:
    """Store an association of this name; its id."""
    identifier = str(uuid4())
    async with sessions.begin() as session:
        session.add(Organization(id=identifier, name=name, kind="association"))
    return identifier
