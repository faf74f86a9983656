"""Style sheets and scripts of the console: addressed with their fingerprint, so that browsers keep them for long."""

import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from connectors.web.assets import HERE as WEB
from connectors.web.packed import Packed
from foundation.errors import NotFoundError

router = APIRouter(include_in_schema=False)

HERE = Path(__file__).parent
# Their licences are served beside them: /static/vendor/bootstrap-italia/LICENSE, /static/vendor/leaflet/LICENSE
VENDOR = WEB / "static" / "vendor" / "bootstrap-italia" / "bootstrap-italia.min.css"
LEAFLET = tuple(WEB / "static" / "vendor" / "leaflet" / name for name in ("leaflet.css", "leaflet.js"))
TYPES = {".css": "text/css", ".js": "text/javascript"}
_LONG = "public, max-age=31536000, immutable"


# Fonts inside the style sheet are for players we do not use, and the security policy forbids them.
_FONT = re.compile(r"@font-face\{[^}]*\}")


@cache
def _packed() -> dict[str, Packed]:
    """Every file by its name: Bootstrap Italia, Leaflet, and what stands in a folder `static` of the console."""
    packed = {VENDOR.name: Packed.of(_FONT.sub("", VENDOR.read_text(encoding="utf-8-sig")))}
    own = [path for path in sorted(HERE.rglob("static/*")) if path.suffix in TYPES]
    return packed | {path.name: Packed.of(path.read_text(encoding="utf-8")) for path in (*LEAFLET, *own)}


def asset(name: str) -> str:
    """The address of a style sheet or script by its file name."""
    return f"/console/assets/{name}?v={_packed()[name].tag}"


@router.get("/console/assets/{name}")
def serve_asset(name: str, request: Request) -> Response:
    """A style sheet or script."""
    packed = _packed().get(name)
    if packed is None:
        raise NotFoundError("There is no such file.")
    known = request.query_params.get("v") == packed.tag
    headers = {"Cache-Control": _LONG if known else "no-cache"}
    return packed.response(request, TYPES[Path(name).suffix], headers)
