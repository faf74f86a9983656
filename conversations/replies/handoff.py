"""What is said to somebody who asks for a human being: honestly, from the rota."""

from collections.abc import Mapping

from conversations.handoff import repository
from conversations.handoff.outlook import Outlook, outlook
from conversations.rasa import Decision
from conversations.replies.entries import when
from conversations.replies.reply import Choice, Reply, Scene, answer_of
from conversations.rota.routing import Presence

# What is said of each forecast: with a translator in the house, and without one.
_KEYS: Mapping[Presence, tuple[str, str]] = {
    Presence.HERE: ("handoff.here", "handoff.here"),
    Presence.LATER: ("handoff.later", "handoff.later"),
    Presence.WITH_TRANSLATION_HERE: ("handoff.here_translated", "handoff.here_untranslated"),
    Presence.WITH_TRANSLATION_LATER: ("handoff.later_translated", "handoff.later_untranslated"),
    Presence.NOBODY: ("handoff.asked", "handoff.asked"),
}


def waiting_choices(scene: Scene) -> list[Choice]:
    """What she can do while she waits."""
    return [
        {"title": scene.say("handoff.message_choice"), "value": "handoff:message"},
        {"title": scene.say("handoff.callback_choice"), "value": "handoff:callback"},
        {"title": scene.say("handoff.desk_choice"), "value": "topic:immigration_desk"},
        {"title": scene.say("handoff.withdraw_choice"), "value": "handoff:withdraw"},
    ]


def outlook_text(scene: Scene, seen: Outlook, translator: bool) -> str:
    """The outlook in words; `translator` tells whether messages can be translated here."""
    forecast = seen.forecast
    moment = when(forecast.when, scene.language) if forecast.when else ""
    with_one, without = _KEYS[forecast.kind]
    parts = [scene.say(with_one if translator else without, when=moment)]
    if forecast.kind is not Presence.NOBODY:
        parts.append(scene.say("handoff.ahead", count=seen.ahead) if seen.ahead else scene.say("handoff.next"))
        parts.append(scene.say("handoff.meanwhile"))
    return " ".join(parts)


async def handoff_reply(scene: Scene, decision: Decision) -> list[Reply]:
    """The reply to a wish for a person; one who waits already is told how it stands now."""
    held = await repository.open_handoff(scene.session, decision.get("conversation") or "")
    spoken = decision.get("spoken") or scene.language
    seen = await outlook(scene.session, scene.moment, spoken, held)
    text = outlook_text(scene, seen, bool(decision.get("translator")))
    if decision.get("waiting") and seen.forecast.kind is Presence.NOBODY:
        text = scene.say("handoff.waiting")
    answer = answer_of(decision["topic"], decision.get("confidence"), scene.language)
    return [Reply(text, scene.language, choices=waiting_choices(scene), answer=answer)]
