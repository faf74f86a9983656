"""Words that staff have said to mean a topic decide in the running house where Rasa is not sure, and only there."""

from collections.abc import Iterator

import pytest

from foundation.database import Sessions
from knowledge.search.naming.service import Naming, add, remove
from tests.support.house import RunningHouse
from tests.support.person import Person, topic_of

WORDS = (
    ("it", "permit_renewal", "la cedola brunita"),
    ("it", "tax_code", "brunita"),
    ("ar", "permit_renewal", "القسيمة الوردية"),
    ("it", "housing", "codice fiscale"),
)


@pytest.fixture
def named(house: RunningHouse) -> Iterator[None]:
    """The words, in the running house, until the test ends."""

    async def put(sessions: Sessions) -> list[int]:
        async with sessions.begin() as session:
            return [(await add(session, Naming.typed(*row), "somebody")).id for row in WORDS]

    async def take_back(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            for identifier in held:
                await remove(session, identifier)

    held = house.database(put)
    yield
    house.database(take_back)


def _topics(house: RunningHouse, language: str, *texts: str) -> list[str | None]:
    with Person(house.url, language=language) as person:
        return [topic_of(person.say(text)) for text in texts]


def test_they_decide_where_rasa_is_not_sure(house: RunningHouse, named: None) -> None:
    asked = "vorrei informazioni sulla cedola brunita"
    assert _topics(house, "it", asked, "e la brunita?") == ["permit_renewal", "tax_code"]
    assert _topics(house, "ar", "أسأل عن قسيمة وردية") == ["permit_renewal"]


def test_they_do_not_overrule_what_is_understood(house: RunningHouse, named: None) -> None:
    assert _topics(house, "it", "Come ottengo il codice fiscale?") == ["tax_code"]


def test_without_them_it_is_another_answer(house: RunningHouse) -> None:
    assert _topics(house, "it", "vorrei informazioni sulla cedola brunita") != ["permit_renewal"]
