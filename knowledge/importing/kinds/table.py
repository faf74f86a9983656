"""Any table of services, one a row, with its columns mapped to our fields: `name=Ente`, `phone=Telefono`.

A column that bears one of our names, or the usual Italian word for it, needs no mapping.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from foundation.text import folded
from knowledge.importing.kinds.table_rows import Table
from knowledge.importing.reading import Notes, Reading, Towns
from knowledge.importing.sentences import invalid, said
from knowledge.importing.sheets import open_sheet

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("codice", "identificativo"),
    "name": ("ente", "denominazione", "nome", "organizzazione", "nome ente"),
    "kind": ("tipo", "tipologia"),
    "service": ("servizio", "nome servizio"),
    "description": ("descrizione", "note"),
    "municipality": ("comune", "citta", "localita"),
    "province": ("provincia", "sigla"),
    "address": ("indirizzo", "via", "sede"),
    "postal_code": ("cap",),
    "latitude": ("latitudine", "lat"),
    "longitude": ("longitudine", "lon", "lng"),
    "phone": ("telefono", "tel", "numero di telefono"),
    "email": ("e mail", "mail", "posta elettronica"),
    "website": ("sito", "sito web", "web"),
    "url": (),
    "languages": ("lingue", "lingua"),
    "topics": ("argomenti", "temi"),
    "hours": ("orari", "orario", "orari di apertura"),
    "application_process": ("come accedere", "accesso"),
    "fees": ("costi", "costo"),
    "eligibility": ("destinatari", "requisiti"),
    "documents": ("documenti",),
    "programme": ("progetto", "programma"),
    "status": ("stato",),
}


def read_table(path: Path, towns: Towns, source: str, mapping: Mapping[str, str], guess: bool = True) -> Reading:
    """The services of a table; without `guess` only what is mapped is read.

    Raises InvalidInputError when a field or column is unknown, or no column is the name.
    """
    notes = Notes()
    sheet = open_sheet(path, notes)
    columns = columns_of(sheet.header, mapping, path.name)
    if guess:
        columns |= guessed(sheet.header, columns)
    if "name" not in columns:
        raise invalid("no_name_column", file=path.name)
    for column in sheet.header:
        # Without guessing it was left out on purpose.
        if guess and column and column not in columns.values():
            notes.add(said("column_unmapped", column=column))
    for name, column in columns.items():
        if name not in mapping and folded(column) != folded(name):
            notes.add(said("column_taken", column=column, field=name))
    table = Table(columns, towns, source, notes)
    return Reading("table", f"Table of {source}", table.read(sheet.rows), notes, sources=frozenset({source}))


def columns_of(header: list[str], mapping: Mapping[str, str], name: str) -> dict[str, str]:
    """Field → column as the file `name` writes it. Raises InvalidInputError for a field or column that is unknown."""
    by_name = {folded(column): column for column in header if column}
    columns: dict[str, str] = {}
    for field, column in mapping.items():
        if field not in FIELDS:
            raise invalid("unknown_field", field=field, fields=", ".join(FIELDS))
        if folded(column) not in by_name:
            raise invalid("no_column", file=name, column=column, columns=", ".join(by_name.values()))
        columns[field] = column if column in header else by_name[folded(column)]
    return columns


def guessed(header: list[str], taken: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Field → column, for the columns that bear the name of a field and the fields that are not `taken`."""
    by_name = {folded(column): column for column in header if column}
    used, columns = set(taken.values()), {}
    for field, others in FIELDS.items():
        held = [by_name[folded(one)] for one in (field, *others) if folded(one) in by_name]
        free = [column for column in held if column not in used]
        if field not in taken and free:
            columns[field] = free[0]
            used.add(free[0])
    return columns
