"""Kill any process at any moment and start again: every stored question is answered, once."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from tests.support.house import RunningHouse
from tests.support.person import Person

PEOPLE, MESSAGES = 6, 8
PATIENCE = 120.0


def persistent_send(person: Person, text: str) -> str:
    """Send as the widget does: the same id again and again until it is accepted."""
    identifier = str(uuid4())
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            response = person.client.post(f"{person.path}/messages", json={"id": identifier, "text": text})
            if response.status_code == 202:
                return identifier
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError("never accepted")


def assert_each_answered_once(person: Person, sent: list[str]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = person.read()
        answered = [row["reply_to"] for row in said if row["author"] == "assistant"]
        if set(sent) <= set(answered):
            break
        time.sleep(0.5)
    assert sorted(row["id"] for row in said if row["author"] == "person") == sorted(sent)
    assert sorted(answered) == sorted(sent)


@pytest.mark.parametrize("victim", ["approdo web", "rasa run", "approdo actions"])
def test_a_process_is_killed_while_people_ask(house: RunningHouse, victim: str) -> None:
    people = [Person(house.url, language="it") for _ in range(PEOPLE)]
    chance = random.Random(7)
    with ThreadPoolExecutor(PEOPLE) as pool:
        asked = [
            pool.submit(lambda person: [persistent_send(person, f"grazie {n}") for n in range(MESSAGES)], person)
            for person in people
        ]
        time.sleep(chance.uniform(0.2, 0.8))
        house.kill(victim)
        sent = [future.result() for future in asked]
    for person, identifiers in zip(people, sent, strict=True):
        assert_each_answered_once(person, identifiers)
    house.wait_until_ready()


def test_everything_is_killed_and_started_again(house: RunningHouse) -> None:
    people = [Person(house.url, language="it") for _ in range(PEOPLE)]
    sent = [[persistent_send(person, f"grazie {n}") for n in range(4)] for person in people]
    house.kill_all()
    house.start(fresh=False)
    for person, identifiers in zip(people, sent, strict=True):
        assert_each_answered_once(person, identifiers)
