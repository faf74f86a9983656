"""Texts that HSDS wants in a format: `uri` and `email` of JSON Schema. What is in none is better left out."""

import re
from urllib.parse import quote

from email_validator import EmailNotValidError, validate_email

# What may stand in a path, a query and a fragment unescaped (RFC 3986, 3.3 to 3.5).
_PLAIN = "/?#:@!$&'()*+,;=%"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(r"https?://[A-Za-z0-9._-]+(?::\d+)?(?:[/?][^#]*)?(?:#[^#]*)?", re.IGNORECASE)


def uri(text: str | None) -> str | None:
    """A web address as RFC 3986 has it: letters beyond ASCII are encoded (RFC 3987, 3.1). None when it is none."""
    scheme, separator, rest = (text or "").partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    path = _STRAY_PERCENT.sub("%25", rest[len(host) :])
    try:
        found = f"{scheme}{separator}{host.encode('idna').decode()}{quote(path, safe=_PLAIN)}"
    except UnicodeError:
        return None
    return found if _WEB.fullmatch(found) else None


def email(text: str | None) -> str | None:
    """The address as it is written; None when RFC 5321, which is all ASCII, has no such address."""
    try:
        validate_email(text or "", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return text if text and text.isascii() else None
