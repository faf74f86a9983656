"""Municipalities under the columns of ISTAT's list, as `approdo import municipalities` reads them."""

from typing import Any

from sqlalchemy import Row

from knowledge.hsds.cells import disarmed
from knowledge.places.files import CAPITALS

COLUMNS = (
    *("Codice Regione", "Codice Comune formato alfanumerico", "Denominazione in italiano", "Denominazione Regione"),
    *("Sigla automobilistica", "Codice Catastale del comune", "Popolazione legale", "Latitudine", "Longitudine"),
)
_LOMBARDY = ("03", "Lombardia")


def row(town: Row[*tuple[Any, ...]]) -> list[str]:
    """The cells of a municipality; the region is known of Lombardy's only."""
    region = _LOMBARDY if town.province in CAPITALS else ("", "")
    cells = (
        *(region[0], town.code, town.name, region[1], town.province, town.cadastral_code),
        *(town.population, town.latitude, town.longitude),
    )
    return ["" if cell is None else disarmed(cell) if isinstance(cell, str) else str(cell) for cell in cells]
