"""How fast one address may read the directory, apart from the limits on conversations. Counted in memory."""

from typing import Annotated

from fastapi import Depends, Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from foundation.errors import TooManyRequestsError

# With pages of a hundred, twelve thousand services a minute.
READS = parse("120/minute")
# Each is all there is.
DOWNLOADS = parse("12/hour")


class Pace:
    """Refuses with TooManyRequestsError what comes too fast; does nothing when switched off."""

    def __init__(self, switched_on: bool) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage()) if switched_on else None

    def read(self, address: str) -> None:
        """Count one request for a page or a record."""
        if self._limiter and not self._limiter.hit(READS, "read", address):
            raise TooManyRequestsError("Too many requests from this address: wait a minute.")

    def download(self, address: str) -> None:
        """Count one download of everything."""
        if self._limiter and not self._limiter.hit(DOWNLOADS, "download", address):
            raise TooManyRequestsError("Too many downloads from this address: wait an hour.")


def pace(request: Request) -> Pace:
    """The pace of this app, for routes."""
    found: Pace = request.app.state.directory_pace
    return found


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def paced(request: Request, held: Annotated[Pace, Depends(pace)]) -> None:
    """A dependency of every route that reads."""
    held.read(_address(request))


def paced_download(request: Request, held: Annotated[Pace, Depends(pace)]) -> None:
    """A dependency of every route that sends everything."""
    held.download(_address(request))
