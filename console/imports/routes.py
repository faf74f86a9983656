"""`/console/imports`: give a file or an address, see row by row what would happen, let it happen."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from babel.numbers import format_decimal
from fastapi import APIRouter, Request, Response

from accounts.audit import record as audit
from accounts.repository import names_of
from connectors.web.house import House
from console.guard import TheHouse, Visitor
from console.imports import keeping, work
from console.imports.access import ROOT, Found, Importer, to
from console.imports.folder import Import
from console.imports.form import TheForm
from console.imports.words import field_name, in_words, value_text
from console.knowledge.telling import Words
from console.templates import page
from foundation.catalogue import message
from foundation.database import reading
from foundation.errors import ConflictError, NotFoundError
from knowledge.importing.service import KINDS

# Rows of each outcome that a page shows; the file of the plan has all of them.
SHOWN = 200
OUTCOMES = ("new", "changed", "differs", "gone", "refused")
_TAKEN = ("new", "changed", "same", "differs")

router = APIRouter(prefix=ROOT, include_in_schema=False)


async def _form(
    request: Request, visitor: Visitor, house: House, values: Mapping[str, str], faults: Mapping[str, str], status: int
) -> Response:
    jobs = keeping.recent(house.settings)
    async with reading(house.sessions) as session:
        names = await names_of(session, [job.wish["by"] for job in jobs])
    return page(
        request,
        "imports/pages/form.html",
        visitor,
        status=status,
        kinds=KINDS,
        values=values,
        faults={name: message(f"console.imports.fault_{key}", visitor.language) for name, key in faults.items()},
        jobs=[{"wish": job.wish, "state": job.state, "id": job.id, "at": job.at} for job in jobs],
        names=names,
    )


@router.get("")
async def show(request: Request, visitor: Importer, house: TheHouse, again: str = "") -> Response:
    """The form, with what was asked for in an earlier import (`again`), and the newest imports."""
    values: Mapping[str, str] = {}
    if again:
        try:
            values = keeping.find(house.settings, again).wish
        except NotFoundError:
            values = {}
    return await _form(request, visitor, house, values, {}, 200)


@router.post("")
async def send(request: Request, visitor: Importer, house: TheHouse, sent: TheForm) -> Response:
    """Keep the file or address, and look at it; nothing is written."""
    wish = sent.wish(visitor.account_id)
    if faults := sent.faults(house.settings.inside_hosts):
        return await _form(request, visitor, house, wish | {"source": sent.source}, faults, 422)
    job = await keeping.take_in(house.settings, sent.file, wish)
    work.begin(house.settings, job, job.first_step)
    return to(job)


def _shown(job: Import, state: str) -> dict[str, Any]:
    """The report as a page shows it; `taken`: whether anything of the file can be."""
    report = job.report if state in ("planned", "done") else {"lines": [], "counts": {}}
    lines = {name: [row for row in report["lines"] if row["outcome"] == name] for name in OUTCOMES}
    counts = [counts for entity, counts in report["counts"].items() if entity != "row"]
    return {
        "report": report,
        "lines": {name: rows[:SHOWN] for name, rows in lines.items() if rows},
        "totals": {name: len(rows) for name, rows in lines.items()},
        "taken": any(held.get(name) for held in counts for name in _TAKEN),
    }


@router.get("/{identifier}")
async def look(request: Request, visitor: Importer, house: TheHouse, job: Found) -> Response:
    """How far it is; the plan, row by row, or what was done."""
    state = job.state
    if state == "columns":
        return to(job, "/columns")
    return page(
        request,
        "imports/pages/import.html",
        visitor,
        job=job,
        wish=job.wish,
        state=state,
        far=_far(job, visitor.language),
        words=lambda said: in_words(said, visitor.language),
        value_text=partial(value_text, words=await Words.of(house, visitor.language)),
        field_name=partial(field_name, header=_header(job), language=visitor.language),
        **_shown(job, state),
    )


def _header(job: Import) -> list[str]:
    """The columns of a table; of another kind of file nothing."""
    return list(job.columns["header"]) if job.mapping is not None else []


def _far(job: Import, language: str) -> str:
    """What is being done, in words."""
    step, count = job.progress
    number = format_decimal(count / 1e6 if step == "fetching" else count, "#,##0.#", language)
    return message(f"console.imports.step_{step}", language, count=number)


@router.post("/{identifier}/plan")
async def plan(visitor: Importer, house: TheHouse, job: Found) -> Response:
    """Plan it once more. Raises ConflictError when it is under way or done already."""
    if job.state == "done":
        raise ConflictError("This import is done.")
    work.begin(house.settings, job, job.first_step)
    return to(job)


@router.post("/{identifier}/cancel")
async def cancel(visitor: Importer, job: Found) -> Response:
    """Stop planning. Raises ConflictError when it is not being planned."""
    job.cancel()
    return to(job)


@router.post("/{identifier}/carry-out")
async def carry_out(visitor: Importer, house: TheHouse, job: Found) -> Response:
    """Import what was planned. Raises ConflictError when it is under way, done, or nothing can be taken."""
    if job.state != "planned" or not _shown(job, "planned")["taken"]:
        raise ConflictError("This import is under way, done, or not possible.")
    work.begin(house.settings, job, "done")
    async with house.sessions.begin() as session:
        await audit(session, visitor.account_id, "knowledge.imported", job.id, kind=job.wish["kind"])
    return to(job)
