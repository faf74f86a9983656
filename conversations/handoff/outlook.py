"""What a person who asks for a human being can honestly be told: who is there, or when, and how many wait before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.handoff import repository
from conversations.models import Handoff
from conversations.rota.routing import Forecast, forecast
from conversations.rota.service import colleagues


@dataclass(frozen=True)
class Outlook:
    """`forecast` is the rota's; `ahead` is how many wait before her."""

    forecast: Forecast
    ahead: int


async def outlook(session: AsyncSession, moment: datetime, language: str, handoff: Handoff | None) -> Outlook:
    """The outlook at `moment` for somebody who speaks `language`.

    `handoff` is her own waiting request; None when it is still to be made.
    """
    seen = forecast(await colleagues(session), moment, language)
    return Outlook(seen, await repository.waiting_before(session, handoff))
