"""The pages of the console: one frame, the visitor's language, headers that let in nothing foreign."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from connectors.web.reader import accepted_languages
from console.assets import asset
from console.guard import Visitor
from console.navigation import grouped
from foundation.catalogue import FALLBACK, has_message, message
from foundation.clock import ROME
from foundation.errors import InvalidInputError
from foundation.languages import CONSOLE_LANGUAGES, direction, languages

HERE = Path(__file__).parent


def content_security_policy(images: str = "'self' data:") -> str:
    """The value of the header: everything from this house alone; `images` is where images may come from."""
    return (
        f"default-src 'self'; script-src 'self'; style-src 'self'; img-src {images}; object-src 'none'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )


HEADERS = {
    "Content-Security-Policy": content_security_policy(),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cache-Control": "no-store",
}


def visitor_language(request: Request, visitor: Visitor | None) -> str:
    """The language of a page: the visitor's own; before she has signed in `?language=`, else her browser's."""
    if visitor:
        return visitor.language
    header = request.headers.get("accept-language", "")
    wishes = [request.query_params.get("language", ""), *accepted_languages(header)]
    return next((code for code in wishes if code in CONSOLE_LANGUAGES), FALLBACK)


def fault(error: InvalidInputError, language: str) -> dict[str, str]:
    """The field an error is about with its sentence, for the `faults` of a page."""
    facts: dict[str, Any] = error.facts
    return {facts["field"]: message(facts["key"], language, **facts["arguments"])}


@cache
def _environment() -> Environment:
    # A page of another part of the console is named with its folder: `rota/pages/week.html`.
    return Environment(
        loader=FileSystemLoader([HERE / "pages", HERE]), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def page(request: Request, template: str, visitor: Visitor | None, status: int = 200, **context: object) -> Response:
    """A page as it is sent.

    Templates find `say(key, **arguments)`, `moment(datetime)` and `day(date)` bound to the reader's language,
    `in_language(code)` (the address of this page in another language), `visitor` (None before she has signed in),
    `faults` (sentences by field), `done` (the sentence of `?done=`), `asset(name)`.
    """
    language = visitor_language(request, visitor)
    # English in Italy has the day before the month, and twenty-four hours.
    locale = "en_GB" if language == "en" else language
    done = f"console.done.{request.query_params.get('done', '')}"

    def say(key: str, **arguments: object) -> str:
        return message(key, language, **arguments)

    def day(value: date) -> str:
        return format_date(value, "long", locale=locale)

    def in_language(code: str, **query: str) -> str:
        return "?" + urlencode({**request.query_params, **query, "language": code})

    def moment(value: datetime, form: str = "short") -> str:
        return format_datetime(value, form, tzinfo=ROME, locale=locale)

    known: dict[str, object] = {
        "language": language,
        "direction": direction(language),
        "visitor": visitor,
        "navigation": grouped(request.app, visitor.role) if visitor and not visitor.pending else {},
        "here": request.url.path,
        "languages": [languages()[code] for code in CONSOLE_LANGUAGES],
        "faults": {},
        "done": say(done) if has_message(done, FALLBACK) else "",
        "asset": asset,
        "say": say,
        "moment": moment,
        "day": day,
        "in_language": in_language,
    }
    html = _environment().get_template(template).render(known | context)
    headers = HEADERS | {"Content-Language": language}
    return Response(html, status_code=status, media_type="text/html", headers=headers)
