"""Schools under the columns of the Ministry's registers, as `approdo import schools` reads them."""

import re

from knowledge.exporting.held import HeldService
from knowledge.hsds.cells import disarmed

REGISTERS = ("statali", "paritarie")
_HEAD = ("CODICEISTITUTORIFERIMENTO", "DENOMINAZIONEISTITUTORIFERIMENTO")
_COLUMNS = (
    *("CODICESCUOLA", "DENOMINAZIONESCUOLA", "INDIRIZZOSCUOLA", "CAPSCUOLA", "CODICECOMUNESCUOLA"),
    *("DESCRIZIONECOMUNE", "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA", "INDIRIZZOEMAILSCUOLA", "SITOWEBSCUOLA"),
)
_MISSING = "Non Disponibile"
_SEAT = re.compile(r"Sede dell'istituto (.+) \((\w+)\)\.")
# The name we give this kind of school names other kinds too.
_COMPREHENSIVE = "ISTITUTO COMPRENSIVO"


def columns(register: str) -> tuple[str, ...]:
    """The columns of a register; it is by the first institute's code that the state's is known."""
    return ("REGIONE", "PROVINCIA", *(_HEAD if register == "statali" else ()), *_COLUMNS)


def row(held: HeldService, register: str, region: str, code: str) -> list[str]:
    """The cells of a school under `columns`."""
    owner, place = held.organization.fields, held.place
    town = place.town if place else None
    seat = _SEAT.fullmatch(held.fields["description"] or "")
    cells = {
        "REGIONE": region,
        "PROVINCIA": town.province if town else None,
        "CODICEISTITUTORIFERIMENTO": seat[2] if seat else code,
        "DENOMINAZIONEISTITUTORIFERIMENTO": seat[1] if seat else owner["name"],
        "CODICESCUOLA": code,
        "DENOMINAZIONESCUOLA": owner["name"],
        "INDIRIZZOSCUOLA": place.fields["address_1"] if place else None,
        "CAPSCUOLA": place.fields["postal_code"] if place else None,
        "CODICECOMUNESCUOLA": town.cadastral_code if town else None,
        "DESCRIZIONECOMUNE": town.name if town else None,
        "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA": _kind(held.fields["name"]),
        "INDIRIZZOEMAILSCUOLA": owner["email"],
        "SITOWEBSCUOLA": owner["website"],
    }
    return [disarmed(cells[column] or _MISSING) for column in columns(register)]


def _kind(service: str) -> str:
    name = service.removesuffix(", paritaria")
    return _COMPREHENSIVE if name.upper().startswith(_COMPREHENSIVE) else name
