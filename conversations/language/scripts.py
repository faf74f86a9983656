"""Which languages a script leaves possible (Unicode Script property, by block)."""

import re
from collections.abc import Sequence

# Each script with the languages of ours that are written in it.
_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"[\u0980-\u09ff]"), ("bn",)),
    (re.compile(r"[\u0a00-\u0a7f]"), ("pa",)),
    (re.compile(r"[\u0d80-\u0dff]"), ("si",)),
    (re.compile(r"[\u3400-\u9fff]"), ("zh",)),
    (re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"), ("ar", "ur")),
    (re.compile(r"[\u0400-\u04ff]"), ("uk", "ru")),
)
# Scripts of languages that are none of ours.
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0530-\u058f\u0590-\u05ff\u0900-\u097f\u0b80-\u0bff\u0e00-\u0e7f\u10a0-\u10ff"
                      r"\u1200-\u137f\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def languages_of_script(text: str) -> Sequence[str] | None:
    """The languages the prevailing script allows; None for Latin letters (any), empty for a foreign script."""
    counts = [(len(pattern.findall(text)), codes) for pattern, codes in _SCRIPTS]
    # One Chinese character says as much as a word; Italian terms in Latin letters are usual in every script.
    most, codes = max(counts, key=lambda row: row[0])
    foreign, latin = len(_FOREIGN.findall(text)), len(_LATIN.findall(text))
    if foreign > most and foreign * 3 > latin:
        return ()
    return codes if most and most * 3 > latin else None
