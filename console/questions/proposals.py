"""`/console/questions/proposals`: training sentences that wait to be tried and taken at the command line."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from accounts import audit
from connectors.web.house import House
from console.guard import Identifier, TheHouse
from console.questions.access import Changer, onward
from console.questions.lines import direction_of
from console.templates import page
from conversations.questions import proposal_files, proposals
from foundation.errors import InvalidInputError

router = APIRouter(prefix="/proposals")
_PATH = "/console/questions/proposals"


@dataclass(frozen=True)
class Change:
    """What one file of the training data would get: lines, each with its direction."""

    path: str
    language: str
    lines: list[tuple[str, str]]


def _changes(rows: list[proposals.Sentence]) -> list[Change]:
    return [
        Change(str(path), path.parent.name, [(line.strip(), direction_of(line, path.parent.name)) for line in lines])
        for path, lines in proposals.additions(rows).items()
    ]


async def waiting(house: House) -> list[str]:
    """The names of the proposals that wait."""
    return await asyncio.to_thread(proposal_files.names, house.settings.home)


@router.get("")
async def show_proposals(request: Request, visitor: Changer, house: TheHouse) -> Response:
    """All that wait."""
    return page(request, "questions/pages/proposals.html", visitor, names=await waiting(house))


@router.get("/{name}")
async def show_proposal(name: Identifier, request: Request, visitor: Changer, house: TheHouse) -> Response:
    """One, as a change to the training data, and how it is tried."""
    path = proposal_files.path_of(house.settings.home, name)
    try:
        rows = await asyncio.to_thread(proposals.read, path)
        changes, broken = _changes(rows), False
    except InvalidInputError:
        # Some of it has been taken meanwhile, or the file was changed by hand.
        changes, broken = [], True
    return page(
        request,
        "questions/pages/proposal.html",
        visitor,
        name=name,
        changes=changes,
        broken=broken,
        path=str(path),
        tried=await asyncio.to_thread(proposal_files.tried, path),
    )


@router.post("/{name}/remove")
async def remove_proposal(name: Identifier, visitor: Changer, house: TheHouse) -> Response:
    """It is not wanted after all."""
    path = proposal_files.path_of(house.settings.home, name)
    async with house.sessions.begin() as session:
        await audit.record(session, visitor.account_id, "questions.proposal_removed", name)
    await asyncio.to_thread(proposal_files.remove, path)
    return onward(_PATH, "question_proposal_removed")
