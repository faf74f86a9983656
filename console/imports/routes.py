"""`/console/imports`: send a file, see row by row what would happen, let it happen."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from accounts.audit import record as audit
from accounts.models import Role
from connectors.web.house import House
from console.guard import Identifier, TheHouse, Visitor, role
from console.imports import work
from console.templates import page
from foundation.errors import ConflictError
from knowledge.importing.service import KINDS

ROOT = "/console/imports"
# Rows of each outcome that a page shows; the file of the plan has all of them.
SHOWN = 200
OUTCOMES = ("new", "changed", "differs", "gone", "refused")

router = APIRouter(prefix=ROOT, include_in_schema=False)
Importer = Annotated[Visitor, Depends(role(Role.EDITOR, Role.ADMIN))]
Kind = Literal["hsds", "municipalities", "osm", "schools", "table"]
# Tasks are kept from being forgotten while they run.
_tasks: set[asyncio.Task[None]] = set()


def _begin(house: House, job: work.Import, dry_run: bool) -> Response:
    task = asyncio.create_task(work.run(house.settings, job, dry_run))
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
    return RedirectResponse(f"{ROOT}/{job.id}", 303)


@router.get("")
async def show(request: Request, visitor: Importer) -> Response:
    """The form."""
    return page(request, "imports/pages/form.html", visitor, kinds=KINDS)


@router.post("")
async def send(
    visitor: Importer,
    house: TheHouse,
    file: UploadFile,
    kind: Annotated[Kind, Form()],
    source: Annotated[str, Form(max_length=200)] = "",
    columns: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Keep the file and plan its import; nothing is written."""
    wish = {"kind": kind, "source": source.strip(), "columns": columns, "name": file.filename or ""}
    return _begin(house, await work.take_in(house.settings, file, wish), True)


@router.get("/{identifier}")
async def look(identifier: Identifier, request: Request, visitor: Importer, house: TheHouse) -> Response:
    """How far it is; the plan, row by row, or what was done."""
    job = work.find(house.settings, identifier)
    state = job.state
    report = job.report if state in ("planned", "done") else {"lines": [], "counts": {}}
    lines = {name: [row for row in report["lines"] if row["outcome"] == name] for name in OUTCOMES}
    answer = page(
        request,
        "imports/pages/import.html",
        visitor,
        job=job,
        state=state,
        report=report,
        lines={name: rows[:SHOWN] for name, rows in lines.items() if rows},
        totals={name: len(rows) for name, rows in lines.items()},
    )
    if state == "running":
        answer.headers["Refresh"] = "2"
    return answer


@router.post("/{identifier}/carry-out")
async def carry_out(identifier: Identifier, visitor: Importer, house: TheHouse) -> Response:
    """Import what was planned. Raises ConflictError when it is under way or done already."""
    job = work.find(house.settings, identifier)
    if job.state != "planned":
        raise ConflictError("This import is under way, done, or not possible.")
    async with house.sessions.begin() as session:
        await audit(session, visitor.account_id, "knowledge.imported", job.id, kind=job.wish["kind"])
    return _begin(house, job, False)
