"""Short questions about a guide that was just read: their words, and whole conversations with the whole house."""

import pytest

from conversations.replies import Scene, render
from foundation.catalogue import message
from foundation.clock import now
from foundation.database import Sessions, reading
from foundation.errors import ConfigurationError
from foundation.languages import languages
from foundation.settings import PROJECT
from foundation.topics import topics
from knowledge.guides.content import GuideContent, sections_hash
from knowledge.guides.repository import save_guide
from knowledge.guides.sections import FOLDER, SECTIONS, pattern, read_words, section_words, word_faults
from knowledge.places.gazetteer import Gazetteer
from scripts.take_in_sentences import read_topic
from tests.support.person import Person, topic_of, values

HELD = {
    "it": ("mi scade il permesso, che devo fare?", "quanto costa?", "dove vado", "e i documenti?"),
    "en": ("my permesso expires soon how do i renew it", "how much is it", "where do i go", "what papers i bring"),
    "fr": ("comment renouveler mon titre de séjour", "c'est combien", "je vais où", "quels papiers il faut"),
    "es": ("necesito renovar el permiso de residencia", "cuánto sale", "a dónde voy", "y los papeles?"),
    "ar": ("كيف أجدد تصريح الإقامة؟", "قديش بتكلف", "وين بروح", "شو الاوراق المطلوبة"),
    "uk": ("як продовжити дозвіл на проживання?", "скільки коштує", "куди йти", "які папери треба"),
}


def examples() -> list[tuple[str, str, str]]:
    """Language, section and question, as people write on a phone."""
    found = [(code, read_words(FOLDER / f"{code}.yml")["examples"]) for code in languages()]
    return [(code, name, text) for code, listed in found for name in SECTIONS for text in listed[name]]


def test_every_language_has_words_for_every_section() -> None:
    assert not list(word_faults(languages()))
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(languages())
    assert len(examples()) > 400
    assert {(code, name) for code, name, _ in examples()} == {(code, name) for code in languages() for name in SECTIONS}


def test_a_question_asks_for_its_section() -> None:
    words = section_words()
    asked = [(code, name, text, words.asked(text)) for code, name, text in examples()]
    assert not [row for row in asked if row[3].sections != (row[1],) or not row[3].only]


def test_two_sections_can_be_asked_for_at_once() -> None:
    assert section_words().asked("quanto costa e quanto tempo ci vuole?").sections == ("cost", "time")


def test_questions_with_a_topic_of_their_own_say_more() -> None:
    about_places = ("opening_hours", "contact_details")
    paths = [path for path in (PROJECT / "data" / "test").glob("*/*.yml") if path.stem not in about_places]
    rows = [row for path in paths for row in read_topic(path)]
    assert len(rows) > 4000
    taken = [row for row in rows if section_words().asked(row).only]
    assert len(taken) <= 4, taken


@pytest.mark.parametrize(
    "text", ["who are you", "как дела?", "¿cómo estás?", "va bene grazie", "ki haal chaal", "شو اسمك"]
)
def test_small_talk_asks_for_nothing(text: str) -> None:
    assert not section_words().asked(text).only


@pytest.mark.parametrize("row", ["(a|b", "= (a|) (b|)"])
def test_a_row_that_cannot_be_read_is_named(row: str) -> None:
    with pytest.raises(ConfigurationError, match="“"):
        pattern(row)
    with pytest.raises(ConfigurationError):
        read_words(PROJECT / "data" / "topics.yml")


@pytest.mark.parametrize("language", HELD)
def test_a_section_is_answered_with_its_sources(site: str, language: str) -> None:
    first, *asked = HELD[language]
    with Person(site) as person:
        assert topic_of(person.say(first)) == "permit_renewal"
        for text, section in zip(asked, ("cost", "where", "documents"), strict=True):
            reply = person.say(text)[-1]
            assert reply["answer"]["topic"] == "permit_renewal"
            assert reply["language"] == reply["answer"]["language"] == language
            assert reply["answer"]["sources"]
            assert reply["answer"]["translation"] == ("original" if language == "it" else "unreviewed")
            others = set(SECTIONS) - {section}
            assert f"{message(f'guide.{section}', language)}:" in reply["text"]
            assert not any(f"{message(f'guide.{name}', language)}:" in reply["text"] for name in others)
            assert values([reply]) == ["topic:permit_renewal"]


def test_another_topic_named_is_answered_and_asked_about_next(site: str) -> None:
    with Person(site) as person:
        person.say("how do I renew my residence permit?")
        assert topic_of(person.say("and how much does citizenship cost?")) == "citizenship"
        assert topic_of(person.say("where do i go")) == "citizenship"
        assert topic_of(person.choose("topic:tax_code")) == "tax_code"
        assert topic_of(person.say("ok thanks. how much?")) == "tax_code"


def test_a_first_question_is_no_follow_up(site: str) -> None:
    with Person(site) as person:
        assert message("section.rest", "en") not in str(person.say("how much does it cost?"))
        person.say("how do I renew my residence permit?")
        person.say("that is not what I asked")
        assert message("section.rest", "en") not in str(person.say("how much does it cost?"))


def test_after_danger_a_short_question_is_about_the_danger(site: str) -> None:
    with Person(site) as person:
        person.say("how do I renew my residence permit?")
        assert topic_of(person.say("help, my husband beats me")) == "violence_women"
        where = person.say("where do i go?")
        assert topic_of(where) == "violence_women"
        assert "1522" in where[-1]["text"]
        assert "person" in values(where)


def test_a_question_is_no_town_while_a_town_is_awaited(site: str) -> None:
    with Person(site, language="it") as person:
        person.say("Cerco uno sportello immigrazione")
        cost = person.say("quanto costa?")[-1]
        assert cost["answer"]["topic"] == "immigration_desk"
        assert message("guide.cost", "it") in cost["text"]
        where = person.say("dove?")
        assert "place:share" in values(where)
        assert person.say("Garbagnate Milanese")[-1]["answer"]["entries"]
        assert topic_of(person.say("e dove?")) == "contact_details"


def test_hours_of_no_place_are_said_to_be_unknown(site: str) -> None:
    with Person(site, language="en") as person:
        person.say("how do I get a codice fiscale?")
        reply = person.say("are they open on saturday?")[-1]
    assert message("section.hours", "en") in reply["text"]
    assert reply["answer"]["topic"] == "tax_code"


async def test_what_a_guide_does_not_say_is_said_plainly(sessions: Sessions) -> None:
    texts = {"title": "Titolo", "summary": "In breve.", "steps": ["Vai."], "cost": "Gratis."}
    content = GuideContent("tax_code", {}, {"it": {"sections": texts, "source_hash": sections_hash(texts)}})
    async with sessions.begin() as session:
        await save_guide(session, content)
    async with reading(sessions) as session:
        scene = Scene(session, "it", Gazetteer.load(), now(), None)
        [reply] = await render(scene, {"say": "section", "topic": "tax_code", "sections": ["documents"]})
    assert topics()["tax_code"].has_guide
    assert message("section.missing", "it") in reply.text
    assert [choice["value"] for choice in reply.choices] == ["topic:tax_code", "person"]
