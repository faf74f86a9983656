"""An editor corrects a desk's hours in the running house: whoever asks a moment later is told the new ones."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx

from accounts import sessions as account_sessions
from accounts.models import Role
from foundation.database import create_engine, create_sessions
from foundation.settings import Settings
from knowledge.directory.models import Organization
from tests.console.knowledge.conftest import serve
from tests.support.house import RunningHouse
from tests.support.person import Person
from tests.support.records import a_service, form
from tests.support.staff import add_mediator

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def an_editor_and_a_desk(house: RunningHouse) -> tuple[httpx.Client, str]:
    """An editor of the running house over HTTP, and the id of a desk in Rho without hours."""
    identifier = str(uuid4())

    async def work() -> str:
        engine = create_engine(Settings(home=house.home))
        sessions = create_sessions(engine)
        owner = Organization(id=str(uuid4()), name=f"Spazio Girasole {identifier[:8]}", kind="desk")
        async with sessions.begin() as session:
            session.add(owner)
        await serve(sessions, identifier, a_service(organization_id=owner.id, schedules=[]))
        actor = await add_mediator(sessions, "Anna", role=Role.EDITOR, signed_in=False)
        async with sessions.begin() as session:
            token = await account_sessions.start(session, actor.account_id, "test")
        await engine.dispose()
        return token

    with ThreadPoolExecutor(1) as pool:
        token = pool.submit(lambda: asyncio.run(work())).result()
    headers = {"Cookie": f"approdo_session={token}"}
    return httpx.Client(base_url=house.url, headers=headers, timeout=60, trust_env=False), identifier


def entry(person: Person, identifier: str) -> bool | None:
    """Whether the desk is open, as its card in the answer says; None when that is not known."""
    replies = person.say("Dove trovo uno sportello immigrazione a Rho?")
    entries = [row for reply in replies if reply["answer"] for row in reply["answer"]["entries"]]
    found = [row["open_now"] for row in entries if row["id"] == identifier]
    assert len(found) == 1, replies
    open_now: bool | None = found[0]
    return open_now


def test_the_assistant_answers_with_the_new_hours_at_once(house: RunningHouse) -> None:
    editor, identifier = an_editor_and_a_desk(house)
    path = f"/console/knowledge/services/{identifier}"
    with editor, Person(house.url, language="it") as person:
        assert entry(person, identifier) is None
        week = {f"{day}-0-opens": "0:00" for day in WEEK} | {f"{day}-0-closes": "23:59" for day in WEEK}
        sent = editor.post(path, data=form(editor, path) | week | {"act": "publish"})
        assert sent.headers["location"].endswith("?done=record_published")
        # On a public holiday it counts as closed: known it is in any case.
        assert entry(person, identifier) is not None
        hours = "\n".join(reply["text"] for reply in person.say("A che ora apre?"))
        line = next(line for line in hours.splitlines() if f"Spazio Girasole {identifier[:8]}" in line)
        assert "non conosco gli orari" not in line
        assert editor.post(f"{path}/status").status_code == 303
        replies = person.say("Dove trovo uno sportello immigrazione a Rho?")
        shown = [row["id"] for reply in replies if reply["answer"] for row in reply["answer"]["entries"]]
        assert identifier not in shown
