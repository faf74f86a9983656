"""`approdo import`: data into the knowledge base. `--dry-run` shows what would happen and writes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.importing.publishers import publisher

if TYPE_CHECKING:
    from knowledge.importing.plan import Plan, Sink
    from knowledge.importing.progress import Told
    from knowledge.importing.service import Request

Kind = Annotated[str, typer.Argument(metavar="KIND", help="hsds, schools, municipalities, osm, table.")]
File = Annotated[str, typer.Argument(metavar="FILE|URL", help="A file, a folder (hsds), or an address with https.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen and write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Source = Annotated[str, typer.Option(help="Who publishes it; a later file of theirs is compared with this one.")]
Everywhere = Annotated[bool, typer.Option("--everywhere", help="Also what lies outside Lombardy.")]
Columns = Annotated[list[str] | None, typer.Option("--map", help="For a table: field=Column, e.g. name=Ente.")]
Mapping = Annotated[Path | None, typer.Option(help="For a table: a YAML file of “field: Column”.")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Every line of the plan, one JSON object a line.")]
AcceptGone = Annotated[bool, typer.Option("--accept-gone", help="What is missing is gone, even where it is much.")]
Insecure = Annotated[bool, typer.Option("--http", help="Read an address without encryption.")]
Public = Annotated[bool, typer.Option("--public", help="No address inside your network (but APPRODO_IMPORT_HOSTS).")]
Keep = Annotated[Path | None, typer.Option(help="Keep the file of an address here.")]
OnlyMapped = Annotated[bool, typer.Option("--only-mapped", help="For a table: take no column for its name.")]
ShowColumns = Annotated[bool, typer.Option("--columns", help="For a table: show its columns and stop.")]
ShowProgress = Annotated[bool, typer.Option("--progress", help="Say on stderr how far it is, for other programs.")]


def import_data(
    kind: Kind,
    file: File,
    dry_run: DryRun = False,
    as_json: Json = False,
    source: Source = "",
    everywhere: Everywhere = False,
    columns: Columns = None,
    mapping: Mapping = None,
    report_file: ReportFile = None,
    accept_gone: AcceptGone = False,
    insecure: Insecure = False,
    public: Public = False,
    keep: Keep = None,
    only_mapped: OnlyMapped = False,
    columns_only: ShowColumns = False,
    progress: ShowProgress = False,
) -> None:
    """Read data into the knowledge base, after comparing it with what stands there.

    What staff changed by hand is not overwritten but shown. A row that cannot be taken is listed and does not
    spoil the others. What the newest file lacks is marked inactive, never deleted. Run twice, nothing changes.
    """
    from approdo.import_columns import show_columns
    from approdo.import_progress import Progress, failure_told
    from approdo.import_report import Report
    from knowledge.importing.mapping import read_mapping
    from knowledge.importing.progress import silent
    from knowledge.importing.service import KINDS, Request

    if kind not in KINDS:
        raise typer.BadParameter(f"“{kind}” is none of {', '.join(KINDS)}.", param_hint="KIND")
    if columns_only and kind != "table":
        raise typer.BadParameter("Only a table has columns to be shown.", param_hint="--columns")
    fields, told = read_mapping(mapping, columns or []), Progress() if progress else silent
    local = _local(file, insecure, public, keep, told)
    with failure_told(progress), local as path, Report.opened(report_file) as report:
        if columns_only:
            show_columns(path, as_json)
            return
        wish = Request(kind, path, source or publisher(file), everywhere, fields, accept_gone, not only_mapped)
        plan = _run(wish, report.add, dry_run, told)
        report.show(plan, dry_run, as_json)
    if not plan.taken:
        raise typer.Exit(1)


@contextmanager
def _local(file: str, insecure: bool, public: bool, keep: Path | None, told: "Told") -> Iterator[Path]:
    from foundation.settings import Settings
    from knowledge.importing.downloads import fetched, host_of
    from knowledge.importing.sentences import invalid

    if "://" not in file:
        if not Path(file).exists():
            raise invalid("not_there", file=Path(file).name)
        yield Path(file)
        return
    typer.echo(f"Reading from {host_of(file, insecure=True)} …", err=True)
    with fetched(file, insecure, Settings().inside_hosts if public else None, keep, told) as path:
        yield path


def _run(request: "Request", sink: "Sink", dry_run: bool, told: "Told") -> "Plan":
    """The plan, carried out unless it is a dry run; on a database that is up to date and holds what ships."""
    import asyncio

    from sqlalchemy.exc import OperationalError, ProgrammingError

    from approdo.setup import migrate
    from foundation.database import create_engine, create_sessions
    from foundation.errors import ConfigurationError
    from foundation.settings import Settings
    from knowledge.importing.sentences import said
    from knowledge.importing.service import run
    from knowledge.loading import load_content

    settings = Settings()

    async def work() -> "Plan":
        engine = create_engine(settings)
        try:
            sessions = create_sessions(engine)
            await load_content(sessions)
            return await run(sessions, request, sink, dry_run, told)
        finally:
            await engine.dispose()

    try:
        told("preparing", 0)
        migrate(settings)
        return asyncio.run(work())
    except (OperationalError, ProgrammingError) as error:
        sentence = said("database")
        raise ConfigurationError(str(sentence), sentence=sentence) from error
