"""Rasa's door to the topic model."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.folding import question_after_courtesy
from components.topic_model import TopicModel
from components.training import train_model

FILE = "topics.npz"
# What a message may open with without being about it, what may follow without being a question, and how sure
# one has to be of the question that follows.
COURTESY = "greet"
SMALL_TALK = frozenset(
    {"greet", "thanks", "goodbye", "what_can_you_do", "human_handoff", "out_of_scope", "answer_wrong"}
)
SURE = 0.5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Sets a message's `intent` and `intent_ranking` from its text, with calibrated confidence."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TopicModel | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Shares of the kinds of pieces, softness of the margin, length of the ranking."""
        return {
            "shares": {"characters": 1.0, "words": 0.5, "consonants": 0.4, "chinese": 1.0},
            "softness": 0.5,
            "ranking_length": 10,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Return an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Return the classifier that `train` stored."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, TopicModel.load(folder / FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every sentence that has a topic; store the model and return where."""
        examples = [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples]
        texts, labels = zip(*[(text, label) for text, label in examples if text and label])
        self._model = train_model(texts, labels, self._config["shares"], self._config["softness"])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the topic of each message; the same messages come back."""
        for message in messages:
            self._classify(message)
        return messages

    def _rank(self, model: TopicModel, text: str) -> list[tuple[str, float]]:
        """Rank the topics of `text`; courtesy before a question ("hello, …") is passed over."""
        ranked = model.rank(text)
        question = question_after_courtesy(text) if ranked[0][0] == COURTESY else None
        if question is None:
            return ranked
        asked = model.rank(question)
        return asked if asked[0][0] not in SMALL_TALK and asked[0][1] >= SURE else ranked

    def _classify(self, message: Message) -> None:
        if self._model is None or not message.get(TEXT):
            return
        ranked = self._rank(self._model, message.get(TEXT))[: self._config["ranking_length"]]
        ranking = [{"name": topic, "confidence": confidence} for topic, confidence in ranked]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
