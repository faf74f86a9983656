"""`/console/imports/…/columns`: which column of a table is which of our fields."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from console.guard import TheHouse, Visitor
from console.imports import mappings, work
from console.imports.access import ROOT, Found, Importer, to
from console.imports.folder import Import
from console.imports.words import in_words
from console.templates import page
from foundation.catalogue import message

router = APIRouter(prefix=f"{ROOT}/{{identifier}}/columns", include_in_schema=False)
# Letters of a cell that are shown.
SHOWN = 80


def _is_open(job: Import) -> bool:
    """Whether its columns are known and may (still) be chosen."""
    return (job.folder / "columns").exists() and job.state not in ("running", "done")


def _page(
    request: Request, visitor: Visitor, job: Import, choices: mappings.Choices, known: bool = False, status: int = 200
) -> Response:
    columns = job.columns
    faults = mappings.faults_of(columns["header"], choices) if status != 200 else {}
    return page(
        request,
        "imports/pages/columns.html",
        visitor,
        status=status,
        job=job,
        wish=job.wish,
        columns=columns,
        words=lambda said: in_words(said, visitor.language),
        samples=[_sample(column, columns["rows"]) for column in columns["header"]],
        choices=choices,
        groups=mappings.GROUPS,
        known=known,
        faults={
            name: message(f"console.imports.fault_{key}", visitor.language, **arguments)
            for name, (key, arguments) in faults.items()
        },
    )


def _sample(column: str, rows: list[Mapping[str, Mapping[str, str]]]) -> list[str]:
    cells = [row["cells"].get(column, "") for row in rows if "cells" in row]
    return [cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…" for cell in cells]


@router.get("")
async def show(request: Request, visitor: Importer, house: TheHouse, job: Found) -> Response:
    """The columns with their first rows, each with a field: as chosen before, else as guessed."""
    if not _is_open(job):
        return to(job)
    columns = job.columns
    chosen, known = job.mapping, mappings.remembered(house.settings, columns["header"])
    fields = chosen if chosen is not None else known if known is not None else columns["fields"]
    choices = mappings.choices_of(columns["header"], fields)
    return _page(request, visitor, job, choices, known=chosen is None and known is not None)


@router.post("")
async def choose(request: Request, visitor: Importer, house: TheHouse, job: Found) -> Response:
    """Plan the import with what was chosen; what is wrong is said at its field."""
    if not _is_open(job):
        return to(job)
    header, form = job.columns["header"], await request.form()
    choices = {place: str(form.get(f"column-{place}", "")) for place in range(len(header))}
    if mappings.faults_of(header, choices):
        return _page(request, visitor, job, choices, status=422)
    mapping = mappings.mapping_of(header, choices)
    job.map(mapping)
    mappings.remember(house.settings, header, mapping)
    work.begin(house.settings, job, "plan")
    return to(job)
