"""What editors and coordinators do about a group: answer it, put it aside, propose training sentences."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from accounts import audit
from connectors.web.house import House
from console.forms import texts_in
from console.guard import TheHouse, Visitor
from console.questions.access import Changer, QuestionNumber, onward
from console.questions.group import Typed, group_page
from console.questions.naming import signature, typed_naming
from console.templates import fault
from conversations.questions import naming, proposal_files, proposals
from conversations.questions.models import State
from foundation.catalogue import message
from foundation.clock import today
from foundation.errors import InvalidInputError
from foundation.languages import languages
from foundation.topics import topics

router = APIRouter()
_PATH = "/console/questions"


@router.post("/{number}/answer")
async def answer(number: QuestionNumber, request: Request, visitor: Changer, house: TheHouse) -> Response:
    """The group is answered: by a topic's guide, or in words of one's own. Who wished to be told is told."""
    values = texts_in(await request.form())
    sentences = {code: values.get(f"sentence-{code}", "") for code in languages()}
    try:
        await house.questions.answer(visitor.account_id, number, values.get("topic", ""), sentences)
    except InvalidInputError as error:
        return await group_page(
            request, visitor, house, number, typed=Typed(values, faults=fault(error, visitor.language))
        )
    return onward(f"{_PATH}/{number}", "question_answered")


@router.post("/{number}/synonym")
async def name(number: QuestionNumber, request: Request, visitor: Changer, house: TheHouse) -> Response:
    """Words people use mean a topic; what is doubtful is asked back first, with all that was typed."""
    values = texts_in(await request.form())
    wish = typed_naming(values)
    shown, sure = values | {"words": wish.words, "spoken": wish.language}, values.get("sure") == signature(wish)
    try:
        outcome = await naming.name(house.questions, visitor.account_id, number, wish, sure)
    except InvalidInputError as error:
        return await group_page(
            request, visitor, house, number, typed=Typed(shown, faults=fault(error, visitor.language))
        )
    if outcome.doubtful and not sure:
        return await group_page(request, visitor, house, number, typed=Typed(shown, doubtful=(wish, outcome)))
    counts = f"asked={outcome.asked}&before={outcome.before}&now={outcome.now}"
    # The browser shows the page's head again, where this is said, and not the form.
    return RedirectResponse(f"{_PATH}/{number}?done=synonym_added&{counts}#top", 303)


@router.post("/{number}/state")
async def mark(number: QuestionNumber, request: Request, visitor: Changer, house: TheHouse) -> Response:
    """The group is none of ours, or open again."""
    wanted = texts_in(await request.form()).get("state", "")
    if wanted not in (State.NOT_OURS, State.OPEN):
        raise InvalidInputError("A group can be put aside or opened again.")
    await house.questions.mark(visitor.account_id, number, State(wanted))
    return onward(_PATH, f"question_{wanted}")


@router.post("/{number}/proposal")
async def propose(number: QuestionNumber, request: Request, visitor: Changer, house: TheHouse) -> Response:
    """Training sentences for a topic from the questions that were ticked, edited or not."""
    form = await request.form()
    values, taken = texts_in(form), frozenset(str(value) for value in form.getlist("take"))
    part = int(values["part"]) if values.get("part", "").isdecimal() and len(values["part"]) < 6 else 1
    sentences = await _sentences(house, values, taken)
    found = await asyncio.to_thread(_faults, values.get("for", ""), sentences, visitor)
    if found:
        typed = Typed(values, taken, found)
        return await group_page(request, visitor, house, number, max(part, 1), typed)
    rows = list(sentences.values())
    name = await asyncio.to_thread(proposal_files.store, house.settings.home, today(), rows)
    async with house.sessions.begin() as session:
        await audit.record(session, visitor.account_id, "questions.proposed", name, sentences=len(rows))
    return onward(f"{_PATH}/proposals/{name}", "question_proposed")


async def _sentences(house: House, values: Mapping[str, str], taken: frozenset[str]) -> dict[str, proposals.Sentence]:
    """What was ticked, by the field it stands in; each in the language its question was asked in."""
    numbers = [int(number) for number in taken if number.isdecimal() and len(number) < 10]
    found = {}
    for row in await house.questions.read(numbers):
        typed = values.get(f"text-{row.id}", "")
        sentence = proposals.Sentence(row.language or "", values.get("for", ""), proposals.tidied(typed))
        found[f"text-{row.id}"] = sentence
    return found


def _faults(topic: str, sentences: Mapping[str, proposals.Sentence], visitor: Visitor) -> dict[str, str]:
    """What is wrong, by field, in the reader's language."""
    if topic not in topics():
        return {"for": message("console.questions.fault.topic", visitor.language)}
    if not sentences:
        return {"take": message("console.questions.fault.nothing", visitor.language)}
    wrong = dict(proposals.faults(list(sentences.values())))
    names = {field: wrong[row] for field, row in sentences.items() if row in wrong}
    return {field: message(f"console.questions.fault.{reason}", visitor.language) for field, reason in names.items()}
