"""Where the person is, as far as her message says so."""

from typing import Any

from conversations.rasa import Question
from conversations.replies import Reply
from conversations.turn import Turn
from foundation.catalogue import message
from foundation.topics import topics
from knowledge.guides.sections import section_words
from knowledge.places.gazetteer import Gazetteer, Place, PlaceMatch

# A longer text is a question, not the name of a town.
TOWN_WORDS = 4


def _as_metadata(found: PlaceMatch | None) -> dict[str, Any] | None:
    if found is None:
        return None
    place = found.place
    return {"code": place.code, "name": place.name, "start": found.start, "end": found.end, "whole": found.whole}


def _asks(text: str) -> bool:
    """Whether `text` asks for a section of the guide ("how much?"), which is no town."""
    return section_words().asked(text).only


def which_place(turn: Turn, places: list[Place]) -> Turn:
    """Ask which of several towns she means, or say that none is known."""
    key = "place.which" if places else "place.unknown"
    choices = [{"title": f"{place.name} ({place.province})", "value": f"place:{place.code}"} for place in places]
    return turn.said(Reply(message(key, turn.language), turn.language, choices=choices))


def locate(gazetteer: Gazetteer, turn: Turn, text: str) -> tuple[Turn, Question | None]:
    """The turn with the town her text names, and the question for Rasa.

    No question when the town was asked for and her answer is none that is known: then the turn asks which.
    """
    found = gazetteer.find(text)
    if found is None and turn.known.asked_for_place and len(text.split()) <= TOWN_WORDS and not _asks(text):
        places = gazetteer.candidates(text)
        if places:
            return which_place(turn, places), None
    if found:
        turn = turn.learned(place_code=found.place.code)
    known = turn.known
    question = Question(
        conversation=known.conversation,
        text=text,
        place=_as_metadata(found),
        near=known.place_code,
        fresh=known.fresh_session,
        danger=known.topic if known.topic and topics()[known.topic].kind == "urgent" else None,
    )
    return turn, question
