"""What a mediator can put into a conversation, and to whom she can pass it on."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.house import House
from console.desk.api import OnDesk, actor_of, town
from console.desk.insert import scene_of
from console.guard import TheHouse, Visitor
from conversations.desk.canned import offered
from conversations.desk.view import readable
from conversations.handoff.repository import open_counts
from conversations.models import Conversation, Handoff
from conversations.replies.entries import load
from conversations.rota.repository import ambiti
from conversations.rota.service import colleagues as rota
from foundation.clock import now
from foundation.database import reading
from foundation.text import folded
from knowledge.answers import entries_for
from knowledge.directory.repository import services_named
from knowledge.guides.service import titles

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
# As many of each kind as one looks through.
MOST = 8


class Colleague(BaseModel):
    """Somebody a conversation can be passed on to."""

    account: str
    name: str
    languages: list[str]
    present: bool
    open: int


class Team(BaseModel):
    """A team a conversation can be passed on to."""

    ambito: str
    name: str


class Colleagues(BaseModel):
    """Everybody a conversation can be passed on to."""

    colleagues: list[Colleague]
    teams: list[Team]


class Suggestion(BaseModel):
    """A reply, a guide or an entry that can be put into the conversation.

    `text` is in the person's `language` for a canned reply, with what it says in the mediator's as `meaning`.
    """

    kind: Literal["canned", "guide", "entry"]
    id: str
    title: str
    text: str = ""
    language: str | None = None
    meaning: str = ""


class Suggestions(BaseModel):
    """What fits the conversation, the fittest first."""

    suggestions: list[Suggestion]


@router.get("/conversations/{conversation_id}/suggestions")
async def suggestions(
    conversation_id: str, visitor: OnDesk, house: TheHouse, search: Annotated[str, Query(max_length=200)] = ""
) -> Suggestions:
    """Canned replies, guides and entries for a conversation; with `search`, those that hold its words."""
    async with reading(house.sessions) as session:
        conversation, handoff = await readable(session, actor_of(visitor), conversation_id)
        found = _canned(house, visitor, conversation, handoff)
        found += await _guides(session, visitor, handoff, search)
        found += await _entries(session, house, conversation, handoff, search)
    words = folded(search).split()
    return Suggestions(suggestions=[row for row in found if row.kind == "entry" or _holds(row, words)])


def _holds(row: Suggestion, words: list[str]) -> bool:
    text = folded(f"{row.title} {row.meaning} {row.id}")
    return all(word in text for word in words)


def _canned(house: House, visitor: Visitor, conversation: Conversation, handoff: Handoff) -> list[Suggestion]:
    language = conversation.written_language or conversation.language or "it"
    values = {"mediator": visitor.name, "town": town(house, conversation.place_code) or ""}
    return [
        Suggestion(
            kind="canned", id=row.id, title=row.original, text=row.text, language=row.language, meaning=row.original
        )
        for row in offered(handoff.topic, language, {key: value for key, value in values.items() if value})
    ]


async def _guides(session: AsyncSession, visitor: Visitor, handoff: Handoff, search: str) -> list[Suggestion]:
    known = await titles(session, visitor.language)
    words = folded(search).split()
    wanted = [topic for topic, title in known.items() if words and all(w in folded(f"{title} {topic}") for w in words)]
    fitting = [handoff.topic] if handoff.topic in known and not words else []
    return [Suggestion(kind="guide", id=topic, title=known[topic]) for topic in (*fitting, *wanted[:MOST])]


async def _entries(
    session: AsyncSession, house: House, conversation: Conversation, handoff: Handoff, search: str
) -> list[Suggestion]:
    scene = scene_of(session, house, conversation)
    if search.strip():
        identifiers = await services_named(session, search, MOST)
    else:
        topic = handoff.topic or "immigration_desk"
        identifiers = await entries_for(session, house.assistant.gazetteer, topic, conversation.place_code)
    rows = await load(scene, identifiers)
    return [
        Suggestion(
            kind="entry", id=row.id, title=row.name, text=", ".join(filter(None, (row.service, row.municipality)))
        )
        for row in rows
    ]


@router.get("/colleagues")
async def colleagues(visitor: OnDesk, house: TheHouse) -> Colleagues:
    """Who else there is, who is there now, and the teams."""
    async with reading(house.sessions) as session:
        rows, counts, teams = await rota(session), await open_counts(session), await ambiti(session)
    moment = now()
    others = [
        Colleague(
            account=row.account_id,
            name=row.name,
            languages=list(row.languages),
            present=row.present(moment),
            open=counts.get(row.account_id, 0),
        )
        for row in rows
        if row.account_id != visitor.account_id
    ]
    others.sort(key=lambda row: (not row.present, row.open, row.name))
    return Colleagues(colleagues=others, teams=[Team(ambito=row.id, name=row.name) for row in teams])
