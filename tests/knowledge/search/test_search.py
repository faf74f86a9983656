"""What is found, in which order, on both databases."""

import pytest

from foundation.database import Sessions, reading
from knowledge.places.gazetteer import Gazetteer
from knowledge.search.documents import KINDS
from knowledge.search.service import Page, search

# Quotes and operators of both full-text languages, signs that are no words, far too much of something.
_ODD = """
" | ' | a' OR '1'='1 | scuola AND | NOT scuola | NEAR(a b) | names: scuola | scuola* | (scuola | a:b | scuola & ! <->
% | _ | \\ | 🙂 | ' ' | .. | 1e309 | -- scuola | ﷺ | ß | İstanbul | \x00scuola | \u202ealoucs
"""
HOSTILE = [*_ODD.strip().replace("\n", " | ").split(" | "), "scuola " * 500, "x" * 10_000, "意" * 400]


async def found(sessions: Sessions, text: str, **wishes: object) -> Page:
    async with reading(sessions) as session:
        return await search(session, text, **wishes)  # type: ignore[arg-type]


def titles(page: Page) -> list[str]:
    return [hit.title for hit in page.found]


@pytest.mark.parametrize("text", ["Ballafon", "ballafon", "BALAFON", "ballaf", "Баллафон", "balafom"])
async def test_a_name_is_found_however_it_is_written(loaded: Sessions, text: str) -> None:
    assert titles(await found(loaded, text))[0] == "Ballafon"


async def test_a_mended_word_is_told(loaded: Sessions) -> None:
    page = await found(loaded, "ricongiugimento")
    assert page.mended == {"ricongiugiment": "ricongiungiment"}


async def test_where_few_have_all_words_others_follow_and_it_is_told(loaded: Sessions) -> None:
    page = await found(loaded, "ballafon scuola")
    assert page.complete == 0
    assert "Ballafon" in titles(page)[:5]
    page = await found(loaded, "codice fiscale", kinds=("guide",))
    assert 0 < page.complete < page.total
    assert page.found[0].id == "tax_code"
    assert (await found(loaded, "codice fiscale", kinds=("guide",), offset=1)).found[0] == page.found[1]


async def test_words_in_any_order(loaded: Sessions) -> None:
    one, other = await found(loaded, "comune bergamo"), await found(loaded, "bergamo comune")
    assert {hit.id for hit in one.found} == {hit.id for hit in other.found}
    assert titles(one)[0] == "Comune di Bergamo"


async def test_an_exact_name_comes_first(loaded: Sessions) -> None:
    first = (await found(loaded, "INPS")).found[0]
    assert (first.kind, first.title) == ("organization", "INPS")


async def test_a_guide_has_its_title_in_the_language(loaded: Sessions) -> None:
    page = await found(loaded, "codice fiscale", kinds=("guide",), language="en")
    assert titles(page)[0] == "Getting the codice fiscale (tax code)"
    assert (
        titles(await found(loaded, "codice fiscale", kinds=("guide",), language="pa"))[0] == "Avere il codice fiscale"
    )


async def test_a_town_says_where_and_the_nearer_comes_first(loaded: Sessions, gazetteer: Gazetteer) -> None:
    page = await found(loaded, "mediazione linguistico-culturale a Crema", gazetteer=gazetteer)
    crema = gazetteer.by_name("Crema")
    assert crema is not None
    assert page.near == crema
    assert (page.found[0].municipality, page.found[0].distance_km) == (crema.code, 0.0)
    nearby = await found(loaded, "mediazione", near=crema, within_km=25.0)
    assert 0 < nearby.total < page.total
    assert all(hit.distance_km is not None and hit.distance_km <= 25.0 for hit in nearby.found)


async def test_only_a_town_finds_what_is_there(loaded: Sessions, gazetteer: Gazetteer) -> None:
    page = await found(loaded, "a Lecco", gazetteer=gazetteer, kinds=("service",))
    assert {hit.owner for hit in page.found[:3]} == {"IIS Parini"}


async def test_a_service_is_found_by_what_it_offers_in_any_language(loaded: Sessions, gazetteer: Gazetteer) -> None:
    page = await found(loaded, "посередник у школі Sondrio", gazetteer=gazetteer, kinds=("service",))
    assert page.found[0].title == "Mediazione a scuola"
    assert page.found[0].owner == "Comune di Sondrio – Ambito territoriale di Sondrio"


async def test_filters(loaded: Sessions, gazetteer: Gazetteer) -> None:
    everything = await found(loaded, "", statuses=None, limit=1)
    kinds = [await found(loaded, "", statuses=None, kinds=(kind,), limit=100) for kind in KINDS]
    assert everything.total == sum(page.total for page in kinds) > 200
    assert [{hit.kind for hit in page.found} for page in kinds] == [{"guide"}, {"service"}, {"organization"}, set()]
    about = await found(loaded, "", topics=("school_mediation",))
    assert {hit.kind for hit in about.found} == {"guide", "service", "organization"}
    lecco = gazetteer.by_name("Lecco")
    assert lecco is not None
    there = await found(loaded, "", municipality=lecco.code)
    assert {hit.municipality for hit in there.found} == {lecco.code}
    assert (await found(loaded, "Parini", statuses=("draft",))).total == 0


async def test_pages_hold_everything_once(loaded: Sessions) -> None:
    for text in ("scuola", ""):
        total = (await found(loaded, text)).total
        assert total > 40
        pages = [await found(loaded, text, limit=20, offset=start) for start in range(0, total + 20, 20)]
        listed = [(hit.kind, hit.id) for page in pages for hit in page.found]
        assert len(listed) == len(set(listed)) == total
        assert {page.total for page in pages} == {total}


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_and_odd_searches(loaded: Sessions, gazetteer: Gazetteer, text: str) -> None:
    page = await found(loaded, text, gazetteer=gazetteer)
    assert len(page.found) <= page.total or page.total == 0


async def test_what_is_like_nothing_finds_nothing(loaded: Sessions) -> None:
    assert (await found(loaded, "qzxwvk jjkqz")).total == 0
