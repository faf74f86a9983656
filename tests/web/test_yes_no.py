"""A typed yes or no presses the button of what was asked."""

import pytest

from conversations.yes_no import button_meant
from tests.support.person import Person, topic_of, values

DELETE = ("erase:yes", "erase:no")
NO_ANSWER = ("person", "question:tell")


@pytest.mark.parametrize(
    ("text", "offered", "button"),
    [
        ("Sì", DELETE, "erase:yes"),
        ("no thanks", DELETE, "erase:no"),
        ("نعم", NO_ANSWER, "person"),
        ("Ні, дякую!", NO_ANSWER, "topic:thanks"),
        ("是的", NO_ANSWER, "person"),
        ("yes", (), None),
        ("yes", ("person",), None),
        ("yes", ("topic:asylum", *NO_ANSWER), None),
        ("yes, but my permit expired", NO_ANSWER, None),
    ],
)
def test_what_yes_and_no_press(text: str, offered: tuple[str, ...], button: str | None) -> None:
    assert button_meant(text, offered) == button


def test_yes_to_a_person_calls_one(site: str) -> None:
    with Person(site, language="it") as person:
        asked = person.say("chi vince il derby stasera?")
        assert topic_of(asked) == "out_of_scope"
        assert "person" in values(asked)
        assert topic_of(person.say("sì")) == "human_handoff"


def test_no_keeps_what_was_said(site: str) -> None:
    with Person(site, language="it") as person:
        assert "erase:no" in values(person.say("cancella i miei dati"))
        kept = person.say("no")
        assert kept
        assert topic_of(kept) is None
        assert topic_of(person.say("mi scade il permesso di soggiorno")) == "permit_renewal"
