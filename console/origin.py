"""Who made the browser send a request: our own page, or another site on her back (CSRF)."""

from urllib.parse import urlsplit

from fastapi import Request

from foundation.errors import ForbiddenError

_SAFE = ("GET", "HEAD", "OPTIONS")
# `none`: she typed the address or used a bookmark.
_OWN = ("same-origin", "none")


def is_from_elsewhere(request: Request) -> bool:
    """Whether another site caused the request, as far as the browser tells.

    Browsers send `Sec-Fetch-Site` where the page came over TLS or from this machine, and `Origin` with every POST;
    programs send neither, and have no cookie that somebody else could use.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site not in _OWN
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def same_origin(request: Request) -> None:
    """Raise ForbiddenError for a request that changes something and was made by another site's page."""
    if request.method not in _SAFE and is_from_elsewhere(request):
        raise ForbiddenError("This request comes from another site.")
