"""The answer to a topic: its guide, the nearest entries, what it rests on."""

from typing import Any

from conversations.rasa import Decision
from conversations.replies.entries import as_data, load
from conversations.replies.reply import Choice, Reply, Scene, answer_of, person_choice
from foundation.catalogue import has_message, message
from foundation.topics import topics
from knowledge.freshness.rules import is_offered
from knowledge.guides.service import GuideView, guide_for


def _numbered(title: str, items: list[str], bullet: str | None = None) -> str:
    lines = [f"{bullet or f'{number}.'} {item}" for number, item in enumerate(items, 1)]
    return "\n".join([f"{title}:", *lines])


def section_text(guide: GuideView, name: str) -> str:
    """One section of the guide with its heading, in the language the guide is served in; empty when it has none."""
    content, heading = guide.sections.get(name), message(f"guide.{name}", guide.language)
    if isinstance(content, list):
        return _numbered(heading, content, "•" if name == "documents" else None) if content else ""
    return f"{heading}: {content}" if content else ""


def guide_text(guide: GuideView) -> str:
    """The whole guide as plain text in the language it is served in."""
    parts = [guide.sections["title"], guide.sections["summary"]]
    parts += [section_text(guide, name) for name in ("steps", "documents", "cost", "time", "where", "warning")]
    return "\n\n".join(part for part in parts if part)


def _short_text(guide: GuideView) -> str:
    return f"{guide.sections['title']}\n\n{guide.sections['summary']}"


def notes(scene: Scene, guide: GuideView) -> list[str]:
    """What she must know of a guide: another language, a translation nobody read, facts nobody checked."""
    lines = []
    if guide.language != scene.language:
        lines.append(scene.say("note.other_language"))
    elif guide.translation in ("unreviewed", "machine"):
        lines.append(scene.say(f"note.{guide.translation}"))
    if guide.checked_on is None:
        lines.append(scene.say("note.unchecked"))
    return lines


def guide_answer(decision: Decision, guide: GuideView, shown: list[dict[str, Any]]) -> dict[str, Any]:
    """The answer as data: what it rests on, who checked it, how it was translated, and the entries `shown`."""
    return answer_of(
        decision["topic"],
        decision.get("confidence"),
        guide.language,
        sources=guide.sources,
        checked_on=guide.checked_on.isoformat() if guide.checked_on else None,
        checked_by=guide.checked_by,
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
    if not is_offered(guide.checked_on, scene.moment.date()):
        return [expired(scene, decision, guide)]
    text = "\n\n".join([guide_text(guide), *notes(scene, guide)])
    return [Reply(text, guide.language, answer=guide_answer(decision, guide, []))]


def expired(scene: Scene, decision: Decision, guide: GuideView) -> Reply:
    """Nobody has checked it for too long: not what it says, but who knows."""
    parts = [guide.sections["title"], scene.say("guide.expired"), section_text(guide, "where")]
    text = "\n\n".join(part for part in parts if part)
    return Reply(text, scene.language, choices=[person_choice(scene)], answer=guide_answer(decision, guide, []))


def _urgent(scene: Scene, decision: Decision, guide: GuideView) -> Reply:
    parts = [guide_text(guide), scene.say("handoff.urgent")]
    spoken = decision.get("spoken")
    key = f"urgent.{decision['topic']}"
    if spoken and spoken != guide.language and has_message(key, spoken):
        # Danger is answered in her own language even where guides are not there yet.
        parts.insert(0, message(key, spoken))
    return Reply(
        "\n\n".join(parts), guide.language, choices=[person_choice(scene)], answer=guide_answer(decision, guide, [])
    )


async def _directory(scene: Scene, decision: Decision, guide: GuideView) -> Reply:
    found = await load(scene, decision.get("entries", []))
    parts = [_short_text(guide)] if decision.get("say") == "topic" else []
    choices: list[Choice] = []
    if scene.near is None:
        parts.append(scene.say("place.ask"))
        choices.append({"title": scene.say("place.share"), "value": "place:share"})
    elif found:
        parts.append(scene.say("entries.near", town=scene.near.name))
        if any(entry.checked_on is None for entry in found):
            parts.append(scene.say("entries.unchecked"))
    else:
        parts += [scene.say("entries.none", town=scene.near.name), section_text(guide, "where")]
        choices.append(person_choice(scene))
    shown = [as_data(entry) for entry in found]
    return Reply("\n\n".join(parts), scene.language, choices=choices, answer=guide_answer(decision, guide, shown))
