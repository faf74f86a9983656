"""Load what ships into the database: places, guides, directory. Run again it changes only what has changed."""

import hashlib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Sessions
from foundation.settings import PROJECT
from knowledge.directory.content import organization_of, read_directory
from knowledge.directory.models import Organization
from knowledge.directory.repository import kept_organizations, replace_organizations
from knowledge.editing import repository as editing
from knowledge.guides.content import read_guide
from knowledge.guides.repository import save_guide
from knowledge.guides.shipped import offer_shipped_texts
from knowledge.loaded import LoadedContent
from knowledge.places.files import read_places
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.models import Municipality
from knowledge.search.index import rebuild

CONTENT = PROJECT / "knowledge" / "content"


def content_hash(folder: Path = CONTENT) -> str:
    """Changes whenever a file of the content does."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def guide_folders(folder: Path = CONTENT) -> list[Path]:
    """The folder of each topic that has a guide."""
    return sorted(path.parent for path in folder.glob("*/topic.yml"))


async def _load_places(session: AsyncSession) -> None:
    """Bring the table of municipalities to what ships; those that are there already are updated in place."""
    held = {row.code: row for row in await session.scalars(select(Municipality))}
    for place in read_places():
        row = held.get(place.code) or Municipality(code=place.code)
        row.cadastral_code, row.name, row.province = place.cadastral_code, place.name, place.province
        row.latitude, row.longitude, row.population = place.latitude, place.longitude, place.population
        session.add(row)
    await session.flush()


async def _load_guides(session: AsyncSession) -> None:
    edited = await editing.edited(session, "guide")
    for folder in guide_folders():
        guide = read_guide(folder)
        await save_guide(session, guide, {language for topic, language in edited if topic == guide.topic})


async def _load_organizations(session: AsyncSession, shipped: list[Organization]) -> None:
    edited = {kind: [row for row, _ in await editing.edited(session, kind)] for kind in ("organization", "service")}
    theirs = await kept_organizations(session, edited["organization"], edited["service"])
    await replace_organizations(session, [row for row in shipped if row.id not in theirs])


async def load_content(sessions: Sessions) -> bool:
    """Load everything that ships, in one transaction; False when it stands there already.

    What staff have published since is theirs: shipped content never writes over it. A guide's text that ships anew
    is offered to them as a draft.
    """
    wanted = content_hash()
    async with sessions.begin() as session:
        await offer_shipped_texts(session, guide_folders())
        held = await session.scalar(select(LoadedContent).where(LoadedContent.name == "shipped"))
        if held and held.content_hash == wanted:
            return False
        gazetteer = Gazetteer.load()
        await _load_places(session)
        await _load_guides(session)
        entries = read_directory(CONTENT / "directory")
        await _load_organizations(session, [organization_of(entry, gazetteer) for entry in entries])
        await rebuild(session)
        await session.merge(LoadedContent(name="shipped", content_hash=wanted))
    return True
