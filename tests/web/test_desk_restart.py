"""Everything is killed in the middle of a conversation with a mediator: both go on where they were."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx

from accounts import sessions as account_sessions
from foundation.database import create_engine, create_sessions
from foundation.settings import Settings
from tests.support.house import RunningHouse
from tests.support.person import Person
from tests.support.staff import add_mediator


def signed_in_mediator(house: RunningHouse) -> httpx.Client:
    """A mediator of the running house, over HTTP."""

    async def token() -> str:
        engine = create_engine(Settings(home=house.home))
        sessions = create_sessions(engine)
        actor = await add_mediator(sessions, "Anna", signed_in=False)
        async with sessions.begin() as session:
            found = await account_sessions.start(session, actor.account_id, "test")
        await engine.dispose()
        return found

    with ThreadPoolExecutor(1) as pool:
        cookie = pool.submit(lambda: asyncio.run(token())).result()
    headers = {"Cookie": f"approdo_session={cookie}"}
    return httpx.Client(base_url=f"{house.url}/api/v1/desk", headers=headers, timeout=60, trust_env=False)


def test_a_taken_conversation_outlives_a_restart(house: RunningHouse) -> None:
    person = Person(house.url, language="ar")
    person.say("أريد أن أتكلم مع شخص")
    with signed_in_mediator(house) as desk:
        path = f"/conversations/{person.id}"

        def act(name: str, **body: Any) -> httpx.Response:
            return desk.post(f"{path}/{name}", json=body or None)

        assert act("take").status_code == 200
        assert act("messages", id="before-the-restart", text="Buongiorno").status_code == 201
        person.send(wait=None, text="قبل")
        house.kill_all()
        house.start(fresh=False)
        # She does not know whether her reply arrived, and sends it again.
        assert act("messages", id="before-the-restart", text="Buongiorno").status_code == 201
        assert act("messages", id=str(uuid4()), text="Ci sono ancora").status_code == 201
        person.send(text="بعد")
        assert person.client.get(person.path).json()["handoff"]["mediator"] == {"name": "Anna"}
        said = [message["text"] for message in person.read() if message["author"] in ("mediator", "person")]
        assert said == ["أريد أن أتكلم مع شخص", "Buongiorno", "قبل", "Ci sono ancora", "بعد"]
        assert act("return").status_code == 200
    assert person.say("شكرا")
