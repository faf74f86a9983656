"""The assistant's part of a conversation: language, danger, place, Rasa, words — in this order."""

from dataclasses import dataclass, replace
from typing import Any

from conversations import beyond, calling, plain_search, tongue
from conversations.deciding import decide
from conversations.handoff import Reason
from conversations.language import LanguageIdentifier
from conversations.models import NOTICE, Message
from conversations.questions import wishes
from conversations.rasa import Decision, Question, RasaClient
from conversations.replies import Reply, Scene, render
from conversations.translation.service import Translation
from conversations.turn import Known, Turn
from conversations.urgent import UrgentPhrases
from conversations.whereabouts import locate
from conversations.yes_no import button_meant
from foundation.catalogue import FALLBACK
from foundation.catalogue import message as sentence
from foundation.clock import now
from foundation.database import Sessions, reading
from foundation.errors import AssistantDownError
from foundation.languages import languages
from foundation.topics import topics
from knowledge.places.gazetteer import Gazetteer


@dataclass(frozen=True)
class Assistant:
    """Everything an answer needs. `answer` changes nothing: what is to be stored comes back as a Turn."""

    sessions: Sessions
    rasa: RasaClient
    gazetteer: Gazetteer
    identifier: LanguageIdentifier
    urgent: UrgentPhrases
    translation: Translation

    async def answer(self, known: Known, message: Message) -> Turn:
        """The turn that `message` leads to."""
        return await beyond.reworded(self.translation, await self._answer(known, message))

    async def _answer(self, known: Known, message: Message) -> Turn:
        choice = message.content.get("choice")
        if choice:
            return await self._choice(Turn(known), str(choice))
        if "location" in message.content:
            return await self._location(Turn(known), message.content["location"])
        return await self._text(Turn(known), message.text)

    def listen(self, known: Known, message: Message) -> Turn:
        """The turn while a mediator has the conversation: nothing is said, danger still rings."""
        turn, choice = Turn(known), str(message.content.get("choice", ""))
        if choice == "erase:yes":
            return replace(turn, erase=True)
        if choice.startswith("language:") and languages()[choice[9:]].answered:
            return turn.learned(language=choice[9:])
        guess = self.identifier.identify(message.text, known.written_language)
        turn = replace(tongue.after_writing(turn, guess), replies=[])
        danger = self.urgent.find(message.text)
        return replace(turn, handoff=Reason.URGENT, handoff_topic=danger) if danger else turn

    async def _text(self, turn: Turn, text: str) -> Turn:
        if not any(character.isalnum() for character in text):
            return turn.said(Reply(sentence("message.no_words", turn.language), turn.language))
        if pressed := button_meant(text, turn.known.offered):
            return await self._choice(turn, pressed)
        guess = self.identifier.identify(text, turn.known.written_language)
        danger = self.urgent.find(text)
        if turn.known.leaves_message and not danger:
            return calling.kept(turn)
        turn = tongue.after_writing(turn, guess)
        if danger:
            return await self._danger(turn, danger, text)
        if tongue.is_foreign(guess):
            return await self._foreign(turn, guess.language, text)
        if turn.known.language is None:
            # Nobody should wait for an answer because she wrote two words: the likeliest language, and a question.
            return tongue.ask_for_language(await self._locate_and_ask(tongue.supposing(turn, guess), text))
        return await self._locate_and_ask(turn, text)

    async def _danger(self, turn: Turn, topic: str, text: str) -> Turn:
        decision = {"say": "topic", "topic": topic, "confidence": 1.0, "spoken": turn.known.written_language}
        return await self._say(turn, decision, text)

    async def _foreign(self, turn: Turn, language: str | None, text: str) -> Turn:
        """A language none of our sentences are in: through Italian where a translator is there, else honest."""
        italian = await beyond.in_italian(self.translation, text, language)
        if italian is None:
            return turn if turn.replies else tongue.ask_for_language(turn)
        # The notice that nobody understands her is not true then.
        turn = replace(turn, replies=[]).learned(language=FALLBACK)
        danger = self.urgent.find(italian)
        return await (self._danger(turn, danger, italian) if danger else self._locate_and_ask(turn, italian))

    async def _locate_and_ask(self, turn: Turn, text: str) -> Turn:
        turn, question = locate(self.gazetteer, turn, text)
        return await self._ask_rasa(turn, question) if question else turn

    async def _ask_rasa(self, turn: Turn, question: Question) -> Turn:
        try:
            decisions = await decide(self.rasa, self.sessions, question)
        except AssistantDownError:
            return await self._without_rasa(turn, question)
        for decision in decisions:
            turn = await self._say(turn, {**decision, "spoken": turn.known.written_language}, question.text)
        return turn

    async def _without_rasa(self, turn: Turn, question: Question) -> Turn:
        async with reading(self.sessions) as session:
            scene = self._scene(session, turn)
            if question.choice and question.choice in topics() and topics()[question.choice].has_guide:
                decision = await plain_search.decide_topic(scene, question.choice)
                return turn.said(*await render(scene, decision))
            return turn.said(await plain_search.search_reply(scene, question.text))

    async def _say(self, turn: Turn, decision: Decision, text: str) -> Turn:
        """Word one decision and draw what follows from it."""
        topic = decision.get("topic")
        if topic == "change_language" and (named := tongue.named_language(text)):
            turn, decision = turn.learned(language=named), {**decision, "changed": True}
        if topic == "human_handoff":
            known = turn.known
            facts = {"waiting": known.waiting_for_person, "conversation": known.conversation}
            decision = {**decision, **facts, "translator": self.translation.is_on}
        async with reading(self.sessions) as session:
            turn = turn.said(*await render(self._scene(session, turn), decision))
        return _with_consequences(turn, decision)

    async def _choice(self, turn: Turn, choice: str) -> Turn:
        kind, _, value = choice.partition(":")
        if kind == "language" and value in languages():
            return await self._language_chosen(turn, value)
        if kind == "place" and (place := self.gazetteer.by_code(value)):
            return await self._at(turn, place.code)
        if kind == "topic" and value in topics():
            return await self._ask_rasa(turn, self._question(turn, choice=value))
        if kind == "person":
            return await self._person(turn)
        if kind == "handoff":
            return calling.chosen(turn, value)
        if kind == "helpful":
            return calling.rated(turn, value == "yes")
        if kind == "question":
            return await wishes.chosen(self.sessions, turn, value)
        if choice == "erase:yes":
            return Turn(turn.known, erase=True)
        key = "privacy.kept" if choice == "erase:no" else "error.invalid_input"
        return turn.said(Reply(sentence(key, turn.language), turn.language))

    async def _person(self, turn: Turn) -> Turn:
        spoken = turn.known.written_language
        decision = {"say": "human_handoff", "topic": "human_handoff", "confidence": 1.0, "spoken": spoken}
        return replace(await self._say(turn, decision, ""), handoff=turn.known.call_reason)

    async def _language_chosen(self, turn: Turn, code: str) -> Turn:
        turn = turn.learned(language=code if languages()[code].answered else turn.language)
        if turn.known.question_to_repeat:
            return await self._locate_and_ask(turn, turn.known.question_to_repeat)
        return turn.said(Reply(sentence("language.changed", turn.language), turn.language, author=NOTICE))

    async def _location(self, turn: Turn, point: dict[str, Any]) -> Turn:
        place = self.gazetteer.nearest(point["latitude"], point["longitude"])
        return await self._at(turn, place.code)

    async def _at(self, turn: Turn, code: str) -> Turn:
        turn = turn.learned(place_code=code)
        return await self._ask_rasa(turn, self._question(turn, choice="inform_place"))

    def _question(self, turn: Turn, choice: str) -> Question:
        known = turn.known
        return Question(known.conversation, "", choice=choice, near=known.place_code, fresh=known.fresh_session)

    def _scene(self, session: Any, turn: Turn) -> Scene:
        near = self.gazetteer.by_code(turn.known.place_code) if turn.known.place_code else None
        return Scene(session, turn.language, self.gazetteer, now(), near)


def _with_consequences(turn: Turn, decision: Decision) -> Turn:
    """A danger or a request calls a person; what was understood is kept for who reads it later."""
    topic = decision.get("topic") or ""
    seen = {key: decision.get(key) for key in ("say", "topic", "confidence", "ranking", "scores", "entries", "named")}
    reason = None
    if topic in topics() and topics()[topic].kind == "urgent":
        reason = Reason.URGENT
    elif topic == "human_handoff":
        reason, topic = Reason.ASKED, turn.known.topic or ""
    if reason is None:
        return replace(turn, understanding=seen)
    return replace(turn, understanding=seen, handoff=reason, handoff_topic=topic or None)
