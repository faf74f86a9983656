"""Whole conversations with the whole house: the real Rasa, the real database."""

import pytest

from tests.support.person import Person, topic_of, values

ASKED = {
    "it": ("Il mio permesso di soggiorno scade fra un mese, come lo rinnovo?", "permit_renewal"),
    "en": ("How do I get my child into school in the middle of the year?", "school_enrolment"),
    "fr": ("Mon patron ne me paie pas mon salaire depuis deux mois", "work_rights"),
    "es": ("Necesito sacar el codice fiscale, ¿dónde voy?", "tax_code"),
    "ar": ("كيف أسجل عند طبيب العائلة؟", "family_doctor"),
    "uk": ("Як отримати тимчасовий захист в Італії?", "temporary_protection"),
}


@pytest.mark.parametrize("language", ASKED)
def test_a_question_is_answered_in_its_own_language(site: str, language: str) -> None:
    question, topic = ASKED[language]
    with Person(site) as person:
        replies = person.say(question)
    assert topic_of(replies) == topic
    answer = next(reply for reply in replies if reply["answer"])
    assert answer["language"] == language
    assert answer["direction"] == ("rtl" if language == "ar" else "ltr")
    assert answer["answer"]["sources"]
    assert answer["answer"]["checked_on"] is None
    assert answer["answer"]["translation"] == ("original" if language == "it" else "unreviewed")
    assert answer["reply_to"]


def test_the_page_proposes_a_language_and_the_person_decides(site: str) -> None:
    with Person(site, language="it") as person:
        assert person.say("How can I renew my residence permit?")[-1]["language"] == "en"
        assert person.say("Rho")[-1]["language"] == "en"
        assert person.choose("language:fr")[-1]["language"] == "fr"
        assert person.say("How can I renew my residence permit?")[-1]["language"] == "fr"
        assert person.say("Необхідно поновити посвідку на проживання, що робити?")[-1]["language"] == "uk"


def test_a_directory_answer_asks_for_the_town_and_remembers_it(site: str) -> None:
    with Person(site) as person:
        asked = person.say("Cerco uno sportello immigrazione per avere informazioni")
        assert topic_of(asked) == "immigration_desk"
        assert "place:share" in values(asked)
        found = person.say("Garbagnate")[-1]["answer"]
        assert found["topic"] == "immigration_desk"
        assert found["entries"]
        nearest = found["entries"][0]
        assert nearest["distance_km"] is not None
        assert nearest["municipality"]
        assert all(entry["phone"] is None and entry["address"] is None for entry in found["entries"])
        again = person.say("Mi serve un mediatore culturale per l'ospedale")[-1]["answer"]
        assert again["topic"] == "mediator_request"
        assert again["entries"]


def test_follow_ups_know_what_was_shown(site: str) -> None:
    with Person(site, language="it", place="Garbagnate Milanese") as person:
        shown = person.say("Cerco uno sportello immigrazione")[-1]["answer"]["entries"]
        hours = person.say("quando sono aperti?")[-1]
        assert hours["answer"]["topic"] == "opening_hours"
        assert [entry["id"] for entry in hours["answer"]["entries"]] == [entry["id"] for entry in shown]
        contact = person.say("e l'indirizzo?")[-1]
        assert contact["answer"]["topic"] == "contact_details"
        assert shown[0]["name"] in contact["text"]


def test_a_follow_up_about_nothing_asks_what_is_meant(site: str) -> None:
    with Person(site) as person:
        assert person.say("quando sono aperti?")[-1]["answer"]["entries"] == []


def test_a_position_is_as_good_as_a_name(site: str) -> None:
    with Person(site, language="it") as person:
        person.say("Cerco uno sportello immigrazione")
        found = person.share(45.5300, 9.0400)[-1]["answer"]
    assert found["entries"]
    assert person.id


def test_that_is_not_what_i_asked(site: str) -> None:
    with Person(site) as person:
        person.say("Come rinnovo il permesso di soggiorno?")
        replies = person.say("no, non è quello che ho chiesto")
        assert topic_of(replies) == "answer_wrong"
        assert "person" in values(replies)
        chosen = next((value for value in values(replies) if value.startswith("topic:")), None)
        assert chosen
        assert topic_of(person.choose(chosen)) == chosen.removeprefix("topic:")


def test_asking_for_a_person_is_recorded_and_answered_honestly(site: str) -> None:
    with Person(site) as person:
        first = person.say("Voglio parlare con una persona vera, non con un robot")
        assert topic_of(first) == "human_handoff"
        assert "non so dirti quando" in first[-1]["text"]
        second = person.choose("person")
        assert "già in attesa" in second[-1]["text"]
        assert topic_of(person.say("Come prendo il codice fiscale?")) == "tax_code"


