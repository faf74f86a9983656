"""A file from the network, taken under limits: https, one host, so many bytes, so many seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

import httpx

from foundation.public_web import InsideError, PublicTransport
from knowledge.importing.limits import FILE_BYTES
from knowledge.importing.progress import Told, silent
from knowledge.importing.sentences import invalid, too_large

_SECONDS = 300.0
_PAUSE = 30.0
_REDIRECTS = 5


def host_of(url: str, insecure: bool = False) -> str:
    """The host of an address. Raises InvalidInputError when it is none, or not https and `insecure` is not set."""
    try:
        parts = urlsplit(url)
        # Raises ValueError for a port that is none.
        _ = parts.port
    except ValueError:
        raise invalid("not_address", address=url[:200]) from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise invalid("not_address", address=url[:200])
    if parts.scheme == "http" and not insecure:
        raise invalid("only_https")
    if parts.username or parts.password:
        raise invalid("address_secret")
    return parts.hostname


@contextmanager
def downloaded(url: str, insecure: bool = False) -> Iterator[Path]:
    """The file behind an address, gone afterwards, for who may ask any host.

    Raises InvalidInputError or TooLargeError, one sentence each.
    """
    with fetched(url, insecure, None, None, silent) as path:
        yield path


@contextmanager
def fetched(url: str, insecure: bool, inside: frozenset[str] | None, keep: Path | None, told: Told) -> Iterator[Path]:
    """The file behind an address: kept as `keep`, else gone afterwards. Redirections stay within the host.

    `inside` are the hosts of one's own network that may be asked, over http too; None: the caller may ask any.
    `told` hears the bytes that have come. Raises InvalidInputError or TooLargeError, one sentence each.
    """
    host = host_of(url, insecure=True)
    insecure = insecure or (inside is not None and host in inside)
    host_of(url, insecure)
    with TemporaryDirectory(dir=keep.parent if keep else None) as folder:
        name = PurePosixPath(urlsplit(url).path).name or "file"
        target = Path(folder) / name[-100:]
        _download(url, target, insecure, inside, told)
        yield target.rename(keep) if keep else target


def _download(url: str, target: Path, insecure: bool, inside: frozenset[str] | None, told: Told) -> None:
    told("fetching", 0)
    host = urlsplit(url).hostname or ""
    transport = None if inside is None else PublicTransport(inside)
    try:
        with httpx.Client(timeout=_PAUSE, follow_redirects=False, transport=transport) as client:
            _fetch(client, url, target, insecure, told)
    except InsideError as error:
        raise invalid("inside", host=host) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise invalid("no_answer", host=host) from error


def _fetch(client: httpx.Client, url: str, target: Path, insecure: bool, told: Told) -> None:
    host = urlsplit(url).hostname or ""
    for _ in range(_REDIRECTS):
        with client.stream("GET", url) as answer:
            if answer.is_redirect:
                url = _next(url, answer.headers.get("location", ""), insecure)
                continue
            if answer.status_code != httpx.codes.OK:
                raise invalid("status", host=host, status=answer.status_code)
            _store(answer, target, told)
            return
    raise invalid("endless", host=host)


def _next(url: str, location: str, insecure: bool) -> str:
    following, host = urljoin(url, location), urlsplit(url).hostname or ""
    other = host_of(following, insecure)
    if other != host:
        raise invalid("other_host", host=host, other=other)
    return following


def _store(answer: httpx.Response, target: Path, told: Told) -> None:
    ends, written = time.monotonic() + _SECONDS, 0
    with target.open("wb") as file:
        for chunk in answer.iter_bytes(1 << 16):
            written += len(chunk)
            if written > FILE_BYTES:
                raise too_large("download_large", most=round(FILE_BYTES / 1e6))
            if time.monotonic() > ends:
                raise invalid("download_slow", seconds=round(_SECONDS))
            file.write(chunk)
            told("fetching", written)
