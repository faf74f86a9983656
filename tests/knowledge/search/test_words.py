"""Words are cut and made comparable in one way for what is stored and for what is asked."""

import pytest

from foundation.languages import languages
from foundation.topics import topics
from knowledge.search.synonyms import names_of_kinds, names_of_topics
from knowledge.search.words import Term, essential, says_something, small_words, stems, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Corso di italiano", "corsi di italiana"),
        ("appuntamento", "apuntamento"),
        ("A.S.S.E.MI.", "assemi"),
        ("Cantù", "CANTU"),
        ("Сузара", "Suzzara"),
        ("المدرسة", "مدرسة"),
        ("والمدرسة", "مدرسه"),
        ("дозвіл", "дозвіла"),
        ("сім'я", "сім’я"),
        ("A2 B1", "a2, b1"),
    ],
)
def test_two_ways_to_write_one_thing(one: str, other: str) -> None:
    assert stems(one) == stems(other) != ()


def test_chinese_is_read_in_pieces_of_two() -> None:
    assert stems("学意大利语") == ("xueyi", "yida", "dali", "liyu")
    assert terms("家") == [Term("jia", "jia")]
    assert set(stems("意大利")) < set(stems("学意大利语"))


def test_short_words_begin_nothing() -> None:
    assert terms("di Rho") == [Term("di"), Term("rho", "rho")]


def test_words_that_name_nothing_are_left_out_unless_there_are_no_others() -> None:
    assert [term.stem for term in essential("come faccio ad avere il codice fiscale")] == ["codic", "fiscal"]
    assert [term.stem for term in essential("near me")] == ["near", "me"]
    assert {"near", "the", "per", "di"} <= small_words()


@pytest.mark.parametrize(("text", "answer"), [("buongiorno a tutti", False), ("codice", True), ("", False)])
def test_a_greeting_says_nothing(text: str, answer: bool) -> None:
    assert says_something(text) is answer


def test_every_topic_has_its_words_in_every_language() -> None:
    wanted = {topic.id for topic in topics().values() if topic.has_guide}
    assert len(wanted) > 50
    assert set(names_of_topics()) == wanted
    assert all(set(names) == set(languages()) for names in names_of_topics().values())
    assert all(words for names in names_of_topics().values() for words in names.values())
    assert "school" in names_of_kinds()


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🙂", "\x00", "''\"", "%_*:()"])
def test_what_has_no_words_has_no_terms(text: str) -> None:
    assert terms(text) == []
