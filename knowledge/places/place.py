"""What the gazetteer knows of a municipality, and what it found in a message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One municipality of Lombardy.

    `code` is ISTAT's six digits, `cadastral_code` the tax office's (H264 = Rho), `province` its two letters.
    Degrees are WGS 84, of the main seat (GeoNames); a municipality without them has its province capital's.
    `population` is the legal one of 9 October 2011 (ISTAT), for mergers since then the sum.
    """

    code: str
    cadastral_code: str
    name: str
    province: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True)
class PlaceMatch:
    """A place named in a message.

    `start` and `end` are the characters of the text it was read from; `whole` says that the text is nothing
    but the place with small words; `score` runs from 0 to 1, 1 for a name spelt right and alone.
    """

    place: Place
    start: int
    end: int
    whole: bool
    score: float
