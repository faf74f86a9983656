"""Whether a name found in a message is believed to mean the place, and how firmly."""

from knowledge.places.evidence import LARGE, Evidence
from knowledge.places.files import SmallWords
from knowledge.places.names import Found, Names

_CASED = {"latin", "cyrillic"}
_SHORT = 4  # letters: a name so short is a word in some language
_MISSPELT = 6  # letters: a shorter word is hardly a misspelt name


def believed(text: str, found: Found, signs: Evidence, names: Names, small: SmallWords, script: str) -> float:
    """How firmly the name means the place: 0 not at all, up to 1."""
    if signs.street or _other(found, signs, small):
        return 0.0
    if found.errors:
        accepted = _misspelt(found, signs, script)
    elif found.key in names.ordinary:
        accepted = _ordinary(text, found, signs, names, script)
    else:
        accepted = _plain(found, signs, script)
    return _score(found, signs, ordinary=found.key in names.ordinary) if accepted else 0.0


def _other(found: Found, signs: Evidence, small: SmallWords) -> bool:
    """Whether the name rather means the football club, or a town elsewhere ("Тирана", a form of Tirano)."""
    return (signs.club and found.place.name == "Milano") or (found.key in small.elsewhere and not signs.whole)


def _plain(found: Found, signs: Evidence, script: str) -> bool:
    if signs.whole or script not in _CASED or " " in found.key:
        return True
    if found.place.population >= LARGE:
        return True
    if len(found.key) <= _SHORT:
        return signs.home or (signs.capital and signs.before)
    return signs.capital or signs.before or signs.home or signs.after


def _ordinary(text: str, found: Found, signs: Evidence, names: Names, script: str) -> bool:
    if script == "latin" and text[found.start : found.end].lower() not in names.spellings.get(found.key, ()):
        return False
    if signs.whole and not signs.question and (signs.before or signs.after or signs.home):
        return True
    if signs.alone and not signs.question and found.place.population >= LARGE:
        return True
    if script in _CASED:
        return (signs.capital and (signs.before or signs.home)) or (signs.home and signs.before)
    return signs.before or (signs.home and signs.after)


def _misspelt(found: Found, signs: Evidence, script: str) -> bool:
    if signs.whole:
        return True
    if len(found.key) < _MISSPELT:
        return script in _CASED and (signs.home or (signs.before and signs.capital))
    if found.place.population >= LARGE:
        return signs.before or signs.home or signs.after or (found.errors == 1 and signs.capital)
    return found.errors == 1 and signs.before and (signs.capital or signs.home)


def _score(found: Found, signs: Evidence, *, ordinary: bool) -> float:
    score = 0.85 - 0.12 * found.errors - (0.2 + 0.2 * signs.alone if ordinary else 0.0)
    score += 0.1 * (signs.before or signs.after) + 0.15 * signs.whole
    score += -0.05 if signs.leaving else 0.05 * signs.home
    return round(min(1.0, max(0.05, score)), 3)
