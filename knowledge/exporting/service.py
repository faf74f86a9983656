"""Exports as the command line calls them: a kind and a path in, a file that is whole or not there."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError
from knowledge.exporting import repository, streams
from knowledge.exporting.held import BATCH, every_service, organizations, places
from knowledge.exporting.hsds import location
from knowledge.exporting.package import (
    Package,
    lines_of_location,
    lines_of_organization,
    lines_of_service,
    lines_of_term,
    pack,
)
from knowledge.exporting.registers.schools import REGISTERS
from knowledge.exporting.translations import translated_topics
from knowledge.exporting.vocabulary import TOPICS
from knowledge.exporting.wish import EVERYTHING, Wish

KINDS = ("hsds", "municipalities", "osm", "schools", "table")
_TITLE = "Approdo: services for people who have just arrived in Lombardy"


@dataclass(frozen=True)
class Request:
    """What is asked for. `public`: only active services, and not who checked them; else all there is.

    A map (`osm`) has no place to say that a service is no longer offered: it always holds the active ones.

    `register` says which schools: `statali` or `paritarie`.
    """

    kind: str
    path: Path
    public: bool = False
    register: str = "statali"

    @property
    def wish(self) -> Wish:
        """The services it asks for."""
        return Wish() if self.public or self.kind == "osm" else EVERYTHING


async def export(sessions: Sessions, request: Request) -> None:
    """Write the file, the folder or the zip; whatever stands at the path is replaced once the new one is whole.

    Raises InvalidInputError when the kind is unknown, or the path is not one that can be written for it.
    """
    if request.kind not in KINDS:
        raise InvalidInputError(f"“{request.kind}” is none of {', '.join(KINDS)}.")
    if request.register not in REGISTERS:
        raise InvalidInputError(f"“{request.register}” is none of {', '.join(REGISTERS)}.")
    suffix = request.path.suffix.lower()
    if request.kind == "hsds" and suffix in ("", ".zip"):
        await _write_package(sessions, request)
        return
    endings = {"hsds": (".json", ".zip"), "osm": (".geojson", ".json")}.get(request.kind, (".csv",))
    if suffix not in endings:
        folder = ", or in nothing for a folder" if request.kind == "hsds" else ""
        raise InvalidInputError(f"Give {request.path.name} a name that ends in {' or '.join(endings)}{folder}.")
    _not_a_folder(request.path)
    await _write_file(sessions, request)


def _not_a_folder(path: Path) -> None:
    if path.is_dir():
        raise InvalidInputError(f"{path} is a folder: give the name of a file.")


def _pieces(session: AsyncSession, request: Request) -> streams.Pieces:
    makers: dict[str, Callable[[], streams.Pieces]] = {
        "hsds": lambda: streams.hsds_json(session, request.wish, public=request.public),
        "table": lambda: streams.table_csv(session, request.wish),
        "osm": lambda: streams.geojson_features(session, request.wish),
        "schools": lambda: streams.schools_csv(session, request.register),
        "municipalities": lambda: streams.municipalities_csv(session),
    }
    return makers[request.kind]()


async def _write_file(sessions: Sessions, request: Request) -> None:
    with _beside(request.path) as folder:
        draft = Path(folder) / request.path.name
        with draft.open("w", encoding="utf-8", newline="") as file:
            async with reading(sessions) as session:
                async for piece in _pieces(session, request):
                    file.write(piece)
                    # The web app writes such files too: others have their turn between two records.
                    await asyncio.sleep(0)
        os.replace(draft, request.path)


async def _write_package(sessions: Sessions, request: Request) -> None:
    path = request.path
    zipped = path.suffix.lower() == ".zip"
    if zipped:
        _not_a_folder(path)
    elif path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InvalidInputError(f"{path} is there already and is no empty folder.")
    with _beside(path) as name:
        folder = Path(name) / "package"
        folder.mkdir()
        async with reading(sessions) as session:
            await _fill(session, request, folder)
        if zipped:
            pack(folder, Path(name) / path.name)
            os.replace(Path(name) / path.name, path)
        else:
            os.replace(folder, path)


async def _fill(session: AsyncSession, request: Request, folder: Path) -> None:
    make = await streams.trees(session, public=request.public)
    texts = await translated_topics(session)
    with Package(folder) as package:
        for topic, rows in texts.items():
            package.write(lines_of_term(make.vocabulary.term(TOPICS, topic), rows))
        async for held in every_service(session, request.wish):
            package.write(lines_of_service(make.service(held)))
        if not request.public:
            idle, empty = await repository.without_services(session)
            for start in range(0, len(idle), BATCH):
                for organization in (await organizations(session, idle[start : start + BATCH])).values():
                    package.write(lines_of_organization(make.organization(organization)))
            for start in range(0, len(empty), BATCH):
                for place in (await places(session, empty[start : start + BATCH])).values():
                    package.write(lines_of_location(location(place)))
        package.describe(_TITLE)


def _beside(path: Path) -> "TemporaryDirectory[str]":
    """A folder on the same disk, gone afterwards. Raises InvalidInputError where none can be made."""
    try:
        return TemporaryDirectory(prefix=".approdo-", dir=path.parent)
    except OSError as error:
        raise InvalidInputError(f"{path.parent} is no folder that can be written to.") from error
