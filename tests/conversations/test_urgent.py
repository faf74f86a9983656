"""The phrases of danger: what they must find, what they must leave alone, and how often they are wrong."""

import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conversations.urgent import FOLDER, ORDER, UrgentPhrases, read_phrases, urgent_phrases
from foundation.languages import languages
from foundation.settings import PROJECT

NLU = PROJECT / "data" / "nlu"
FILES = sorted(FOLDER.glob("*.yml"))
# Clear cries; told as a story, danger is left to the model that runs after the lists.
FOUND_AT_LEAST = 0.70
FALSE_ALARMS_AT_MOST = 0.001
SENTENCES_A_TOPIC = 8
NEAR_MISSES = 15


@cache
def rows(path: Path) -> dict[str, Any]:
    return read_phrases(path)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> UrgentPhrases:
    """The phrases of danger with nothing struck out as harmless before."""
    folder = tmp_path_factory.mktemp("urgent")
    for path in FILES:
        kept = rows(path) | {"harmless": []}
        (folder / path.name).write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return UrgentPhrases.load(folder)


def proofs() -> list[tuple[str, str, str]]:
    return [
        (path.stem, topic, sentence)
        for path in FILES
        for topic, sentences in rows(path)["sentences"].items()
        for sentence in sentences
    ]


def near_misses() -> list[tuple[str, str]]:
    return [(path.stem, sentence) for path in FILES for sentence in rows(path)["not_urgent"]]


def training(language: str) -> list[tuple[str, str]]:
    """The topic and text of every training sentence in `language`."""
    return [
        (path.stem, line.removeprefix("    - "))
        for path in sorted((NLU / language).glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("    - ")
    ]


def test_every_language_has_a_file() -> None:
    assert len(FILES) == 16
    assert {path.stem for path in FILES} == set(languages())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_complete(path: Path) -> None:
    file = rows(path)
    assert file["language"] == path.stem
    assert set(file["topics"]) == set(file["sentences"]) == set(ORDER)
    assert all(file["topics"].values())
    assert all(len(sentences) >= SENTENCES_A_TOPIC for sentences in file["sentences"].values())
    assert len(file["not_urgent"]) >= NEAR_MISSES


@pytest.mark.parametrize(("language", "topic", "sentence"), proofs())
def test_a_cry_for_help_is_found(language: str, topic: str, sentence: str) -> None:
    assert urgent_phrases().find(sentence) == topic, language


@pytest.mark.parametrize(("language", "sentence"), near_misses())
def test_a_near_miss_is_left_alone(language: str, sentence: str) -> None:
    assert urgent_phrases().find(sentence) is None, language


@pytest.mark.parametrize("language", [path.stem for path in FILES])
def test_the_training_sentences(language: str) -> None:
    found = [(topic, urgent_phrases().find(sentence)) for topic, sentence in training(language)]
    alarms = [guess is not None for topic, guess in found if topic not in ORDER]
    assert sum(alarms) <= FALSE_ALARMS_AT_MOST * len(alarms)
    for wanted in ORDER:
        right = [guess == wanted for topic, guess in found if topic == wanted]
        assert sum(right) >= FOUND_AT_LEAST * len(right), wanted


@pytest.mark.parametrize("language", [path.stem for path in FILES])
def test_what_is_harmless_hides_no_cry(language: str, bare: UrgentPhrases) -> None:
    cries = [sentence for topic, sentence in training(language) if topic in ORDER]
    cries = [sentence for sentence in cries if bare.find(sentence)]
    assert cries
    assert [sentence for sentence in cries if not urgent_phrases().find(sentence)] == []


@pytest.mark.parametrize("language", [path.stem for path in FILES])
def test_a_cry_is_found_beside_what_is_harmless(language: str) -> None:
    calm = [sentence for known, sentence in near_misses() if known == language]
    cries = [sentence for known, _, sentence in proofs() if known == language]
    messages = [f"{calm[n % len(calm)]}. {cry}. {calm[-n % len(calm)]}" for n, cry in enumerate(cries)]
    assert messages
    assert [message for message in messages if not urgent_phrases().find(message)] == []


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("My husband beats me and he beats our son too", "child_protection"),
        ("my husband beats me, I want to die", "self_harm"),
        ("he is dying, call an ambulance", "emergency"),
        ("They force me into prostitution and beat me", "trafficking"),
        ("il marito mi picchia, chiamate un'ambulanza", "violence_women"),
    ],
)
def test_one_danger_comes_before_another(sentence: str, topic: str) -> None:
    assert urgent_phrases().find(sentence) == topic


def test_how_phrases_are_written() -> None:
    phrases = UrgentPhrases(
        {"emergency": ["= fire", "call .. ambulance", "(a|the|) house ~ burn*", "着火..救"]},
        ["call me an ambulance driver", "old driver"],
    )
    assert phrases.find("Fire!!!") == "emergency"
    assert phrases.find("fire exit") is None
    assert phrases.find("CALL please somebody the ámbulance") == "emergency"
    assert phrases.find("call me an ambulance driver") is None
    assert phrases.find("please call me. An ambulance! Driver is hurt") == "emergency"
    assert phrases.find("I am old. Driver wanted") is None
    assert phrases.find("call one two three four five ambulance") is None
    assert phrases.find("my house is burning") == "emergency"
    assert phrases.find("这里着火了，快 救人") == "emergency"


@pytest.mark.parametrize("phrase", ["(a|b", "a|b", "((a|b) c)", "re*d", "!"])
def test_a_phrase_badly_written_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        UrgentPhrases({"emergency": [phrase]})


def test_danger_is_told_at_once() -> None:
    phrases = urgent_phrases()
    sentences = [sentence for _, _, sentence in proofs()] + [sentence for _, sentence in near_misses()]
    started = time.process_time()
    for sentence in sentences:
        phrases.find(sentence)
    assert (time.process_time() - started) / len(sentences) < 0.001
