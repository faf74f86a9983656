"""Enormous, half, hostile and garbled files: one sentence, quickly, with little memory, and nothing written."""

import random
import stat
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from foundation.database import Sessions, reading
from foundation.errors import ApprodoError, InvalidInputError, TooLargeError
from knowledge.directory.models import Organization
from knowledge.hsds.cells import disarmed, restored
from knowledge.importing.archives import unpacked
from knowledge.importing.decoding import OLD_ENCODING, TWICE_ENCODED
from knowledge.importing.limits import CELL_CHARACTERS
from knowledge.importing.reading import Notes
from knowledge.importing.record import Outcome, Refused
from knowledge.importing.rows import Row, read_rows
from tests.support.hsds import package
from tests.support.importing import STATE_COLUMNS, imported, school, write_csv

HEADER = ",".join(STATE_COLUMNS)


def plain(content: str | bytes, folder: Path) -> tuple[list[Row | Refused], Notes]:
    path, notes = folder / "a.csv", Notes()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_rows(path, notes).rows), notes


async def stored(sessions: Sessions) -> int:
    async with reading(sessions) as session:
        return await session.scalar(select(func.count()).select_from(Organization)) or 0


def test_a_line_of_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(TooLargeError, match="1,000 MB; 200 MB at most"):
        read_rows(path, Notes())
    with path.open("wb") as file:
        file.truncate(150_000_000)
    with pytest.raises(TooLargeError, match="Line 1 is longer than"):
        read_rows(path, Notes())
    assert time.monotonic() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_million_columns(tmp_path: Path) -> None:
    with pytest.raises(ApprodoError, match=r"columns|longer"):
        plain("a," * 900_000 + "\n1\n", tmp_path)


async def test_half_a_file_writes_nothing(base: Sessions, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [school(), school(CODICESCUOLA="MIEE2")])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"VIA") + 5])
    with pytest.raises(InvalidInputError, match="in the middle of row 3, column INDIRIZZOSCUOLA"):
        await imported(base, "schools", path)
    assert await stored(base) == 0


def test_a_quotation_mark_that_is_never_closed_eats_nothing(tmp_path: Path) -> None:
    rows, _ = plain('a,b\n1,x\n2,"y\n3,z\n4,w\n', tmp_path)
    assert [(row.number, row.cells["a"]) for row in rows if isinstance(row, Row)] == [(2, "1"), (4, "3"), (5, "4")]
    assert [(row.row, str(row.why)) for row in rows if isinstance(row, Refused)] == [
        (3, "A quotation mark is not closed.")
    ]


def test_two_quotation_marks_that_are_never_closed(tmp_path: Path) -> None:
    rows, _ = plain('a,b\n1,x\n2,"y\n3,"z\n4,w\n', tmp_path)
    assert [row.number for row in rows if isinstance(row, Row)] == [2, 5]
    assert [row.row for row in rows if isinstance(row, Refused)] == [3, 4]


def test_line_breaks_in_cells_are_kept(tmp_path: Path) -> None:
    rows, _ = plain('"a\nb",c\n"x\r\ny",z\n', tmp_path)
    assert rows == [Row(3, {"a b": "x\ny", "c": "z"})]


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ("1,x\0y", "b", "NUL"),
        ("1," + "x" * (CELL_CHARACTERS + 1), "", "characters"),
        ("1", "b", "1 cells"),
        ("1,2,3", "b", "3 cells"),
    ],
)
def test_a_broken_row_names_row_and_column(tmp_path: Path, cells: str, column: str, why: str) -> None:
    rows, _ = plain(f"a,b\n1,2\n{cells}\n5,6\n", tmp_path)
    (refused,) = [row for row in rows if isinstance(row, Refused)]
    assert (refused.row, refused.column) == (3, column)
    assert why in str(refused.why)
    assert len(rows) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "twice"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "nome,città\nAgliè,Forlì\nCantù,Cà d'Andrea\n"
    raw = text.encode().decode("latin-1").encode() if encoding == "twice" else text.encode(encoding)
    rows, notes = plain(raw, tmp_path)
    assert [row.cells for row in rows if isinstance(row, Row)] == [
        {"nome": "Agliè", "città": "Forlì"},
        {"nome": "Cantù", "città": "Cà d'Andrea"},
    ]
    said = {"latin-1": OLD_ENCODING, "cp1252": OLD_ENCODING, "twice": TWICE_ENCODED}.get(encoding)
    assert list(notes.held) == ([said] if said else [])


