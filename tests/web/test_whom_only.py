"""Who writes only whom it is about is asked; one word that cries for help is answered."""

import pytest

from tests.support.person import Person, topic_of, values


@pytest.mark.parametrize("word", ["marito", "mio figlio", "mari", "niño", "طفل", "моя дитина", "شوہر", "孩子"])
def test_who_writes_only_who_it_is_about_is_asked_what_she_needs(site: str, word: str) -> None:
    with Person(site, language="it") as person:
        replies = person.say(word)
        assert topic_of(replies) is None
        assert [value for value in values(replies) if value.startswith("topic:")]


@pytest.mark.parametrize(
    ("word", "topic"), [("rape", "violence_women"), ("suicide", "self_harm"), ("incendio", "emergency")]
)
def test_a_word_that_cries_for_help_is_answered(site: str, word: str, topic: str) -> None:
    with Person(site) as person:
        assert topic_of(person.say(word)) == topic


def test_a_topic_of_danger_is_chosen_by_its_button(site: str) -> None:
    with Person(site, language="it") as person:
        person.say("marito")
        assert topic_of(person.choose("topic:violence_women")) == "violence_women"
