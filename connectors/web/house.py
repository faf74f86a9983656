"""What the web app holds while it runs: the database, the assistant, the workers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI, Request

from connectors.web.limits import Limits
from conversations import repository
from conversations.assistant import Assistant
from conversations.desk.desk import Desk
from conversations.desk.watch import keep_watching
from conversations.erasure import keep_erasing
from conversations.language import LanguageIdentifier
from conversations.noticing import keep_noticing
from conversations.notify import Notifier
from conversations.questions.service import Questions
from conversations.questions.telling import keep_telling
from conversations.rasa import RasaClient
from conversations.translation.service import Translation
from conversations.urgent import urgent_phrases
from conversations.webhooks.sender import keep_sending
from conversations.worker import Worker
from foundation.database import Sessions, create_engine, create_sessions
from foundation.settings import Settings
from knowledge.editing import Editing
from knowledge.kinds import KINDS
from knowledge.places.gazetteer import Gazetteer

# Rasa answers one turn in some tens of milliseconds on one core: more workers would only queue there.
WORKERS = 4


@dataclass(frozen=True)
class House:
    """The parts the routes use."""

    settings: Settings
    sessions: Sessions
    assistant: Assistant
    notifier: Notifier
    limits: Limits
    desk: Desk
    editing: Editing
    questions: Questions


def house(request: Request) -> House:
    """The running house, for routes."""
    found: House = request.app.state.house
    return found


@asynccontextmanager
async def running_house(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """Open the house for the life of the app: workers take up what an earlier process left unanswered."""
    engine = create_engine(settings)
    rasa, notifier = RasaClient.connect(settings), Notifier()
    sessions = create_sessions(engine)
    identifier = LanguageIdentifier.load(settings.language_model)
    translation = Translation.connect(settings)
    assistant = Assistant(sessions, rasa, Gazetteer.load(), identifier, urgent_phrases(), translation)
    desk = Desk(sessions, notifier, translation)
    limits, editing = Limits(settings.rate_limit == "on"), Editing(sessions, KINDS)
    app.state.house = House(settings, sessions, assistant, notifier, limits, desk, editing, Questions(sessions))
    if not settings.database_url:
        # SQLite has one web process: whoever held a claim is dead, and nobody should wait for its lease.
        async with sessions.begin() as session:
            await repository.release_claims(session)
    workers = [asyncio.create_task(Worker(assistant, notifier).run()) for _ in range(WORKERS)]
    workers.append(asyncio.create_task(keep_erasing(sessions, rasa)))
    workers.append(asyncio.create_task(keep_watching(desk, settings.handoff_minutes)))
    workers.append(asyncio.create_task(keep_sending(sessions)))
    workers.append(asyncio.create_task(keep_noticing(sessions, notifier)))
    workers.append(asyncio.create_task(keep_telling(assistant, notifier)))
    try:
        yield
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        await translation.close()
        await rasa.close()
        await engine.dispose()
