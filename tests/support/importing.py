"""Imports as tests run them: the plan, its lines, and files to read."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from foundation.database import Sessions
from foundation.settings import PROJECT
from knowledge.importing.plan import Plan
from knowledge.importing.record import Fate, Outcome
from knowledge.importing.service import Request, run
from knowledge.places.models import Municipality

# The real files, where they lie beside the project.
REAL = PROJECT.parent / "shared" / "data"
SCHOOLS = REAL / "SCUANAGRAFEPAR20232420230901.csv"
MUNICIPALITIES = REAL / "Elenco-comuni-italiani-2019.csv"
STATE_COLUMNS = (
    *("ANNOSCOLASTICO", "AREAGEOGRAFICA", "REGIONE", "PROVINCIA", "CODICEISTITUTORIFERIMENTO"),
    *("DENOMINAZIONEISTITUTORIFERIMENTO", "CODICESCUOLA", "DENOMINAZIONESCUOLA", "INDIRIZZOSCUOLA", "CAPSCUOLA"),
    *("CODICECOMUNESCUOLA", "DESCRIZIONECOMUNE", "DESCRIZIONECARATTERISTICASCUOLA"),
    *("DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA", "INDICAZIONESEDEDIRETTIVO", "INDICAZIONESEDEOMNICOMPRENSIVO"),
    *("INDIRIZZOEMAILSCUOLA", "INDIRIZZOPECSCUOLA", "SITOWEBSCUOLA", "SEDESCOLASTICA"),
)
TOWNS = (
    ("015182", "H264", "Rho", "MI", 45.5321, 9.0402),
    ("015146", "F205", "Milano", "MI", 45.4643, 9.1895),
    ("020065", "L020", "Suzzara", "MN", 44.9934, 10.7463),
)


@dataclass(frozen=True)
class Done:
    """An import: its plan and its lines."""

    plan: Plan
    lines: list[Fate]

    def of(self, outcome: Outcome) -> list[Fate]:
        return [line for line in self.lines if line.outcome == outcome]

    def counts(self) -> dict[str, int]:
        return {str(outcome): self.plan.total(outcome) for outcome in Outcome if self.plan.total(outcome)}


async def imported(sessions: Sessions, kind: str, path: Path, *, dry_run: bool = False, **wishes: object) -> Done:
    lines: list[Fate] = []
    plan = await run(sessions, Request(kind, path, **wishes), lines.append, dry_run)  # type: ignore[arg-type]
    return Done(plan, lines)


async def add_towns(sessions: Sessions) -> None:
    names = ("code", "cadastral_code", "name", "province", "latitude", "longitude")
    async with sessions.begin() as session:
        session.add_all(Municipality(**dict(zip(names, town, strict=True))) for town in TOWNS)


def school(**cells: str) -> dict[str, str]:
    """A row of the state register, as the Ministry writes it."""
    usual = {
        "ANNOSCOLASTICO": "202526",
        "REGIONE": "LOMBARDIA",
        "PROVINCIA": "MILANO",
        "CODICEISTITUTORIFERIMENTO": "MIIC8AA001",
        "DENOMINAZIONEISTITUTORIFERIMENTO": "IC PAOLO FRISI",
        "CODICESCUOLA": "MIEE8AA013",
        "DENOMINAZIONESCUOLA": "DON MILANI",
        "INDIRIZZOSCUOLA": "VIA CHIMINELLO6",
        "CAPSCUOLA": "20017",
        "CODICECOMUNESCUOLA": "H264",
        "DESCRIZIONECOMUNE": "RHO",
        "DESCRIZIONECARATTERISTICASCUOLA": "NORMALE",
        "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA": "SCUOLA PRIMARIA",
        "INDIRIZZOEMAILSCUOLA": "MIIC8AA001@ISTRUZIONE.IT",
        "SITOWEBSCUOLA": "Non Disponibile",
    }
    return dict.fromkeys(STATE_COLUMNS, "Non Disponibile") | usual | cells


def write_csv(path: Path, rows: Iterable[dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    rows = list(rows)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path
