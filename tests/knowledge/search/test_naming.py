"""Words that staff say to mean a topic find it at once, in the transaction that adds them, on both databases."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from foundation.database import Sessions, reading
from foundation.errors import NotFoundError
from knowledge.search.index import rebuild
from knowledge.search.models import SearchSynonym
from knowledge.search.naming import repository, trial
from knowledge.search.naming.service import LONGEST, MOST, Naming, add, fault_of, remove, standing_for
from knowledge.search.service import search


async def named(sessions: Sessions, words: str, topic: str = "permit_renewal", language: str = "it") -> int:
    """Say that words mean a topic; the number of what was added."""
    async with sessions.begin() as session:
        naming = Naming.typed(language, topic, words)
        assert await fault_of(session, naming) is None
        row = await add(session, naming, "somebody")
    return row.id


async def first(sessions: Sessions, text: str, kind: str = "guide") -> str:
    """The first record of a kind that a search finds; empty for none."""
    async with reading(sessions) as session:
        page = await search(session, text, kinds=(kind,))
    return page.found[0].id if page.found else ""


async def fault(sessions: Sessions, words: str, topic: str = "permit_renewal", language: str = "it") -> str | None:
    async with reading(sessions) as session:
        return await fault_of(session, Naming.typed(language, topic, words))


async def test_words_find_the_guide_and_what_is_offered_until_they_are_removed(loaded: Sessions) -> None:
    assert await first(loaded, "bzugrolova") == ""
    identifier = await named(loaded, "  la   bzugrolova ", "mediator_request")
    assert await first(loaded, "Bzugrolove") == "mediator_request"
    assert await first(loaded, "bzugrolova", "service") != ""
    async with loaded.begin() as session:
        await rebuild(session)
    assert await first(loaded, "bzugrolova") == "mediator_request"
    async with loaded.begin() as session:
        row = await remove(session, identifier)
    assert (row.words, row.topic) == ("la bzugrolova", "mediator_request")
    assert await first(loaded, "bzugrolova") == ""
    with pytest.raises(NotFoundError):
        async with loaded.begin() as session:
            await remove(session, identifier)


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [("ar", "الورقة الزهرية", "ورقة زهرية"), ("uk", "жовтушка", "zhovtushka"), ("zh", "粉红卡片", "粉红卡"),
     ("it", "cédola rosà", "cedola rosa")],
)  # fmt: skip
async def test_words_of_any_script_are_found_as_any_other(
    loaded: Sessions, language: str, words: str, asked: str
) -> None:
    identifier = await named(loaded, words, "tax_code", language)
    assert await first(loaded, asked) == "tax_code"
    async with loaded.begin() as session:
        await remove(session, identifier)


@pytest.mark.parametrize(
    ("words", "reason"),
    [("", "length"), ("x" * (LONGEST + 1), "length"), ("1234", "words"), ("?!", "words"), ("ciao", "words"),
     ("permesso", "known"), ("PERMESSI", "known"), ("rinnovo del permesso", "known")],
)  # fmt: skip
async def test_words_that_say_nothing_or_nothing_new_are_refused(loaded: Sessions, words: str, reason: str) -> None:
    assert await fault(loaded, words) == reason


async def test_only_guides_and_our_languages_have_words(loaded: Sessions) -> None:
    assert await fault(loaded, "bzugrolova", "greet") == "unknown"
    assert await fault(loaded, "bzugrolova", "../etc") == "unknown"
    assert await fault(loaded, "bzugrolova", language="xx") == "unknown"


async def test_words_are_added_once_and_not_without_end(loaded: Sessions) -> None:
    await named(loaded, "gialletto", "nursery")
    assert await fault(loaded, "Gialletti!", "nursery") == "known"
    with pytest.raises(IntegrityError):
        async with loaded.begin() as session:
            await add(session, Naming("it", "nursery", "GIALLETTO"), "somebody")
    async with loaded.begin() as session:
        known = {"topic": "nursery", "language": "fr", "account_id": "somebody"}
        session.add_all(SearchSynonym(words=f"mot {n}", folded=f"mot {n}", **known) for n in range(MOST))
    assert await fault(loaded, "crapouillot", "nursery", "fr") == "many"
    assert await fault(loaded, "crapouillot", "nursery", "es") is None


async def test_two_add_words_to_one_topic_at_once_and_both_are_found(loaded: Sessions) -> None:
    await asyncio.gather(named(loaded, "fogliolino", "housing"), named(loaded, "casettina", "housing"))
    assert {await first(loaded, "fogliolino"), await first(loaded, "casettina")} == {"housing"}


async def test_other_topics_that_have_the_words_are_named(loaded: Sessions) -> None:
    async with reading(loaded) as session:
        assert "family_doctor" in await standing_for(session, "il medico di famiglia")
        assert await standing_for(session, "mangiafuoco medico") == []


async def test_judged_searches_that_words_make_worse_are_found(loaded: Sessions) -> None:
    async with reading(loaded) as session:
        before = await trial.judge(session, "codise")
        every = {row.text for row in before}
        harmless = await trial.judge(session, "mangiafuoco")
    assert "codise fiscale" in every
    identifier = await named(loaded, "codise")
    async with reading(loaded) as session:
        assert trial.worse(before, await trial.judge(session, "codise")) == ["codise fiscale"]
        assert trial.worse(harmless, await trial.judge(session, "mangiafuoco")) == []
        assert [row.words for row in await repository.every(session) if row.id == identifier] == ["codise"]
    async with loaded.begin() as session:
        await remove(session, identifier)


def test_only_words_that_can_be_read_as_the_new_ones_change_a_search() -> None:
    assert trial.may_change("tarjola", "la mia tarjola scade")
    assert trial.may_change("tarjola", "tarj")
    assert trial.may_change("tarjola", "la tarjolla")
    assert not trial.may_change("tarjola", "il permesso scade")
