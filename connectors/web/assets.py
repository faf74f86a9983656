"""The widget as one script, its sentences, the public pages and what they load."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from connectors.web.packed import Packed, light
from connectors.web.reader import page_language
from connectors.web.stylesheet import subset, used_classes
from foundation.catalogue import FALLBACK, catalogue, has_message, message
from foundation.errors import NotFoundError
from foundation.languages import Language, direction, languages

router = APIRouter(tags=["pages"])

HERE = Path(__file__).parent
PAGES = (HERE / "pages", HERE / "directory" / "pages")
# In the order they are put together: each may use what stands before it when it is loaded.
PARTS = (
    "tag", "dom", "store", "texts", "api", "feed", "outbox", "rich", "card", "choices",
    "message", "log", "composer", "confirm", "elsewhere", "menu", "panel", "chat", "reach", "boot",
)  # fmt: skip
# The areas of the catalogue the widget speaks: its own, and those it recognises in replies.
AREAS = ("widget.", "note.", "guide.")
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}
_LONG = "public, max-age=31536000, immutable"


def _answered() -> list[Language]:
    return [language for language in languages().values() if language.answered]


def _sentences(language: str) -> dict[str, str]:
    """The widget's sentences in `language`, each with its Italian fallback."""
    keys = [key for key in catalogue(FALLBACK) if key.startswith(AREAS)]
    return {key: message(key, language) for key in keys}


def _menu() -> list[dict[str, str]]:
    return [{"code": row.code, "name": row.name, "direction": row.direction} for row in _answered()]


@cache
def widget_source(telegram: bool = False) -> str:
    """The widget: one script that needs nothing else, its style sheet and Italian sentences inside.

    `telegram`: whether this house has a bot there, with which a conversation can go on.
    """
    sentences = _sentences(FALLBACK)
    built_in: dict[str, Any] = {
        "messages": sentences,
        "labels": [text for key, text in sentences.items() if key.startswith("guide.")],
        "languages": _menu(),
        "telegram": telegram,
        "css": light((HERE / "widget" / "style.css").read_text(encoding="utf-8")),
    }
    parts = [light((HERE / "widget" / f"{part}.js").read_text(encoding="utf-8")) for part in PARTS]
    head = f"var BUILT_IN = {json.dumps(built_in, ensure_ascii=False, separators=(',', ':'))};"
    return "\n".join(["(function () {", '"use strict";', head, *parts, "})();", ""])


def _templates() -> list[Path]:
    return sorted(path for folder in PAGES for path in folder.glob("*.html"))


@cache
def page_style() -> str:
    """The pages' style sheet: the rules of Bootstrap Italia they need, and their own."""
    vendor = (HERE / "static" / "vendor" / "bootstrap-italia" / "bootstrap-italia.min.css").read_text("utf-8-sig")
    templates = "".join(path.read_text(encoding="utf-8") for path in _templates())
    own = (HERE / "static" / "page.css").read_text(encoding="utf-8")
    notice = "/*! Parts of Bootstrap Italia, BSD-3-Clause: /static/vendor/bootstrap-italia/LICENSE */"
    return "\n".join([notice, subset(vendor, used_classes(templates)), light(own), ""])


@cache
def _packed_widget(telegram: bool) -> Packed:
    return Packed.of(widget_source(telegram))


@cache
def _packed_style() -> Packed:
    return Packed.of(page_style())


@router.get("/widget.js", include_in_schema=False)
def widget(request: Request) -> Response:
    """The widget's script, for any page anywhere."""
    headers = {
        "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    telegram = bool(request.app.state.house.settings.telegram_token)
    return _packed_widget(telegram).response(request, "text/javascript", headers)


@router.get("/assets/page.css", include_in_schema=False)
def style(request: Request) -> Response:
    """The pages' style sheet; its address carries its fingerprint, so it may be kept for long."""
    known = request.query_params.get("v") == _packed_style().tag
    return _packed_style().response(request, "text/css", {"Cache-Control": _LONG if known else "no-cache"})


@router.get("/api/v1/texts/{language}")
def texts(language: str) -> JSONResponse:
    """The widget's sentences in one language, and the languages to choose from."""
    if language not in languages():
        raise NotFoundError("There are no sentences in this language.", language=language)
    body = {"messages": _sentences(language), "languages": _menu(), "direction": direction(language)}
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}
    return JSONResponse(body, headers=headers)


@cache
def _pages() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["message"] = message
    return environment


def render(request: Request, template: str, **more: object) -> Response:
    """A public page in the language of its reader; `more` is what the template needs beside the usual."""
    language, asked = page_language(request), request.query_params.get("language", "")
    html = (
        _pages()
        .get_template(template)
        .render(
            language=language,
            direction=direction(language),
            languages=sorted(_answered(), key=lambda row: row.code != language),
            say=lambda key: message(key, language),
            chrome=[row for row in _answered() if has_message("page.lead", row.code)],
            asked=asked if asked in languages() else "",
            style=_packed_style().tag,
            base=str(request.base_url).rstrip("/"),
            **more,
        )
    )
    return Response(html, media_type="text/html", headers=PAGE_HEADERS | {"Content-Language": language})


@router.get("/", include_in_schema=False)
def home(request: Request) -> Response:
    """The page people open: what this is, the numbers to call, the chat."""
    return render(request, "home.html")


@router.get("/embed", include_in_schema=False)
def embed(request: Request) -> Response:
    """How to put the chat on another site."""
    return render(request, "embed.html")


@router.get("/embed/example", include_in_schema=False)
def example(request: Request) -> Response:
    """An empty page with the chat on it, shown inside `/embed`."""
    return render(request, "example.html")


def mount(app: FastAPI) -> None:
    """Serve the style sheets, fonts and scripts of the pages under `/static`."""
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
