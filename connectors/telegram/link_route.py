"""`POST /api/v1/conversations/{id}/link`: a code with which the conversation goes on in Telegram too."""

from datetime import datetime

from fastapi import APIRouter, Request, status
from pydantic import BaseModel

from connectors.telegram.channel import Channel
from connectors.telegram.linking import new_code
from connectors.web.api import Own, TheHouse
from foundation.errors import NotReadyError

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])


class LinkCode(BaseModel):
    """The code, until when it is worth something, and the link that carries it into Telegram."""

    code: str
    expires_at: datetime
    link: str


@router.post("/{conversation_id}/link", status_code=status.HTTP_201_CREATED)
async def link(own: Own, request: Request, the_house: TheHouse) -> LinkCode:
    """A new code, worth one joining within ten minutes; 503 while Telegram is not connected."""
    the_house.limits.message(own.id)
    channel: Channel | None = getattr(request.app.state, "telegram_channel", None)
    if channel is None or not channel.username:
        raise NotReadyError("Telegram is not connected.")
    code, ends = await new_code(the_house.sessions, channel.secret, own.id)
    return LinkCode(code=code, expires_at=ends, link=f"https://t.me/{channel.username}?start=link_{code}")
