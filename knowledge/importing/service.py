"""Imports as the command line and the console call them: a request in, a plan out, and the plan carried out."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Sessions, reading
from knowledge.importing import repository
from knowledge.importing.execution import execute
from knowledge.importing.kinds.hsds import read_hsds
from knowledge.importing.kinds.municipalities import read_municipalities
from knowledge.importing.kinds.osm import read_osm
from knowledge.importing.kinds.schools import read_schools
from knowledge.importing.kinds.table import read_table
from knowledge.importing.plan import Plan, Sink, make_plan
from knowledge.importing.progress import Told, silent, while_reading
from knowledge.importing.reading import Reading, Towns
from knowledge.importing.sentences import conflict, invalid
from knowledge.importing.spool import Spool

KINDS = ("hsds", "municipalities", "osm", "schools", "table")


@dataclass(frozen=True)
class Request:
    """What is asked for. `source` names who publishes the file, for kinds in which anybody may.

    `everywhere` takes what lies outside Lombardy too; `mapping` is field → column of a table, without `guess` all
    that is read of it; `accept_gone` marks what is missing as gone even where it is much.
    """

    kind: str
    path: Path
    source: str = ""
    everywhere: bool = False
    mapping: dict[str, str] = field(default_factory=dict)
    accept_gone: bool = False
    guess: bool = True


async def run(sessions: Sessions, request: Request, sink: Sink, dry_run: bool, told: Told = silent) -> Plan:
    """Make the plan and, unless it is a dry run, carry it out in one transaction; `told` hears how far it is.

    Raises InvalidInputError or TooLargeError when the file cannot be used, ConflictError when somebody changed
    the same records meanwhile; then nothing was written.
    """
    with Spool() as spool:
        async with reading(sessions) as session:
            opened = await open_reading(session, request)
            opened.rows = while_reading(opened.rows, told)
            plan = await make_plan(session, opened, spool, sink, request.accept_gone)
        if not dry_run and plan.taken:
            await _carry_out(sessions, plan, told)
        return plan


async def _carry_out(sessions: Sessions, plan: Plan, told: Told) -> None:
    try:
        async with sessions.begin() as session:
            await execute(session, plan, told)
    except IntegrityError as error:
        # Another import wrote the same records at the same moment.
        raise conflict("written_at_once") from error


async def open_reading(session: AsyncSession, request: Request) -> Reading:
    """The file of a request, ready to be read. Raises InvalidInputError or TooLargeError when it cannot be."""
    towns = Towns(await repository.municipalities(session))
    if request.kind == "schools":
        return read_schools(request.path, towns, request.everywhere)
    if request.kind == "hsds":
        return read_hsds(request.path, towns, request.source or "hsds")
    if request.kind == "osm":
        return read_osm(request.path, towns, request.source or "osm", request.everywhere)
    if request.kind == "table":
        return read_table(request.path, towns, request.source or "table", request.mapping, request.guess)
    if request.kind == "municipalities":
        return read_municipalities(request.path, request.everywhere)
    raise invalid("unknown_kind", kind=request.kind, kinds=", ".join(KINDS))
