"""The actions of `bot/domain.yml`. They decide; they hold no sentence."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.decisions import Turn
from actions.follow_ups import follow_up, unclear
from foundation.database import Sessions, reading
from foundation.topics import topics
from knowledge.answers import entries_for
from knowledge.places.gazetteer import Gazetteer

Events = list[EventType]
Domain = dict[str, Any]


class _Action(Action):
    """An action with the knowledge base in hand. A question about what was just read goes before its own answer."""

    action_name: str

    def __init__(self, sessions: Sessions, gazetteer: Gazetteer) -> None:
        self._sessions = sessions
        self._gazetteer = gazetteer

    def name(self) -> str:
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> Events:
        turn = Turn.read(tracker)
        # What the lists of danger answered passed Rasa by: from now on that is what she was told last.
        told: Events = [SlotSet("topic", turn.danger), SlotSet("shown", [])] if turn.danger else []
        if found := follow_up(turn):
            known = {"sections": found.sections} if found.sections else {}
            decision = turn.decision(found.say, found.topic, entries=turn.shown, **known)
            dispatcher.utter_message(json_message=decision)
            return told
        if candidates := unclear(turn):
            dispatcher.utter_message(json_message=turn.decision("ask_back", None, candidates=candidates))
            return [*told, SlotSet("candidates", candidates)]
        return told + await self.answer(turn, dispatcher, tracker)

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        raise NotImplementedError

    async def _entries(self, topic: str, near: str | None) -> list[str]:
        async with reading(self._sessions) as session:
            return await entries_for(session, self._gazetteer, topic, near)


class ActionTopic(_Action):
    """Answer a topic: its guide, and the nearest entries when it is one of the directory."""

    action_name = "action_topic"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        entries = await self._entries(turn.intent, turn.near)
        dispatcher.utter_message(json_message=turn.decision("topic", turn.intent, entries=entries))
        return [
            SlotSet("topic", turn.intent),
            SlotSet("shown", entries),
            SlotSet("candidates", turn.offered(without=turn.intent)),
        ]


class ActionPlace(_Action):
    """A town was named: answer the topic that waits for it, or keep it for later."""

    action_name = "action_place"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        topic = turn.about
        if topic is None or topics()[topic].kind != "directory":
            dispatcher.utter_message(json_message=turn.decision("place_noted", None))
            return []
        entries = await self._entries(topic, turn.near)
        dispatcher.utter_message(json_message=turn.decision("entries", topic, entries=entries))
        return [SlotSet("shown", entries)]


class ActionAboutShown(_Action):
    """Hours, address or phone of what was just shown."""

    action_name = "action_about_shown"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message=turn.decision(turn.intent, turn.intent, entries=turn.shown))
        return []


class ActionAskBack(_Action):
    """Not sure enough: offer the best topics instead of guessing."""

    action_name = "action_ask_back"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if turn.shown and (asked := turn.about_shown()):
            dispatcher.utter_message(json_message=turn.decision(asked, asked, entries=turn.shown))
            return []
        if cry := turn.faint_cry():
            dispatcher.utter_message(json_message=turn.decision("topic", cry, entries=[]))
            return [SlotSet("topic", cry), SlotSet("shown", [])]
        candidates = turn.offered()
        dispatcher.utter_message(json_message=turn.decision("ask_back", None, candidates=candidates))
        return [SlotSet("candidates", candidates)]


class ActionAnswerWrong(_Action):
    """The last answer was not what she asked: offer what else it could have been."""

    action_name = "action_answer_wrong"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        candidates = tracker.get_slot("candidates") or []
        dispatcher.utter_message(json_message=turn.decision("answer_wrong", "answer_wrong", candidates=candidates))
        # The next question is about something else.
        return [SlotSet("topic", None), SlotSet("shown", [])]


class ActionDialogue(_Action):
    """The conversation itself: greeting, thanks, a person, another language, one's data."""

    action_name = "action_dialogue"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message=turn.decision(turn.intent, turn.intent))
        return []


ACTIONS: tuple[type[_Action], ...] = (
    ActionTopic,
    ActionPlace,
    ActionAboutShown,
    ActionAskBack,
    ActionAnswerWrong,
    ActionDialogue,
)
