"""What is kept of a question nobody could answer: when, and how little of who asked it."""

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from conversations.handoff import Reason, mediator_of
from conversations.questions import repository
from conversations.questions.masking import LONGEST, masked
from conversations.questions.models import UnansweredQuestion
from conversations.questions.record import MOST_A_DAY
from conversations.repository import delete_conversation
from foundation.database import Sessions, reading
from tests.support.questions import ANSWERED, ASKED_BACK, WRONG, asked, begin, kept, turn

QUESTION = "Mi chiamo Fatima El Idrissi, il permesso AB1234567 scade: che faccio? tel 347 1234567"


async def test_what_was_not_understood_is_kept_without_who_asked_it(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, QUESTION, ASKED_BACK)
    (row,) = await kept(sessions, conversation)
    assert row.text == "Mi chiamo […], il permesso […] scade: che faccio? tel […]"
    assert (row.kind, row.language, row.place_code, row.topic) == ("not_understood", "it", "015182", "permit_renewal")
    assert row.scores == {"permit_renewal": 0.19, "work_rights": 0.18, "tax_code": 0.02}
    assert type(row.day) is date
    assert (row.state, row.wishes, row.told) == ("open", False, False)


async def test_out_of_scope_and_languages_nobody_reads_are_kept_too(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, "come si prende la licenza di pesca?", ASKED_BACK | {"topic": "out_of_scope"})
    await turn(sessions, conversation, "Waxaan u baahanahay caawimaad", {}, written="so")
    assert [(row.kind, row.language) for row in await kept(sessions, conversation)] == [
        ("not_understood", "so"),
        ("not_understood", "it"),
    ]


async def test_what_was_answered_is_not_kept(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, "come rinnovo il permesso?", ANSWERED)
    await turn(sessions, conversation, "Rho", {"say": "place_noted", "topic": None, "ranking": []})
    await turn(sessions, conversation, "aiuto, mi picchia", {"say": "topic", "topic": "violence_women"})
    assert await kept(sessions, conversation) == []


async def test_an_answer_that_did_not_help(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, "come rinnovo il permesso?", ANSWERED)
    await turn(sessions, conversation, "grazie", ANSWERED | {"topic": "thanks"})
    await turn(sessions, conversation, "non è quello che ho chiesto", WRONG)
    (row,) = await kept(sessions, conversation)
    assert (row.kind, row.text) == ("not_helpful", "come rinnovo il permesso?")


async def test_words_taken_for_a_complaint_by_a_guess_are_the_question(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, "vorrei informazioni sulla cedola rosa", WRONG | {"confidence": 0.35})
    (row,) = await kept(sessions, conversation)
    assert (row.kind, row.text) == ("not_understood", "vorrei informazioni sulla cedola rosa")


async def test_a_question_that_is_handed_over(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, "come rinnovo il permesso?", ANSWERED)
    wish = {"say": "human_handoff", "topic": "human_handoff", "ranking": ["human_handoff"], "scores": {}}
    await turn(sessions, conversation, "voglio una persona", wish, handoff=Reason.ASKED)
    (row,) = await kept(sessions, conversation)
    assert (row.kind, row.text) == ("handed_over", "come rinnovo il permesso?")
    await turn(sessions, conversation, "quando arriva?", wish, handoff=Reason.ASKED)
    await turn(sessions, conversation, "", {}, choice="helpful:no", helpful=False)
    (row,) = await kept(sessions, conversation)
    assert row.kind == "not_helpful"
    async with reading(sessions) as session:
        assert await mediator_of(session, conversation) is None


