"""The answer to a topic: its guide, the nearest entries, what it rests on."""

from typing import Any

from conversations.rasa import Decision
from conversations.replies.entries import as_data, load
from conversations.replies.reply import Choice, Reply, Scene, answer_of, person_choice
from foundation.catalogue import has_message, message
from foundation.topics import topics
from knowledge.guides.service import GuideView, guide_for


def _numbered(title: str, items: list[str], bullet: str | None = None) -> str:
    lines = [f"{bullet or f'{number}.'} {item}" for number, item in enumerate(items, 1)]
    return "\n".join([f"{title}:", *lines])


def guide_text(guide: GuideView) -> str:
    """The whole guide as plain text in the language it is served in."""
    sections, language = guide.sections, guide.language
    parts = [sections["title"], sections["summary"]]
    parts.append(_numbered(message("guide.steps", language), sections["steps"]))
    if sections.get("documents"):
        parts.append(_numbered(message("guide.documents", language), sections["documents"], "•"))
    rest = [name for name in ("cost", "time", "where", "warning") if sections.get(name)]
    parts += [f"{message(f'guide.{name}', language)}: {sections[name]}" for name in rest]
    return "\n\n".join(parts)


def _short_text(guide: GuideView) -> str:
    return f"{guide.sections['title']}\n\n{guide.sections['summary']}"


def _notes(scene: Scene, guide: GuideView) -> list[str]:
    notes = []
    if guide.language != scene.language:
        notes.append(scene.say("note.other_language"))
    elif guide.translation in ("unreviewed", "machine"):
        notes.append(scene.say(f"note.{guide.translation}"))
    if guide.checked_on is None:
        notes.append(scene.say("note.unchecked"))
    return notes


def _answer(decision: Decision, guide: GuideView, shown: list[dict[str, Any]]) -> dict[str, Any]:
    return answer_of(
        decision["topic"],
        decision.get("confidence"),
        guide.language,
        sources=guide.sources,
        checked_on=guide.checked_on.isoformat() if guide.checked_on else None,
        translation=guide.translation,
        entries=shown,
    )


async def topic_reply(scene: Scene, decision: Decision) -> list[Reply]:
    """The reply to a topic, in the way of its kind."""
    kind = topics()[decision["topic"]].kind
    guide = await guide_for(scene.session, decision["topic"], scene.language)
    if kind == "urgent":
        return [_urgent(scene, decision, guide)]
    if kind == "directory":
        return [await _directory(scene, decision, guide)]
    text = "\n\n".join([guide_text(guide), *_notes(scene, guide)])
    return [Reply(text, guide.language, answer=_answer(decision, guide, []))]


def _urgent(scene: Scene, decision: Decision, guide: GuideView) -> Reply:
    parts = [guide_text(guide), scene.say("handoff.urgent")]
    spoken = decision.get("spoken")
    key = f"urgent.{decision['topic']}"
    if spoken and spoken != guide.language and has_message(key, spoken):
        # Danger is answered in her own language even where guides are not there yet.
        parts.insert(0, message(key, spoken))
    return Reply(
        "\n\n".join(parts), guide.language, choices=[person_choice(scene)], answer=_answer(decision, guide, [])
    )


async def _directory(scene: Scene, decision: Decision, guide: GuideView) -> Reply:
    found = await load(scene, decision.get("entries", []))
    parts = [_short_text(guide)] if decision.get("say") == "topic" else []
    choices: list[Choice] = []
    if scene.near is None:
        parts.append(scene.say("place.ask"))
        choices.append({"title": scene.say("place.share"), "value": "place:share"})
    elif found:
        parts += [scene.say("entries.near", town=scene.near.name), scene.say("entries.unchecked")]
    else:
        parts.append(scene.say("entries.none", town=scene.near.name))
        choices.append(person_choice(scene))
    shown = [as_data(entry) for entry in found]
    return Reply("\n\n".join(parts), scene.language, choices=choices, answer=_answer(decision, guide, shown))
