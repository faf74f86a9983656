"""A poster for a desk or a school: an A4 page as SVG, with the QR code of a link to the bot and a few words."""

from collections.abc import Sequence
from html import escape

import segno

from connectors.telegram.deep_links import Beginning, link
from foundation.catalogue import message
from foundation.languages import direction, languages

# A4 at 96 dots an inch.
WIDTH, HEIGHT = 794, 1123
_CODE, _TOP, _STEP = 380, 150, 76
_FONT = 'font-family="Titillium Web, Noto Sans, Noto Sans Arabic, Arial, sans-serif" text-anchor="middle"'


def qr(address: str) -> segno.QRCode:
    """The code of an address, readable with up to a quarter of it torn or dirty."""
    return segno.make_qr(address, error="q")


def spoken_languages() -> list[str]:
    """The languages a poster can speak."""
    return [row.code for row in languages().values() if row.answered]


def _line(text: str, y: int, size: int, weight: int, language: str) -> str:
    way = direction(language)
    return (
        f'<text x="{WIDTH // 2}" y="{y}" font-size="{size}" font-weight="{weight}" direction="{way}" '
        f'lang="{language}" fill="#17324d" {_FONT}>{escape(text)}</text>'
    )


def _code(address: str) -> str:
    made = qr(address)
    modules = made.symbol_size(border=2)[0]
    drawn = made.svg_inline(border=2, scale=1, omitsize=False, svgclass=None, lineclass=None, dark="#000")
    path = drawn[drawn.index("<path") : drawn.index("</svg>")]
    left = (WIDTH - _CODE) // 2
    return f'<g transform="translate({left} {_TOP}) scale({_CODE / modules})">{path}</g>'


def poster(username: str, beginning: Beginning, spoken: Sequence[str], town: str = "") -> str:
    """The poster of a bot in the languages `spoken`; `town` is the name that stands on it."""
    y = _TOP + _CODE + 34
    rows = [
        _line("Approdo", 84, 56, 700, "it"),
        _line(town, 124, 26, 400, "it") if town else "",
        _code(link(username, beginning)),
    ]
    rows.append(_line(f"Telegram · @{username}", y, 24, 600, "it"))
    for number, code in enumerate(spoken):
        top = y + 62 + number * _STEP
        rows.append(_line(message("telegram.poster.title", code), top, 26, 700, code))
        rows.append(_line(message("telegram.poster.scan", code), top + 28, 19, 400, code))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<title>Approdo @{escape(username)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<rect width="{WIDTH}" height="14" fill="#0059b3"/>'
    )
    return head + "".join(rows) + "</svg>"