async def test_a_short_question_about_what_was_read_counts_for_that_topic(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    section = {"say": "section", "topic": "permit_renewal", "ranking": ["tax_code"], "scores": {"tax_code": 0.4}}
    await turn(sessions, conversation, "e quanto costa?", section)
    await turn(sessions, conversation, "no, non mi serve", WRONG)
    (row,) = await kept(sessions, conversation)
    assert row.scores == {"permit_renewal": 1.0}


async def test_danger_is_answered_and_not_kept(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    await turn(sessions, conversation, "come rinnovo il permesso?", ANSWERED)
    danger = {"say": "topic", "topic": "violence_women"}
    await turn(sessions, conversation, "mio marito mi picchia", danger, handoff=Reason.URGENT)
    assert await kept(sessions, conversation) == []


async def test_who_finds_it_among_what_was_offered_was_understood(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    offered = [{"title": "…", "value": "topic:permit_renewal"}]
    await turn(sessions, conversation, "il foglio che scade", ASKED_BACK, choices=offered)
    await turn(sessions, conversation, "", ANSWERED | {"topic": "housing"}, choice="topic:housing")
    assert len(await kept(sessions, conversation)) == 1
    await turn(sessions, conversation, "", ANSWERED, choice="topic:permit_renewal")
    assert await kept(sessions, conversation) == []


async def test_one_person_is_not_everybody(sessions: Sessions) -> None:
    conversation = await begin(sessions)
    for number in range(MOST_A_DAY + 3):
        await turn(sessions, conversation, f"domanda {'x' * (number + 1)} senza senso", ASKED_BACK)
    await turn(sessions, conversation, "domanda x senza senso", ASKED_BACK)
    assert len(await kept(sessions, conversation)) == MOST_A_DAY


async def test_erasing_the_conversation_erases_its_questions(sessions: Sessions) -> None:
    conversation, _ = await asked(sessions, "una domanda")
    other, _ = await asked(sessions, "un'altra domanda")
    async with sessions.begin() as session:
        await delete_conversation(session, conversation)
    assert await kept(sessions, conversation) == []
    assert len(await kept(sessions, other)) == 1
    async with sessions.begin() as session:
        # By any other way too: the database sees to it.
        await session.execute(text("DELETE FROM messages"))
        await session.execute(text("DELETE FROM conversations"))
        assert list(await session.scalars(select(UnansweredQuestion))) == []


async def test_what_is_too_old_goes(sessions: Sessions) -> None:
    _, row = await asked(sessions, "una domanda vecchia")
    async with sessions.begin() as session:
        await repository.forget_before(session, row.day)
    async with sessions.begin() as session:
        assert await repository.find(session, row.id)
        await repository.forget_before(session, row.day + timedelta(days=1))
        assert await repository.find(session, row.id) is None


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("Sono Anna e ho 34 anni", "Sono […] e ho 34 anni"),
        ("I am Ahmed Khan from Pakistan", "I am […] from Pakistan"),
        ("I am Ukrainian and need help", "I am Ukrainian and need help"),
        ("Je m'appelle Awa, né le 12/03/1985", "Je m'appelle […], né le […]"),
        ("اسمي أحمد وأنا من مصر ورقمي ٣٣٣١٢٣٤٥٦٧", "اسمي […] وأنا من مصر ورقمي […]"),
        ("мене звати Олена, посвідка AU1234567", "мене звати […], посвідка […]"),
        ("我叫王小明,怎么办居留", "我叫[…],怎么办居留"),
        ("میرا نام علی ہے مجھے کام چاہیے", "میرا نام […] ہے مجھے کام چاہیے"),
        ("scrivi a j.doe@example.org o guarda https://example.org/a?b=1", "scrivi a […] o guarda […]"),
        ("codice fiscale RSSMRA85T10A562S, abito in via Garibaldi 12", "codice fiscale […], abito in […]"),
        ("il 730 e l'ISEE 2026 per il B1 costa 16,46 €", "il 730 e l'ISEE 2026 per il B1 costa 16,46 €"),
        ("w9tach 3andi rdv", "w9tach 3andi rdv"),
        ("riga\nuna\u202e e due", "riga una e due"),
        ("3471234567", ""),
        ("??!", ""),
    ],
)
def test_what_says_who_asked_is_hidden(said: str, hidden: str) -> None:
    assert masked(said) == hidden


def test_a_story_is_cut() -> None:
    assert masked("parola " * 500).endswith("parola…")
    assert LONGEST // 2 < len(masked("parola " * 500)) <= LONGEST
    assert "rossi" not in masked("https://example.org/" + "x" * 960 + " ciao anna.rossi@example.org")
    assert len(masked("我想办居留" * 400)) == LONGEST


def test_masking_takes_no_time_however_hostile() -> None:
    began = time.perf_counter()
    for piece in ("mi chiamo ", "Sono Aa Bb ", "a1" * 50 + " ", "+39 ", "我叫", "[…]", "via Aa "):
        assert len(masked((piece * 4000)[:4000])) <= LONGEST
    # A quarter of a second on a quiet machine.
    assert time.perf_counter() - began < 10
