"""What a person sent in Telegram, opened by the mediator who helps her."""

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from accounts.audit import record as audit
from connectors.telegram.channel import Channel
from connectors.telegram.files import fetch
from console.desk.api import OnDesk, actor_of
from console.guard import TheHouse, Visitor
from conversations.desk.view import readable
from conversations.models import Message
from conversations.repository import messages_after
from foundation.database import reading
from foundation.errors import ForbiddenError, NotFoundError

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
# Shown by the browser itself; everything else is saved, and nothing in it may run.
_SHOWN = ("image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/mpeg", "video/mp4", "application/pdf")


@router.get("/conversations/{conversation_id}/files/{position}")
async def open_file(
    conversation_id: str, position: int, visitor: OnDesk, house: TheHouse, request: Request
) -> StreamingResponse:
    """The file of a message, streamed from Telegram; 403 for who has not taken the conversation."""
    message = await _message(house, visitor, conversation_id, position)
    media = (message.content if message else {}).get("media") or {}
    channel: Channel | None = getattr(request.app.state, "telegram_channel", None)
    if channel is None or not media.get("file_id"):
        raise NotFoundError("There is no such file.")
    fetched = await fetch(channel, media["file_id"])
    async with house.sessions.begin() as session:
        await audit(session, visitor.account_id, "conversation.file_opened", conversation_id, position=position)
    kind = media.get("type") if media.get("type") in _SHOWN else "application/octet-stream"
    way = "inline" if kind in _SHOWN else "attachment"
    headers = {
        "Content-Disposition": f'{way}; filename="{media["kind"]}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(fetched.chunks(), media_type=kind, headers=headers)


async def _message(house: TheHouse, visitor: Visitor, conversation_id: str, position: int) -> Message | None:
    actor = actor_of(visitor)
    async with reading(house.sessions) as session:
        _, handoff = await readable(session, actor, conversation_id)
        if not actor.coordinator and handoff.taken_by != actor.account_id:
            raise ForbiddenError("Take the conversation first.")
        found = await messages_after(session, conversation_id, position - 1, limit=1)
    return next((row for row in found if row.position == position), None)