def test_lines_that_end_with_a_carriage_return_alone(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="save it anew as CSV"):
        plain("a,b\r1,2\r", tmp_path)


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    rows, notes = plain("a\nperché\n".encode() + "città\n".encode("latin-1"), tmp_path)
    assert [row.cells["a"] for row in rows if isinstance(row, Row)] == ["perché", "città"]
    assert notes.held[OLD_ENCODING] == (1, 3)


def archive(path: Path, name: str, content: bytes, mode: int = 0o100644) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        file.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "mode", "sentence"),
    [
        ("../services.csv", b"x", 0o100644, "outside of its folder"),
        ("/etc/services.csv", b"x", 0o100644, "outside of its folder"),
        ("C:\\services.csv", b"x", 0o100644, "outside of its folder"),
        ("services.csv", b"/etc/passwd", stat.S_IFLNK | 0o777, "is a link"),
        ("inner.zip", b"x", 0o100644, "packed once more"),
        ("services.csv", b"0" * 20_000_000, 0o100644, "more than 100 to 1"),
        ("other.csv", b"x", 0o100644, "neither services.csv nor organizations.csv"),
    ],
)
async def test_hostile_archives(
    base: Sessions, tmp_path: Path, name: str, content: bytes, mode: int, sentence: str
) -> None:
    path = archive(tmp_path / "a.zip", name, content, mode)
    with pytest.raises(ApprodoError, match=sentence):
        await imported(base, "hsds", path)
    assert not (tmp_path / "services.csv").exists()


def test_an_archive_that_lies_about_its_size(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", "services.csv", b"id,name\n" * 1000)
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02") + 24
    raw[at : at + 4] = b"\x01\x00\x00\x00"
    path.write_bytes(raw)
    with pytest.raises(InvalidInputError, match="cannot be unpacked"), unpacked(path):
        pass


def test_disarmed_cells_come_back() -> None:
    chance = random.Random(3)
    for _ in range(5_000):
        text = "".join(chance.choice("'=+-@\t\rab 1") for _ in range(chance.randrange(6)))
        assert restored(disarmed(text)) == text
        assert disarmed(text)[:1] not in "=+-@\t\r" or text == ""


@pytest.mark.parametrize("seed", range(6))
async def test_garbled_files_never_break_it(base: Sessions, tmp_path: Path, seed: int) -> None:
    """Bytes changed, cut, doubled at random: rows are refused or taken, nothing else happens."""
    chance = random.Random(seed)
    whole = write_csv(tmp_path / "a.csv", [school(CODICESCUOLA=f"MI{n}") for n in range(30)]).read_bytes()
    services = (package(tmp_path / "package") / "services.csv").read_bytes()
    for number in range(8):
        (tmp_path / "a.csv").write_bytes(garbled(whole, chance))
        (tmp_path / "package" / "services.csv").write_bytes(garbled(services, chance))
        for kind, name in (("schools", "a.csv"), ("hsds", "package"), ("table", "a.csv"), ("municipalities", "a.csv")):
            try:
                done = await imported(base, kind, tmp_path / name, dry_run=number % 2 == 0)
            except ApprodoError:
                continue
            assert all(line.why for line in done.of(Outcome.REFUSED))


def garbled(content: bytes, chance: random.Random) -> bytes:
    held = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(held))
        piece = chance.choice([b"\0", b'"', b"\n", b"\xff", b",", b"\xc3\x83\xc2\xa8", b"=1+1", b""])
        held[at : at + chance.randrange(3)] = piece
    return bytes(held[: chance.randrange(len(held))] if chance.random() < 0.3 else held)
