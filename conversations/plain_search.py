"""Without Rasa a person still gets something: a plain search of the guides and a menu, said to be that."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.replies import Reply, Scene
from conversations.replies.render import topic_choices
from conversations.replies.reply import answer_of, person_choice
from foundation.topics import topics
from knowledge.answers import entries_for
from knowledge.search.service import search
from knowledge.search.words import says_something

# What most people ask; offered when no word of hers is found.
MENU = ("permit_renewal", "italian_course", "school_enrolment", "job_search", "health_registration")
OFFERED = 4


async def decide_topic(scene: Scene, topic: str) -> dict[str, Any]:
    """The decision Rasa would have made for a topic chosen by button."""
    near = scene.near.code if scene.near else None
    entries = await entries_for(scene.session, scene.gazetteer, topic, near)
    return {"say": "topic", "topic": topic, "confidence": 1.0, "entries": entries}


async def find_topics(session: AsyncSession, text: str) -> list[str]:
    """Topics of the guides that a search for `text` finds, best first; of danger only those that have all its words."""
    if not says_something(text):
        return []
    page = await search(session, text, kinds=("guide",), limit=OFFERED)
    found = [topics()[hit.id] for hit in page.found]
    return [topic.id for place, topic in enumerate(found) if place < page.complete or topic.kind != "urgent"]


async def search_reply(scene: Scene, text: str) -> Reply:
    """What a plain search of the guides finds, as buttons; the menu when it finds nothing."""
    found = await find_topics(scene.session, text) if text else []
    choices = await topic_choices(scene, found or list(MENU))
    answer = answer_of(None, None, scene.language)
    return Reply(scene.say("assistant.down"), scene.language, choices=[*choices, person_choice(scene)], answer=answer)
