"""Records that are still to be written, kept in a temporary file between the plan and its execution."""

import json
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

from knowledge.importing.record import Record


class Spool:
    """Records in, records out, in the same order; in memory there is one of them."""

    def __init__(self) -> None:
        self._file: IO[str] = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed in __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, record: Record) -> None:
        """Keep one record."""
        cells = [record.entity, record.source, record.key, record.id, record.row]
        self._file.write(json.dumps([*cells, record.fields, record.defaults, record.label]) + "\n")

    def records(self) -> Iterator[Record]:
        """All of them, from the first."""
        self._file.seek(0)
        for line in self._file:
            yield Record(*json.loads(line))
