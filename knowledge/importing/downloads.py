"""A file from the network, taken under limits: https, one host, so many bytes, so many seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

import httpx

from foundation.errors import InvalidInputError, TooLargeError
from knowledge.importing.limits import FILE_BYTES

_SECONDS = 300.0
_PAUSE = 30.0
_REDIRECTS = 5


def host_of(url: str, insecure: bool = False) -> str:
    """The host of an address. Raises InvalidInputError when it is none, or not https and `insecure` is not set."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise InvalidInputError(f"{url[:200]} is not an address of the web.")
    if parts.scheme == "http" and not insecure:
        raise InvalidInputError("Only https is read: what comes over http may have been changed on its way.")
    if parts.username or parts.password:
        raise InvalidInputError("An address with a name or a password in it is not read.")
    return parts.hostname


@contextmanager
def downloaded(url: str, insecure: bool = False) -> Iterator[Path]:
    """The file behind an address, gone afterwards. Redirections are followed within the host only.

    Raises InvalidInputError or TooLargeError, one sentence each.
    """
    host_of(url, insecure)
    with TemporaryDirectory() as folder:
        name = PurePosixPath(urlsplit(url).path).name or "file"
        target = Path(folder) / name[-100:]
        try:
            with httpx.Client(timeout=_PAUSE, follow_redirects=False) as client:
                _fetch(client, url, target, insecure)
        except httpx.HTTPError as error:
            raise InvalidInputError(f"{urlsplit(url).hostname} gave no file: {type(error).__name__}.") from error
        yield target


def _fetch(client: httpx.Client, url: str, target: Path, insecure: bool) -> None:
    for _ in range(_REDIRECTS):
        with client.stream("GET", url) as answer:
            if answer.is_redirect:
                url = _next(url, answer.headers.get("location", ""), insecure)
                continue
            if answer.status_code != httpx.codes.OK:
                raise InvalidInputError(f"{urlsplit(url).hostname} gave no file: status {answer.status_code}.")
            _store(answer, target)
            return
    raise InvalidInputError(f"{urlsplit(url).hostname} sends from one address to the next without end.")


def _next(url: str, location: str, insecure: bool) -> str:
    following = urljoin(url, location)
    if host_of(following, insecure) != urlsplit(url).hostname:
        raise InvalidInputError(
            f"{urlsplit(url).hostname} sends to another host ({urlsplit(following).hostname}): "
            "give that address if you trust it."
        )
    return following


def _store(answer: httpx.Response, target: Path) -> None:
    ends, written = time.monotonic() + _SECONDS, 0
    with target.open("wb") as file:
        for chunk in answer.iter_bytes(1 << 16):
            written += len(chunk)
            if written > FILE_BYTES:
                raise TooLargeError(f"The file has more than {FILE_BYTES / 1e6:,.0f} MB: it is not read.")
            if time.monotonic() > ends:
                raise InvalidInputError(f"The file did not come within {_SECONDS:.0f} seconds.")
            file.write(chunk)
