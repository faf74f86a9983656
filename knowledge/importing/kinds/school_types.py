"""What kind of school the Ministry's words mean, and which topics follow from them."""

import re

from knowledge.importing.display import readable

_NAMES = (
    ("INFANZIA", "Scuola dell'infanzia"),
    ("MATERNA", "Scuola dell'infanzia"),
    ("PRIMARIA", "Scuola primaria"),
    ("COMPRENSIVO", "Istituto comprensivo (infanzia, primaria, secondaria di primo grado)"),
    ("PRIMO GRADO", "Scuola secondaria di primo grado"),
    ("SECONDO GRADO", "Scuola secondaria di secondo grado"),
)
ADULTS = "Istruzione per adulti (CPIA): italiano, licenza media"
_CPIA = re.compile(
    r"\b(?:CPIA|C\.P\.I\.A|CENTRO TERRITORIALE|CENTRO PROVINCIALE (?:PER L')?ISTRUZIONE)\b", re.IGNORECASE
)
_EVENING = re.compile(r"\bSERALE\b", re.IGNORECASE)
# Schools of prisons and hospitals are not open to who walks in.
_CLOSED = re.compile(r"\b(?:CARCER\w*|CIRCONDARIALE|RECLUSIONE|OSPEDAL\w*|PENITENZIAR\w*)\b", re.IGNORECASE)


def _is_cpia(kind: str, school: str, special: str) -> bool:
    return any(_CPIA.search(text) for text in (kind, school, special))


def topics_of(kind: str, school: str, special: str) -> list[str]:
    """The topics that the kind of school, its name and its "caratteristica" stand for; mostly none."""
    if any(_CLOSED.search(text) for text in (kind, school, special)):
        return []
    if _is_cpia(kind, school, special):
        return ["adult_school", "italian_course"]
    return ["adult_school"] if any(_EVENING.search(text) for text in (kind, school, special)) else []


def service_name(kind: str, school: str, special: str, state: bool) -> str:
    """What is done there, in Italian."""
    if _is_cpia(kind, school, special):
        return ADULTS
    upper = kind.upper()
    name = next((name for part, name in _NAMES if part in upper), readable(kind) if kind else "Scuola")
    return name if state else f"{name}, paritaria"
