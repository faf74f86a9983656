"""Short questions about what was just read: how much, which documents, how long, where."""

from dataclasses import dataclass

from actions.decisions import FOLLOW_UPS, OFFERED, Turn
from actions.people import only_people
from foundation.topics import topics
from knowledge.guides.sections import Asked, section_words

# Words: longer than this it is a story with a topic of its own.
SHORT = 12
# A word or two beside those of a section name nothing yet ("how much is the *kit*?"), unless the model is surer than
# this. Measured on the test questions, each asked after another topic: 8 of 4,522 are taken for follow-ups.
SURE = 0.9
# Below it, and up to so many words, a clear word of a section counts whatever stands beside.
UNSURE, SHORTER = 0.5, 9
# So few words, of which the model is no surer, are about what was just read or about anything: 13 of the 4,522 test
# questions, half of them understood wrongly, and every other follow-up whose words are in no list.
VAGUE, SHORTEST = 0.8, 5


@dataclass(frozen=True)
class FollowUp:
    """What to say to a follow-up: `say` with what is `asked`, about `topic`."""

    say: str
    topic: str
    sections: tuple[str, ...] = ()


def follow_up(turn: Turn) -> FollowUp | None:
    """What a short question asks of what was last answered; None when nothing was, or it asks something else."""
    if turn.about is None or not topics()[turn.about].has_guide or turn.choice:
        return None
    asked = section_words().asked(turn.said)
    if asked.words > SHORT:
        return None
    if sections := _sections(turn, turn.about, asked):
        if turn.shown and sections == ("where",):
            return FollowUp("contact_details", "contact_details")
        return FollowUp("section", turn.about, sections)
    return _of_no_place(turn, turn.about)


def _sections(turn: Turn, about: str, asked: Asked) -> tuple[str, ...]:
    """The sections asked for, unless the message names another topic or is about the entries shown."""
    if turn.shown and turn.intent in FOLLOW_UPS:
        return ()
    if asked.only:
        return asked.sections
    first = turn.ranking[0] if turn.ranking else about
    if first == about:
        return asked.clear
    if topics()[first].kind == "urgent":
        return ()
    if asked.words > SHORTER or turn.best >= SURE:
        return ()
    if asked.beside == 1:
        return asked.sections
    return asked.clear if asked.beside == 2 or turn.best < UNSURE else ()


def _of_no_place(turn: Turn, about: str) -> FollowUp | None:
    """Hours or phone while no entry was shown: all that is known is where the guide sends people."""
    if turn.shown or turn.intent not in FOLLOW_UPS or turn.best < UNSURE:
        return None
    return FollowUp("section", about, ("hours", "where") if turn.intent == "opening_hours" else ("where",))


def unclear(turn: Turn) -> list[str]:
    """The topics to ask back with when a few words could mean anything: what was answered first.

    That is when they follow an answer, or say whom it is about and no more (“my husband”), of which the model makes a
    cry for help: the words of danger are full of husbands and children. Empty when it is clear enough.
    """
    if turn.choice or not (only_people(turn.text) or _vague(turn)):
        return []
    told = [turn.about] if turn.about and topics()[turn.about].has_guide else []
    return [*told, *turn.offered(without=turn.about)][:OFFERED]


def _vague(turn: Turn) -> bool:
    """Whether it follows an answer in few words, and is neither a cry for help nor about the entries shown."""
    if turn.about is None or turn.best >= VAGUE or not turn.ranking:
        return False
    first = turn.ranking[0]
    about_shown = turn.shown and turn.about_shown()
    if first == turn.about or topics()[first].kind == "urgent" or about_shown or turn.intent in FOLLOW_UPS:
        return False
    return section_words().asked(turn.said).words <= SHORTEST and topics()[turn.about].has_guide
