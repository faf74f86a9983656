"""Which language a page speaks to the person who opens it."""

from fastapi import Request

from foundation.catalogue import FALLBACK, has_message
from foundation.languages import languages


def accepted_languages(header: str) -> list[str]:
    """The two-letter codes of an Accept-Language header, the most wanted first."""
    wishes = []
    for part in header.split(","):
        code, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((float(weight or 1), code[:2].lower()))
        except ValueError:
            continue
    return [code for weight, code in sorted(wishes, key=lambda wish: -wish[0]) if weight > 0]


def page_language(request: Request) -> str:
    """The language of a page's own words: `?language=`, else what the browser asks for, else Italian."""
    wishes = [request.query_params.get("language", ""), *accepted_languages(request.headers.get("accept-language", ""))]
    return next((code for code in wishes if code in languages() and has_message("page.lead", code)), FALLBACK)
