"""Who publishes a file, when nobody says so."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit


def publisher(file: str) -> str:
    """A name that stays the same from one file to the next: dates and numbers do not belong to it.

    `file` is the name of a file, or an address: then it is its host.
    """
    if "://" in file:
        return urlsplit(file).hostname or file
    return re.sub(r"[\W\d_]+", " ", PurePosixPath(file).stem).strip().lower() or "file"
