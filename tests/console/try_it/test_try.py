"""A question tried in the console: the assistant's own answer and its reasons, and nothing of it left behind."""

import pytest
from sqlalchemy import func, select

from accounts.models import Role
from conversations.models import Conversation, Handoff, Message
from foundation.catalogue import message
from foundation.database import Sessions, reading
from knowledge.editing import Editing, Editor
from knowledge.guides.guide_kind import guide_subject
from knowledge.kinds import KINDS
from tests.support.console import RunningConsole
from tests.support.guides import ITALIAN, SOURCE, a_guide


@pytest.fixture(scope="module")
def asked(console: RunningConsole) -> RunningConsole:
    """A console with two guides, a mediator, an editor who has a draft of one."""
    console.add("amina@example.org", Role.MEDIATOR)
    anna = console.add("anna@example.org", Role.EDITOR)
    console.add("bruna@example.org", Role.EDITOR)
    console.database(a_guide)
    console.database(lambda sessions: a_guide(sessions, "violence_women", title="Violenza: chiama il 1522"))

    async def draft(sessions: Sessions) -> None:
        content = {"sections": ITALIAN | {"title": "Violenza: la bozza"}, "sources": [SOURCE], "phones": []}
        subject = guide_subject("violence_women", "it")
        await Editing(sessions, KINDS).save(subject, content, 0, Editor(anna.id, anna.name))

    console.database(draft)
    return console


def ask(console: RunningConsole, who: str, **question: str) -> str:
    """The page that answers a question."""
    with console.signed_in(f"{who}@example.org") as client:
        answer = client.post("/console/try", data=question)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_danger_is_found_by_the_lists_and_nobody_is_called(asked: RunningConsole) -> None:
    page = ask(asked, "amina", text="mio marito mi picchia")
    assert "Violenza: chiama il 1522" in page
    assert message("console.try.danger", "it") in page
    assert message("console.try.person_yes", "it") in page

    async def count(sessions: Sessions) -> list[int]:
        async with reading(sessions) as session:
            return [await session.scalar(select(func.count()).select_from(table)) or 0
                    for table in (Conversation, Message, Handoff)]  # fmt: skip

    assert asked.database(count) == [0, 0, 0]


def test_drafts_are_tried_by_their_author_alone(asked: RunningConsole) -> None:
    question = "mio marito mi picchia"
    tried = ask(asked, "anna", text=question, drafts="true")
    assert "Violenza: la bozza" in tried
    assert message("console.try.draft_used", "it") in tried
    assert "Violenza: la bozza" not in ask(asked, "anna", text=question)
    other = ask(asked, "bruna", text=question, drafts="true")
    assert "Violenza: la bozza" not in other
    assert message("console.try.draft_none", "it") in other


def test_without_rasa_the_words_are_searched_as_for_everybody(asked: RunningConsole) -> None:
    page = ask(asked, "anna", text="codice fiscale", town="Rho", language="it")
    assert "Rho (MI)" in page
    assert message("assistant.down", "it").split(".")[0].replace("'", "&#39;") in page


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"text": " \u0000 "}, "console.edit.missing"),
        ({"text": "x" * 4001}, "console.edit.too_long"),
        ({"text": "ciao", "town": "Atlantide"}, "console.try.town_unknown"),
        ({"town": "Rho"}, "console.edit.missing"),
    ],
)
def test_what_cannot_be_asked(asked: RunningConsole, question: dict[str, str], sentence: str) -> None:
    with asked.signed_in("anna@example.org") as client:
        answer = client.post("/console/try", data=question | {"language": "xx"})
    assert answer.status_code == 422
    assert message(sentence, "it") in answer.text


def test_hostile_questions_stay_words(asked: RunningConsole) -> None:
    page = ask(asked, "anna", text='<script>alert(1)</script> "><img src=x>')
    assert "<script>alert" not in page
    assert "<img" not in page
