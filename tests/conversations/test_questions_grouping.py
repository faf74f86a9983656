"""Questions that ask the same stand together, whatever their language: judged on questions the model never saw."""

import asyncio
import random
from collections import Counter
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from conversations.questions.grouping import grouped
from conversations.questions.likeness import Asked, words_of
from conversations.questions.proposals import TEST, lines_of
from conversations.questions.record import scores_of
from conversations.rasa import Question, RasaClient
from foundation.files import read_yaml
from foundation.settings import Settings
from foundation.topics import topics

LANGUAGES = ("it", "en", "ar", "uk", "zh", "ur")
# A group's questions that are about what most of it is about; a topic's questions that stand in one group.
PURE, WHOLE = 0.9, 0.85


def ranked(number: int, text: str = "", **scores: float) -> Asked:
    return Asked(number, scores, text)


async def test_the_same_question_in_six_languages_is_one_group(site: str) -> None:
    chosen = [topic.id for topic in topics().values() if topic.kind in ("guide", "directory")][::4]
    assert len(chosen) > 12
    rasa = RasaClient.connect(Settings(port=urlsplit(site).port or 0))
    gate = asyncio.Semaphore(4)

    async def ask(topic: str, text: str) -> tuple[str, str, dict[str, float]]:
        async with gate:
            (decision,) = await rasa.decide(Question(str(uuid4()), text))
        return topic, text, scores_of(dict(decision))

    questions = [
        (topic, lines_of(read_yaml(TEST / language / f"{topic}.yml")["nlu"][0]["examples"])[0])
        for topic in chosen
        for language in LANGUAGES
    ]
    found = await asyncio.gather(*(ask(topic, text) for topic, text in questions))
    await rasa.close()
    about = [topic for topic, _, _ in found]
    groups = grouped([Asked(number, scores, text) for number, (_, text, scores) in enumerate(found)])
    most = [Counter(about[row.identifier] for row in group).most_common(1)[0] for group in groups]
    largest = Counter[str]()
    for topic, count in most:
        largest[topic] = max(largest[topic], count)
    pure, whole = sum(count for _, count in most) / len(found), sum(largest.values()) / len(found)
    assert pure >= PURE
    assert whole >= WHOLE
    assert len(groups) <= 1.6 * len(chosen)


def test_the_order_they_came_in_changes_nothing() -> None:
    rows = [
        ranked(n, f"{n}parola comune", **{("tax_code", "housing", "nursery")[n % 3]: 0.5 + n / 500}) for n in range(200)
    ]
    shuffled = random.Random(7).sample(rows, len(rows))
    assert grouped(shuffled) == grouped(rows)
    assert [len(group) for group in grouped(rows)] == [67, 67, 66]


def test_shared_words_bring_together_what_no_ranking_does() -> None:
    fishing = [ranked(1, "licenza di pesca", out_of_scope=0.9), ranked(2, "la licenza per la pesca?", out_of_scope=0.7)]
    weather = [ranked(3, "che tempo fa domani", out_of_scope=0.9), ranked(4, "domani che tempo farà", out_of_scope=0.8)]
    third = [ranked(5, "pesca: licenza dove", answer_wrong=0.5), ranked(6, "che tempo c'è domani", greet=0.4)]
    groups = {tuple(row.identifier for row in group) for group in grouped([*fishing, *weather, *third])}
    assert groups == {(1, 2, 5), (3, 4, 6)}


def test_what_stays_alone_outside_the_service_is_read_together() -> None:
    rows = [ranked(n, word, out_of_scope=0.95) for n, word in enumerate(("gattino", "barzelletta", "calcio"))]
    assert [len(group) for group in grouped(rows)] == [3]


def test_nothing_and_nothing_known() -> None:
    assert grouped([]) == []
    assert [len(group) for group in grouped([ranked(1), ranked(2)])] == [1, 1]


@pytest.mark.parametrize("text", ["", "12 345", "a di e", "…", "𝕏" * 10])
def test_words_that_say_nothing(text: str) -> None:
    assert [word for word in words_of(text) if len(word) < 4] == []


def test_twenty_thousand_questions_take_seconds() -> None:
    random_one = random.Random(3)
    known = [topic.id for topic in topics().values() if topic.has_guide]
    rows = []
    for number in range(20_000):
        first, second = random_one.sample(known, 2)
        share = random_one.choice((0.2, 0.4, 0.6, 0.9, 1.0))
        text = " ".join(f"parola{int(random_one.paretovariate(0.6)) % 9000}" for _ in range(8))
        rows.append(ranked(number, text, **{first: share, second: (1 - share) / 2}))
    groups = grouped(rows)
    assert sum(map(len, groups)) == len(rows)
