"""What the knowledge base has for a topic, as Rasa's actions and the plain search ask it."""

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.clock import today
from foundation.topics import topics
from knowledge.directory.repository import nearest_services
from knowledge.freshness.rules import offered_since
from knowledge.places.gazetteer import Gazetteer

# As many as fit on a small screen without losing the rest of the answer.
SHOWN = 3
# Kilometres: about an hour by public transport. Farther away is not near.
WITHIN = 50.0


async def entries_for(session: AsyncSession, gazetteer: Gazetteer, topic: str, near: str | None) -> list[str]:
    """Ids of the entries to show for `topic` near a municipality's code; none while the place is not known."""
    place = gazetteer.by_code(near) if near else None
    if place is None or topics()[topic].kind != "directory":
        return []
    since = offered_since(today())
    return await nearest_services(session, topic, place.latitude, place.longitude, SHOWN, WITHIN, since)
