"""What is known of a conversation before its next turn, read from what was said."""

from sqlalchemy.ext.asyncio import AsyncSession

from conversations import repository
from conversations.calling import LEAVING
from conversations.handoff import Reason
from conversations.handoff.repository import open_handoff
from conversations.models import Conversation, Message
from conversations.turn import Known


async def known_before(session: AsyncSession, conversation: Conversation) -> Known:
    """What is known of a conversation before its next turn."""
    question = await repository.last_answered(session, conversation.id)
    replies = await repository.replies_to(session, conversation.id, question.external_id or "") if question else []
    offered = [row["value"] for reply in replies for row in reply.content.get("choices", [])]
    return Known(
        conversation=conversation.id,
        language=conversation.language,
        written_language=conversation.written_language,
        place_code=conversation.place_code,
        position=conversation.last_position,
        waiting_for_person=await open_handoff(session, conversation.id) is not None,
        leaves_message=LEAVING in offered,
        call_reason=_call_reason(question),
        topic=await repository.last_topic(session, conversation.id),
        asked_for_place=any(value.startswith("place:") for value in offered),
        question_to_repeat=_to_repeat(question) if any(value.startswith("language:") for value in offered) else None,
        offered=tuple(offered),
    )


def _call_reason(question: Message | None) -> Reason:
    """Why she would call a human being now: what she was last told did not help, or she was not understood."""
    seen = (question.understanding or {}) if question else {}
    if seen.get("topic") == "answer_wrong":
        return Reason.NOT_HELPED
    return Reason.NOT_UNDERSTOOD if seen.get("ranking") and not seen.get("topic") else Reason.ASKED


def _to_repeat(question: Message | None) -> str | None:
    """The text of a question worth answering again in another language; a wish to change it is not."""
    seen = (question.understanding or {}) if question else {}
    if question is None or seen.get("topic", "change_language") == "change_language":
        return None
    return question.text or None