@pytest.mark.parametrize(
    ("cry", "topic", "number"),
    [
        ("Aiuto, mio marito mi picchia, ho paura", "violence_women", "1522"),
        ("Help! My friend is unconscious and not breathing", "emergency", "112"),
        ("je veux mourir, je n'en peux plus", "self_harm", "112"),
    ],
)
def test_danger_is_answered_at_once_with_the_numbers(site: str, cry: str, topic: str, number: str) -> None:
    with Person(site) as person:
        replies = person.say(cry)
    assert topic_of(replies) == topic
    assert number in replies[-1]["text"]
    assert "person" in values(replies)


def test_one_of_the_later_languages_is_understood_and_told_so(site: str) -> None:
    with Person(site) as person:
        replies = person.say("ਮੇਰਾ ਪਰਮਿਟ ਖਤਮ ਹੋ ਰਿਹਾ ਹੈ, ਮੈਂ ਇਸਨੂੰ ਕਿਵੇਂ ਰੀਨਿਊ ਕਰਾਂ?")
        notice, answer = replies[0], replies[-1]
        assert notice["author"] == "notice"
        assert notice["language"] == "pa"
        assert "language:en" in values([notice])
        assert answer["language"] == "it"
        assert topic_of(replies) == "permit_renewal"
        again = person.choose("language:en")
        assert topic_of(again) == "permit_renewal"
        assert again[-1]["language"] == "en"
        assert person.say("ਮੈਨੂੰ ਕੋਡੀਚੇ ਫਿਸਕਾਲੇ ਚਾਹੀਦਾ ਹੈ")[-1]["language"] == "en"


def test_an_unclear_language_is_asked_for_and_the_question_answered_all_the_same(site: str) -> None:
    with Person(site) as person:
        replies = person.say("CAF ISEE")
        assert topic_of(replies) == "isee_caf"
        assert "language:ar" in values(replies)
        again = person.choose("language:ar")
        assert topic_of(again) == "isee_caf"
        assert again[-1]["language"] == "ar"


def test_a_language_can_be_asked_for_in_words(site: str) -> None:
    with Person(site) as person:
        person.say("Come prendo il codice fiscale?")
        assert person.say("puoi parlare in francese?")[-1]["language"] == "fr"


def test_out_of_scope_is_said_plainly(site: str) -> None:
    with Person(site) as person:
        replies = person.say("Chi ha vinto la partita ieri sera?")
    assert topic_of(replies) == "out_of_scope"
    assert "person" in values(replies)


def test_delete_my_data_deletes(site: str) -> None:
    with Person(site) as person:
        replies = person.say("voglio cancellare i miei dati")
        assert topic_of(replies) == "privacy_erase"
        assert "erase:yes" in values(replies)
        last = person.choose("erase:yes")
        assert last[-1]["author"] == "notice"
        assert person.client.get(f"{person.path}/messages").status_code == 404


def test_a_language_of_the_world_is_told_so_and_nothing_is_guessed(site: str) -> None:
    with Person(site) as person:
        for _ in range(2):
            replies = person.say("Ich brauche Hilfe mit meiner Aufenthaltserlaubnis, sie läuft bald ab")
            assert "language:en" in values(replies)
            assert topic_of(replies) is None
        assert person.choose("language:en")[-1]["language"] == "en"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Bonjour, je cherche une école d'italien", "italian_course"),
        ("Buongiorno! Come rinnovo il permesso di soggiorno?", "permit_renewal"),
        ("السلام عليكم، كيف أحصل على codice fiscale؟", "tax_code"),
    ],
)
def test_a_greeting_before_a_question_is_not_the_question(site: str, text: str, topic: str) -> None:
    with Person(site) as person:
        assert topic_of(person.say(text)) == topic


def test_what_is_far_away_is_not_near(site: str) -> None:
    with Person(site, language="es", place="Suzzara") as person:
        answer = person.say("necesito un mediador para hablar con los maestros de mi hijo")[-1]["answer"]
    assert answer["topic"] == "school_mediation"
    assert all(entry["distance_km"] <= 50 for entry in answer["entries"])


def test_twenty_five_questions_later_the_place_is_still_known(site: str) -> None:
    with Person(site, language="it", place="Garbagnate Milanese") as person:
        for _ in range(25):
            person.say("grazie")
        assert person.say("Cerco uno sportello immigrazione")[-1]["answer"]["entries"]
