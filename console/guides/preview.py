"""A text as the person will see it in the chat, worded by the assistant's own code."""

from connectors.web.house import House
from console.guides.bubbles import Bubble, bubble
from console.guides.work import Work
from conversations.replies import Reply, Scene
from conversations.replies.topic import guide_text, topic_reply
from foundation.clock import now
from foundation.database import reading
from foundation.topics import topics
from knowledge.editing import Content
from knowledge.guides.service import trying
from knowledge.guides.trial import draft_view


async def preview(house: House, work: Work, content: Content) -> list[Bubble]:
    """The answer to the topic, and the whole guide where the answer only begins with it."""
    topic, language = work.subject.id, work.subject.language
    view = draft_view(topic, language, content, work.guide)
    async with reading(trying(house.sessions, {(topic, language): view})) as session:
        scene = Scene(session, language, house.assistant.gazetteer, now(), None)
        replies = await topic_reply(scene, {"say": "topic", "topic": topic, "confidence": None})
    if topics()[topic].kind == "directory":
        replies.append(Reply(guide_text(view), language, answer={"topic": topic}))
    return [bubble(reply, language) for reply in replies]
