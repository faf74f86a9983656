"""Hands on the place that another part of the house found in the message."""

from __future__ import annotations

from typing import Any, TypedDict

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

PLACE_INTENT = "inform_place"


class Place(TypedDict):
    """A place as the message's metadata carries it; `whole` says that the message is nothing else."""

    code: str
    name: str
    start: int
    end: int
    whole: bool


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceEntities(GraphComponent, EntityExtractorMixin):
    """Turns the place in a message's metadata into an entity, and a bare place name into `inform_place`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceEntities:
        """Return the component; it has nothing to learn or to load."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entity to each message that names a place; the same messages come back."""
        for message in messages:
            place = (message.get(METADATA) or {}).get("place")
            if place and not (message.get(TEXT) or "").startswith(INTENT_MESSAGE_PREFIX):
                self._hand_on(message, place)
        return messages

    def _hand_on(self, message: Message, place: Place) -> None:
        entity = {"entity": "place", "value": place["code"], "start": place["start"], "end": place["end"]}
        entities = message.get(ENTITIES, []) + self.add_extractor_name([entity])
        message.set(ENTITIES, entities, add_to_output=True)
        if place["whole"]:
            message.set(INTENT, {"name": PLACE_INTENT, "confidence": 1.0}, add_to_output=True)
            message.set("intent_ranking", [{"name": PLACE_INTENT, "confidence": 1.0}], add_to_output=True)
