"""ISTAT's list: any year's labels, any encoding, beside what ships."""

from pathlib import Path

import pytest

from foundation.database import Sessions, reading
from foundation.errors import InvalidInputError
from knowledge.importing.record import Outcome
from knowledge.loading import load_content
from knowledge.places.models import Municipality
from tests.support.importing import MUNICIPALITIES, imported

OLD = (
    "Codice Regione;Codice Comune formato alfanumerico;Denominazione (Italiana e straniera);Denominazione in italiano;"
    "Ripartizione geografica;Denominazione regione;Flag;Sigla automobilistica;Codice Comune formato numerico;"
    '"Codice Comune numerico con 110 province \n(dal 2010 al 2016)";Codice Catastale del comune;'
    "Popolazione legale 2011 (09/10/2011)"
)
NEW = (
    '"Codice Regione";"Codice dell\'Unità territoriale sovracomunale \n(valida a fini statistici)";'
    '"Codice Comune formato alfanumerico ";"Denominazione in italiano";"Denominazione Regione";'
    '"Tipologia di Unità territoriale sovracomunale ";"Sigla automobilistica";"Codice Catastale del comune";'
    '"Codice NUTS3 2021"'
)


def write(path: Path, text: str, encoding: str) -> Path:
    path.write_bytes(text.encode().decode("latin-1").encode() if encoding == "twice" else text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "twice"])
async def test_any_year_and_encoding(base: Sessions, tmp_path: Path, encoding: str) -> None:
    mine = "03;016004;Adrara San Rocco;Almè;Nord;Lombardia;0;BG;16004;16004;A058;2.644"
    theirs = "01;001001;A;A;N;Piemonte;0;TO;1;1;A074;2"
    old = "\n".join([OLD, mine, theirs, ""])
    done = await imported(base, "municipalities", write(tmp_path / "a.csv", old, encoding))
    assert done.counts() == {"new": 1}
    async with reading(base) as session:
        town = await session.get(Municipality, "016004")
    assert town
    assert (town.name, town.province, town.cadastral_code, town.population) == ("Almè", "BG", "A058", 2644)
    new = f"{NEW}\n03;216;016004;Almè;Lombardia;Provincia;BG;A058;ITC46\n"
    assert (await imported(base, "municipalities", write(tmp_path / "a.csv", new, encoding))).counts() == {"same": 1}


async def test_broken_rows(base: Sessions, tmp_path: Path) -> None:
    rows = [
        "03;216;abc;A;Lombardia;x;BG;A058;y",
        "03;216;016004;A;Lombardia;x;B;A058;y",
        "03;216;016005;A;Lombardia;x;BG;58;y",
        ";;;;;;;;",
        "03;216;16006;A;Lombardia;x;BG;A060;y",
        "03;216;016007;Altra Rho;Lombardia;x;BG;H264;y",
    ]
    path = write(tmp_path / "a.csv", "\n".join([NEW, *rows, ""]), "utf-8")
    done = await imported(base, "municipalities", path)
    assert [line.column for line in done.of(Outcome.REFUSED)] == [
        "Codice Comune formato alfanumerico",
        "Sigla automobilistica",
        "Codice Catastale del comune",
        "cadastral_code",
    ]
    assert done.plan.total(Outcome.NEW) == 1


async def test_another_file(base: Sessions, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no list of municipalities: there is no column “Codice Comune"):
        await imported(base, "municipalities", write(tmp_path / "a.csv", "a;b\n1;2\n", "utf-8"))


async def test_the_real_list(sessions: Sessions) -> None:
    if not MUNICIPALITIES.exists():
        pytest.skip(f"{MUNICIPALITIES} is not here: the real list was not tried")
    await load_content(sessions)
    done = await imported(sessions, "municipalities", MUNICIPALITIES)
    assert done.counts() == {"new": 8, "changed": 4, "same": 1495}
    assert (await imported(sessions, "municipalities", MUNICIPALITIES)).counts() == {"same": 1507}
