"""From sheets to a PDF, with Typst: it sets all our scripts, in both directions, and needs nothing beside it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from foundation.errors import InvalidInputError
from knowledge.leaflets.sheet import Sheet

HERE = Path(__file__).parent
TEMPLATE, FONTS = HERE / "leaflet.typ", HERE / "fonts"
# Points, from the largest: the first in which a sheet fits on its page. Below seven nobody reads it.
SIZES = (11.0, 10.0, 9.0, 8.0, 7.5, 7.0)


def printed(sheets: Sequence[Sheet]) -> bytes:
    """The leaflet as a PDF, a page for each sheet. Raises InvalidInputError when one is too long for a page."""
    set_out = _plain([sheet.as_data(_size(sheet)) for sheet in sheets])
    pdf: bytes = typst.compile(str(TEMPLATE), format="pdf", font_paths=[str(FONTS)], sys_inputs=set_out)
    return pdf


def _size(sheet: Sheet) -> float:
    for size in SIZES:
        set_out = _plain([sheet.as_data(size)])
        pages = typst.query(
            str(TEMPLATE), "<pages>", field="value", one=True, font_paths=[str(FONTS)], sys_inputs=set_out
        )
        if int(pages) == 1:
            return size
    raise InvalidInputError("This is too long for one page.", title=sheet.title, language=sheet.language)


def _plain(sheets: Sequence[dict[str, Any]]) -> dict[str, str]:
    return {"sheets": json.dumps(sheets, ensure_ascii=False)}
