"""The components as Rasa's graph uses them: trained, stored, loaded, processed."""

import copy
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
import pytest
from components.place_entities import PLACE_INTENT, PlaceEntities
from components.sentences import Sentence
from components.topic_classifier import TopicClassifier
from components.training import train_model
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

SENTENCES = {
    "tax_code": [
        "codice fiscale",
        "come faccio il codice fiscale",
        "tax code please",
        "كودتشي فيسكالي",
        "номер codice fiscale",
    ],
    "greet": ["ciao", "hello there", "buongiorno a tutti", "مرحبا", "привіт"],
    "job_search": ["cerco lavoro", "I need a job", "trovare lavoro a Milano", "أبحث عن عمل", "шукаю роботу"],
}
PLACE: Dict[str, Any] = {"code": "015182", "name": "Rho", "start": 0, "end": 3, "whole": False}


@pytest.fixture
def classifier(tmp_path: Path) -> TopicClassifier:
    """A classifier trained on a handful of sentences, stored and loaded again."""
    storage, resource = LocalModelStorage(tmp_path), Resource("topics")
    context, config = ExecutionContext(GraphSchema({})), TopicClassifier.get_default_config()
    messages = [Message.build(text=text, intent=topic) for topic, rows in SENTENCES.items() for text in rows]
    TopicClassifier.create(config, storage, resource, context).train(TrainingData(messages))
    return TopicClassifier.load(config, storage, resource, context)


def understood(component: Any, text: str, **data: Any) -> Message:
    messages: List[Message] = component.process([Message({"text": text, **data})])
    return messages[0]


@pytest.mark.parametrize("topic", SENTENCES)
def test_what_was_learnt_is_known_after_loading(classifier: TopicClassifier, topic: str) -> None:
    for text in SENTENCES[topic]:
        message = understood(classifier, text)
        assert message.get("intent")["name"] == topic
        ranking = message.get("intent_ranking")
        assert sum(row["confidence"] for row in ranking) == pytest.approx(1.0, abs=0.01)


def test_the_same_sentences_always_give_the_same_model() -> None:
    texts = [text for rows in SENTENCES.values() for text in rows]
    labels = [topic for topic, rows in SENTENCES.items() for _ in rows]
    shares = TopicClassifier.get_default_config()["shares"]
    one, other = (train_model(texts, labels, shares, softness=0.5) for _ in range(2))
    assert np.array_equal(one.weights, other.weights)
    assert one.sharpness == other.sharpness


def test_nothing_to_read_is_left_alone(classifier: TopicClassifier) -> None:
    assert understood(classifier, "").get("intent") is None


def test_a_place_in_the_metadata_becomes_an_entity() -> None:
    message = understood(PlaceEntities(), "Rho lavoro", metadata={"place": PLACE})
    assert message.get("entities")[0]["value"] == "015182"
    assert message.get("intent") is None


def test_nothing_but_a_place_is_an_intent_of_its_own() -> None:
    message = understood(PlaceEntities(), "Rho", metadata={"place": {**PLACE, "whole": True}})
    assert message.get("intent") == {"name": PLACE_INTENT, "confidence": 1.0}


def test_a_button_is_no_sentence() -> None:
    message = understood(PlaceEntities(), "/inform_place", metadata={"place": PLACE})
    assert not message.get("entities")
    assert not understood(PlaceEntities(), "Rho", metadata={}).get("entities")


def test_a_greeting_before_a_question_is_passed_over(classifier: TopicClassifier) -> None:
    assert understood(classifier, "ciao, come faccio il codice fiscale").get("intent")["name"] == "tax_code"
    assert understood(classifier, "ciao, buongiorno a tutti").get("intent")["name"] == "greet"


def test_a_copy_of_a_sentence_is_changed_without_the_other() -> None:
    sentence = Sentence({"text": "codice fiscale", "intent": "tax_code"})
    twin = copy.deepcopy(sentence)
    assert (twin, hash(twin)) == (sentence, hash(sentence))
    twin.set("intent", "greet", add_to_output=True)
    twin.add_features(Features(np.ones(1), "sentence", "text", "test"))
    assert (sentence.get("intent"), sentence.features) == ("tax_code", [])
    assert sentence.output_properties == Sentence({"text": ""}).output_properties
    assert twin != sentence
