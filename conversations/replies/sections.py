"""The answer to a short question about a guide: the sections asked for, and the way to the rest."""

from collections.abc import Sequence

from conversations.rasa import Decision
from conversations.replies.entries import as_data, load
from conversations.replies.reply import Choice, Reply, Scene, person_choice
from conversations.replies.topic import expired, guide_answer, notes, section_text
from foundation.catalogue import message
from foundation.topics import topics
from knowledge.freshness.rules import is_offered
from knowledge.guides.service import GuideView, guide_for

# Asked of a place, not of a guide: no guide says it.
HOURS = "hours"


async def section_reply(scene: Scene, decision: Decision) -> list[Reply]:
    """The sections of `decision["topic"]`'s guide that were asked for, in its language, with sources and notes."""
    topic = topics()[decision["topic"]]
    guide = await guide_for(scene.session, topic.id, scene.language)
    if topic.kind == "guide" and not is_offered(guide.checked_on, scene.moment.date()):
        return [expired(scene, decision, guide)]
    asked: Sequence[str] = decision["sections"]
    texts = [text for name in asked if (text := _section(scene, guide, name))]
    choices: list[Choice] = [{"title": scene.say("section.rest"), "value": f"topic:{topic.id}"}]
    missing = len(texts) < len(asked)
    if missing:
        texts.append(scene.say("section.missing"))
    if missing or topic.kind == "urgent" or HOURS in asked:
        choices.append(person_choice(scene))
    if topic.kind == "directory" and "where" in asked and scene.near is None:
        texts.append(scene.say("place.ask"))
        choices.append({"title": scene.say("place.share"), "value": "place:share"})
    found = await load(scene, decision.get("entries", [])) if "where" in asked else []
    parts = [guide.sections["title"], *_before(guide, asked, topic.kind), *texts, *notes(scene, guide)]
    answer = guide_answer(decision, guide, [as_data(entry) for entry in found])
    return [Reply("\n\n".join(parts), guide.language, choices=choices, answer=answer)]


def _before(guide: GuideView, asked: Sequence[str], kind: str) -> list[str]:
    """The summary, where a section alone could mislead: it has deadlines, amounts, the numbers to call in danger."""
    return [guide.sections["summary"]] if kind == "urgent" or {"time", "what"} & set(asked) else []


def _section(scene: Scene, guide: GuideView, name: str) -> str:
    if name == HOURS:
        return scene.say("section.hours")
    text = section_text(guide, name)
    if name != "where" or not text:
        return text
    phones = [
        message("contact.phone", guide.language, phone=f"{row['number']} ({row['name']})") for row in guide.phones
    ]
    return "\n".join([text, *phones])
