"""Packed files: looked at before anything of them is unpacked, and unpacked under the limits."""

import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from knowledge.importing.limits import ARCHIVE_FILES, UNPACKED_BYTES, UNPACKED_RATIO, check_file
from knowledge.importing.sentences import invalid, too_large

_PACKED = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz")
# Of so few bytes a high ratio means nothing.
_SMALL = 1_000_000


def check_archive(path: Path) -> list[zipfile.ZipInfo]:
    """Its files. Raises InvalidInputError or TooLargeError, naming the entry, when one of them may not be unpacked."""
    check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise invalid("zip_broken", file=path.name) from error
    if len(entries) > ARCHIVE_FILES:
        raise too_large("zip_files", file=path.name, count=len(entries), most=ARCHIVE_FILES)
    for entry in entries:
        _check_entry(path, entry)
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise too_large("zip_unpacked", file=path.name, most=round(UNPACKED_BYTES / 1e6))
    return entries


def _check_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    where = {"entry": entry.filename[:80], "file": path.name}
    inside = PurePosixPath(entry.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
        raise invalid("entry_outside", **where)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise invalid("entry_link", **where)
    if inside.suffix.lower() in _PACKED:
        raise invalid("entry_packed", **where)
    if entry.flag_bits & 1:
        raise invalid("entry_locked", **where)
    if entry.file_size > _SMALL and entry.file_size > UNPACKED_RATIO * max(1, entry.compress_size):
        raise too_large("entry_ratio", most=UNPACKED_RATIO, **where)


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """A folder with the files of the archive, gone afterwards. What an entry really holds is counted, not believed."""
    entries = check_archive(path)
    with TemporaryDirectory() as name, zipfile.ZipFile(path) as archive:
        left = UNPACKED_BYTES
        for entry in entries:
            target = Path(name).joinpath(*PurePosixPath(entry.filename.replace("\\", "/")).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            left -= _copy(archive, entry, target, left, path.name)
        yield Path(name)


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int, name: str) -> int:
    written = 0
    try:
        with archive.open(entry) as packed, target.open("wb") as file:
            while chunk := packed.read(1 << 16):
                written += len(chunk)
                if written > left:
                    raise too_large("zip_unpacked", file=name, most=round(UNPACKED_BYTES / 1e6))
                file.write(chunk)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise invalid("entry_broken", entry=entry.filename[:80], file=name) from error
    return written
