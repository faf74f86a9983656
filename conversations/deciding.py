"""What Rasa decides, and what staff have said that a word means where Rasa is not sure."""

from collections.abc import Iterable
from dataclasses import replace

from conversations.rasa import Decision, Question, RasaClient
from foundation.database import Sessions, reading
from knowledge.search.naming.meant import meant

# From here on a guess is right in 99 of 100 questions: no word overrules it.
SURE = 0.9


async def decide(rasa: RasaClient, sessions: Sessions, question: Question) -> list[Decision]:
    """What to say to `question`. Raises AssistantDownError.

    Where Rasa is not sure and words stand in the question that staff have said to mean a topic, it is that topic, as
    if she had chosen it: `named` are the words.
    """
    decisions = await rasa.decide(question)
    if question.choice or not _is_unsure(decisions):
        return decisions
    async with reading(sessions) as session:
        named = await meant(session, question.text)
    if named is None:
        return decisions
    chosen = await rasa.decide(replace(question, text="", choice=named.topic, place=None))
    return [{**decision, "named": named.words} for decision in chosen]


def _is_unsure(decisions: Iterable[Decision]) -> bool:
    return any(row["say"] == "ask_back" or (row.get("confidence") or 0.0) < SURE for row in decisions)
