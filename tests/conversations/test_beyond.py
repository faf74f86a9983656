"""Languages beyond ours: told so in their own words, with the way to a person."""

import unicodedata

import pytest

from conversations import tongue
from conversations.language import Guess
from conversations.turn import Known, Turn
from foundation.languages import RIGHT_TO_LEFT, beyond, direction, languages


def told(code: str | None) -> Turn:
    return tongue.after_writing(Turn(Known("c", None, None, None)), Guess(code, 1.0, True))


def test_there_is_a_sentence_for_the_frequent_languages() -> None:
    assert len(beyond()) >= 25
    assert not beyond().keys() & languages().keys()
    assert len(set(beyond().values())) == len(beyond())
    assert all(text.strip() == text and unicodedata.is_normalized("NFC", text) for text in beyond().values())


def test_right_to_left() -> None:
    assert beyond().keys() >= RIGHT_TO_LEFT
    for code, text in beyond().items():
        rtl = unicodedata.bidirectional(text[0]) in ("R", "AL")
        assert direction(code) == ("rtl" if rtl else "ltr"), code


@pytest.mark.parametrize("code", beyond())
def test_she_is_told_in_her_own_words(code: str) -> None:
    reply = told(code).replies[0]
    assert (reply.text, reply.language) == (beyond()[code], code)
    assert [choice["value"] for choice in reply.choices][-1] == "person"


def test_where_the_sentence_is_missing_she_is_told_in_english() -> None:
    reply = told("lo").replies[0]
    assert (reply.text, reply.language) == ("I do not speak your language yet. Choose one of these.", "en")
    assert reply.choices[-1]["value"] == "person"
