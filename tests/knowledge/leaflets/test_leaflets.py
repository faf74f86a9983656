"""Leaflets: every guide in every language it has fits on its page, and says what the chat says."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError, NotFoundError
from foundation.languages import languages
from foundation.topics import topics
from knowledge.leaflets.leaflets import guide_sheets, town_sheets
from knowledge.leaflets.printing import printed
from knowledge.leaflets.sheet import Part, Sheet
from knowledge.loading import load_content
from knowledge.places.gazetteer import Gazetteer

SITE, MOMENT = "https://approdo.example", datetime(2026, 11, 30, tzinfo=UTC)
ANSWERED = [row.code for row in languages().values() if row.answered]


def words(pdf: bytes) -> list[str]:
    """The text of each page, without its spaces."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


async def test_every_guide_fits_on_one_page_a_language(sessions: Sessions) -> None:
    await load_content(sessions)
    guides = [topic.id for topic in topics().values() if topic.has_guide]
    assert guides
    assert len(ANSWERED) >= 6
    async with reading(sessions) as session:
        longest = []
        for code in ANSWERED:
            sheets = [(await guide_sheets(session, topic, [code], SITE, MOMENT))[0] for topic in guides]
            longest.append(max(sheets, key=lambda sheet: len(str(sheet))))
    pages = words(printed(longest))
    assert len(pages) == len(ANSWERED)
    assert re.sub(r"\s", "", longest[0].title) in pages[0]


async def test_a_town_has_its_services_on_one_page(sessions: Sessions) -> None:
    await load_content(sessions)
    gazetteer = Gazetteer.load()
    milan, small = gazetteer.by_name("Milano"), gazetteer.by_name("Morterone")
    assert milan
    assert small
    async with reading(sessions) as session:
        sheets = await town_sheets(session, gazetteer, milan, ["it", "ar"], SITE, MOMENT)
        with pytest.raises(NotFoundError):
            await town_sheets(session, gazetteer, small, ["it"], SITE, MOMENT)
    (italian, arabic) = words(printed(sheets))
    assert "ComunediMilano" in italian
    assert "ComunediMilano" in arabic


async def test_what_cannot_be_printed_is_refused(sessions: Sessions) -> None:
    await load_content(sessions)
    async with reading(sessions) as session:
        for wanted in (["zh"], []):
            with pytest.raises(InvalidInputError):
                await guide_sheets(session, "tax_code", wanted, SITE, MOMENT)
        with pytest.raises(NotFoundError):
            await guide_sheets(session, "nothing", ["it"], SITE, MOMENT)
    endless = Sheet("it", "Lungo", "", (Part("Testo", "parola " * 20_000),), SITE, "")
    with pytest.raises(InvalidInputError):
        printed([endless])


def test_no_text_is_markup() -> None:
    hostile = '#read("/etc/passwd") $x$ *b* \\ " <a> {{ }} \u202e'
    (page,) = words(printed([Sheet("it", hostile, hostile, (Part(hostile, hostile, (hostile,)),), SITE, hostile)]))
    assert '#read("/etc/passwd")' in page
