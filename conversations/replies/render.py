"""From what Rasa decided to what is said. The one place where sentences come from, for every channel."""

from collections.abc import Awaitable, Callable, Mapping

from conversations.rasa import Decision
from conversations.replies.entries import as_data, contact_lines, hours_line, load
from conversations.replies.handoff import handoff_reply
from conversations.replies.reply import Choice, Reply, Scene, answer_of, person_choice, tell_choice
from conversations.replies.sections import section_reply
from conversations.replies.topic import topic_reply
from foundation.errors import AssistantDownError
from foundation.languages import languages
from knowledge.guides.service import titles

Renderer = Callable[[Scene, Decision], Awaitable[list[Reply]]]


def language_choices() -> list[Choice]:
    """One button for each language replies exist in, in its own name."""
    return [{"title": row.name, "value": f"language:{row.code}"} for row in languages().values() if row.answered]


async def topic_choices(scene: Scene, identifiers: list[str]) -> list[Choice]:
    """Buttons for topics, by the titles of their guides; dialogue topics have none."""
    known = await titles(scene.session, scene.language)
    return [{"title": known[topic], "value": f"topic:{topic}"} for topic in identifiers if topic in known]


async def _ask_back(scene: Scene, decision: Decision) -> list[Reply]:
    choices = await topic_choices(scene, decision["candidates"])
    key = "ask_back.question" if choices else "ask_back.rephrase"
    answer = answer_of(None, decision.get("confidence"), scene.language)
    choices += [person_choice(scene), tell_choice(scene)]
    return [Reply(scene.say(key), scene.language, choices=choices, answer=answer)]


async def _answer_wrong(scene: Scene, decision: Decision) -> list[Reply]:
    choices = await topic_choices(scene, decision["candidates"])
    key = "ask_back.sorry" if choices else "ask_back.rephrase"
    return [_dialogue(scene, decision, key, [*choices, person_choice(scene), tell_choice(scene)])]


def _dialogue(scene: Scene, decision: Decision, key: str, choices: list[Choice]) -> Reply:
    answer = answer_of(decision["topic"], decision.get("confidence"), scene.language)
    return Reply(scene.say(key), scene.language, choices=choices, answer=answer)


async def _words(scene: Scene, decision: Decision) -> list[Reply]:
    offered = decision["topic"] in ("out_of_scope", "what_can_you_do")
    choices = [person_choice(scene)] if offered else []
    if decision["topic"] == "out_of_scope":
        choices.append(tell_choice(scene))
    return [_dialogue(scene, decision, f"dialogue.{decision['topic']}", choices)]


async def _privacy(scene: Scene, decision: Decision) -> list[Reply]:
    choices = [
        {"title": scene.say("privacy.delete"), "value": "erase:yes"},
        {"title": scene.say("privacy.keep"), "value": "erase:no"},
    ]
    return [_dialogue(scene, decision, "dialogue.privacy_erase", choices)]


async def _change_language(scene: Scene, decision: Decision) -> list[Reply]:
    key = "language.changed" if decision.get("changed") else "language.ask"
    choices = [] if decision.get("changed") else language_choices()
    return [_dialogue(scene, decision, key, choices)]


async def _about_shown(scene: Scene, decision: Decision) -> list[Reply]:
    found = await load(scene, decision["entries"])
    if not found:
        return [_dialogue(scene, decision, "shown.nothing", [])]
    line = hours_line if decision["topic"] == "opening_hours" else contact_lines
    shown = [as_data(entry) for entry in found]
    answer = answer_of(decision["topic"], decision.get("confidence"), scene.language, entries=shown)
    return [Reply("\n".join(line(scene, entry) for entry in found), scene.language, answer=answer)]


async def _place_noted(scene: Scene, decision: Decision) -> list[Reply]:
    town = scene.near.name if scene.near else ""
    return [Reply(scene.say("place.noted", town=town), scene.language)]


_RENDERERS: Mapping[str, Renderer] = {
    "topic": topic_reply,
    "entries": topic_reply,
    "section": section_reply,
    "ask_back": _ask_back,
    "answer_wrong": _answer_wrong,
    "greet": _words,
    "thanks": _words,
    "goodbye": _words,
    "what_can_you_do": _words,
    "out_of_scope": _words,
    "privacy_erase": _privacy,
    "change_language": _change_language,
    "human_handoff": handoff_reply,
    "opening_hours": _about_shown,
    "contact_details": _about_shown,
    "place_noted": _place_noted,
}


async def render(scene: Scene, decision: Decision) -> list[Reply]:
    """The messages a decision becomes. Raises AssistantDownError for a decision nobody agreed on."""
    renderer = _RENDERERS.get(decision.get("say", ""))
    if renderer is None:
        raise AssistantDownError("The assistant said something unknown.", cause=repr(decision.get("say")))
    return await renderer(scene, decision)
