"""What registers write in capitals and without spaces, as people write it; addresses of the web and of mail mended."""

import re
from functools import lru_cache

_SMALL = frozenset(
    {"a", "ad", "al", "alla", "alle", "ai", "agli", "con", "da", "dal", "dalla", "d", "dei", "del", "della", "delle"}
    | {"dello", "degli", "di", "e", "ed", "in", "la", "le", "lo", "i", "il"}
)
_SMALL_BEFORE_APOSTROPHE = frozenset({"d", "dell", "all", "dall", "nell", "sull"})
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?", re.UNICODE)
# Up to 89: names hold no larger ones, and words like DI and MIL would be some.
_ROMAN = re.compile(r"(?=[IVXL]{2,})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# What stands after the point of P.ZZA, V.LE, C.SO, L.GO, F.LLI.
_ENDINGS = frozenset({"zza", "za", "le", "so", "go", "lli"})
_CAPITALS = frozenset(
    {"APS", "CFP", "CPIA", "ETS", "IC", "IIS", "IPIA", "IPS", "IPSIA", "ISIS", "ISISS", "ITC", "ITCG", "ITE", "ITI"}
    | {"ITIS", "ITT", "ONLUS", "SPA", "SRL"}
)
# The number of a house written against its street, with "N." or without. An N without point belongs to the name.
_HOUSE_NUMBER = re.compile(r"(?<=[^\W\d_.'’])(?:[ ]?N\.[ ]?|[ ]N[ ]?|)(\d+(?:[ ]?/[ ]?\w{1,4})?)$", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*(https?)\s*[:;.,]?\s*/{1,3}\s*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def readable(text: str) -> str:
    """`text` as a name is written; what already holds a small letter is left as it is."""
    text = " ".join(text.split())
    if any(letter.islower() for letter in text):
        return text
    words = _WORD.sub(lambda match: _cased(match, text), text)
    return words[:1].upper() + words[1:]


def _cased(match: "re.Match[str]", text: str) -> str:
    word = match.group()
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if after in ("'", "’") and word.lower() in _SMALL_BEFORE_APOSTROPHE and match.start():
        return word.lower()
    if word.lower() in _SMALL and before == " " and after == " ":
        return word.lower()
    if _ROMAN.fullmatch(word) or word.rstrip(".") in _CAPITALS:
        return word
    parts = word.lower().split(".")
    return ".".join(part if part in _ENDINGS and place else part.capitalize() for place, part in enumerate(parts))


def readable_address(text: str) -> str:
    """A street and number: "VIA CHIMINELLO6" is "Via Chiminello 6"."""
    text = " ".join(text.split())
    spaced = _HOUSE_NUMBER.sub(lambda match: f" {match.group(1)}", text)
    return readable(" ".join(spaced.split()))


def mail_address(text: str) -> str | None:
    """The address in small letters; None when it is none."""
    found = text.strip().removeprefix("mailto:")
    return found.lower() if _MAIL.fullmatch(found) else None


def web_address(text: str) -> str | None:
    """The address with its scheme (https where none is written); None when it is none.

    "https//www.x.it" and "www.x.it" are mended; one of mail is none of the web.
    """
    found = _SCHEME.match(text)
    scheme = found.group(1).lower() if found else "https"
    rest = text[found.end() :] if found else text.strip()
    host, slash, path = rest.strip().partition("/")
    name = host.partition(":")[0]
    if not _HOST.fullmatch(name) or any(letter.isspace() for letter in path):
        return None
    path = path.strip("/") if not path.strip("/") else path
    return f"{scheme}://{host.lower()}{slash}{path}".rstrip("/")
