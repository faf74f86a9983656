"""What of a text no translator is to see or change: personal data, and all that must stay as it was written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import phonenumbers

_NOT_IN_WORD = r"(?<![A-Za-z0-9])"
_PARTICLE = r"(?:d(?:[aei]|[ae]i|[aeo]ll[aeo'’]?|el|ella|egli)['’]?\s?)"
_NAME = rf"{_PARTICLE}?[A-ZÀ-Ý][\w'’]*[a-zà-ÿ]\b(?:\s{_PARTICLE}?[A-ZÀ-Ý][\w'’]*[a-zà-ÿ]\b){{0,4}}"
_NUMBER = r"(?:\s?,?\s?(?:n[.°]?|num\.|civico)?\s?\d{1,4}(?:\s?/\s?|-)?[A-Za-z]?\b)"
# "via" is also "away" and "through": `via da 3 giorni` and `via Skype` are no addresses.
_NO_STREET = r"(?!(?:da|dal|per|tra|fra|con|in|il|a|alle|dopo|ogni|circa|quasi)\b)"
_NO_MEANS = r"(?!(?i:internet|skype|whatsapp|telegram|e-?mail|mail|pec|web|sms)\b)"
_NO_TIME = r"(?!\s*(?:giorn|mes[ei]|ann[oi]|or[ae]\b|settiman|euro|minut|[%€]))"

# What looks like one of our own placeholders.
_OUR_OWN = (
    r"\[[^\[\]\d]{0,4}\d{1,6}[^\[\]\d]{0,4}\]",
    r"(?<!\w)[Xx]\d{1,6}[Xx](?!\w)",
)

_WITH_LETTERS = (
    # E-mail addresses, web addresses, names on networks.
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
    r"(?i:\bhttps?://|\bwww\.)[^\s<>\"]{1,2000}[^\s<>\".,;:!?)\]»”]",
    r"(?<![A-Za-z0-9.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.(?:it|com|org|net|eu|info|me|gov|edu)(?![\w-])(?:/[^\s<>\",;]*)?",
    r"(?<![\w@])@[A-Za-z]\w{2,40}",
    # Codice fiscale, with letters for digits where two people would have the same (D.M. 23 December 1976).
    _NOT_IN_WORD
    + r"(?i:[A-Z]{3}\s?[A-Z]{3}\s?[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}\s?[A-Z][\dLMNP-V]{3}\s?[A-Z])(?![A-Za-z0-9])",
    # IBAN, in one piece or in fours.
    _NOT_IN_WORD + r"(?i:[A-Z]{2}\d{2}[A-Z0-9]{11,30})(?![A-Za-z0-9])",
    _NOT_IN_WORD + r"[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3}(?![A-Za-z0-9]))?",
    # Addresses: a way with a name, or with a name and a number.
    rf"\b(?i:via|viale|v\.le|piazza|piazzale|p\.?zza|vicolo)\s{_NO_MEANS}{_NAME}{_NUMBER}?{_NO_TIME}",
    rf"\b(?i:corso|c\.so|largo|strada|contrada|galleria|bastioni)\s{_NAME}{_NUMBER}{_NO_TIME}",
    rf"\b(?i:via|viale|piazza)\s{_NO_STREET}[^\W\d]{{2,20}}(?:\s[^\W\d]{{2,20}}){{0,2}}{_NUMBER}{_NO_TIME}",
    # Document numbers with a space in them: identity cards, passports, permits.
    r"(?<![A-Za-z0-9])[A-Z]{1,3} \d{5,9}(?: ?[A-Z]{1,2}(?![A-Za-z]))?",
    # Letters and digits together: permits, passports, electronic identity cards, files, levels, forms.
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9/-]{0,40}\d)(?=[0-9/-]{0,40}[A-Za-z])[A-Za-z0-9]{1,40}(?:[/-][A-Za-z0-9]{1,20}){0,6}(?![A-Za-z0-9])",
    # No telephone number, and slow to be looked at as one.
    r"\d{20,}",
)

_NUMBERS = (
    # Long numbers in groups; then amounts, dates, times and every number of two digits or more.
    r"\+?\d(?:[ .-]?\d){4,40}",
    r"[€$£]\s?\d(?:[\d.,]*\d)?|\d(?:[\d.,]*\d)?\s?[€$£%]",
    r"\+?\d(?:[.,:/'’–-]{0,3}\d)+",
)

_CROSSED_OUT = "\0"

# (start, end) in a text.
Span = tuple[int, int]


@cache
def _patterns(written: tuple[str, ...]) -> Sequence[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in written]


def find_spans(text: str, names: Sequence[str] = ()) -> list[Span]:
    """Where `text` is to be hidden, in order, without overlaps; `names` are kept as well, in any case of letters."""
    kept = [_name(name) for name in sorted(names, key=len, reverse=True) if name.strip()]
    spans: list[Span] = []
    # A name before an address that holds it, and letters with digits before a telephone number in them.
    for pattern in (*_patterns(_OUR_OWN), *kept, *_patterns(_WITH_LETTERS)):
        text = _take((found.span() for found in pattern.finditer(text)), text, spans)
    text = _take(_phones(text), text, spans)
    for pattern in _patterns(_NUMBERS):
        text = _take((found.span() for found in pattern.finditer(text)), text, spans)
    return sorted(spans)


def _take(found: Iterable[Span], text: str, spans: list[Span]) -> str:
    # What is found is crossed out, so that a later pattern still finds what stands beside it.
    for start, end in list(found):
        spans.append((start, end))
        text = text[:start] + _CROSSED_OUT * (end - start) + text[end:]
    return text


def _name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)


def _phones(text: str) -> Iterator[Span]:
    # Numbers without a country code are Italian ones. Digits that are no possible number are hidden all the same.
    for match in phonenumbers.PhoneNumberMatcher(text, "IT", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=200):
        yield match.start, match.end
