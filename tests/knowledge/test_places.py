"""The table of municipalities, their names, and what the gazetteer finds in messages."""

import csv
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
import yaml

from foundation.errors import InvalidInputError
from foundation.settings import PROJECT
from knowledge.places.files import CAPITALS, CONTENT, read_names
from knowledge.places.gazetteer import Gazetteer

LANGUAGES = {"it", "en", "fr", "es", "ar", "uk", "zh", "ur", "bn", "pa", "sq", "ro", "ru", "tl", "si", "pt"}
OWN_SCRIPT = ["ar", "uk", "zh", "ur", "bn", "pa", "ru", "si"]


def _table(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / "places" / name).read_text(encoding="utf-8"))


FOUND: list[list[str]] = _table("found.yml")
NOTHING = [(language, text) for language, texts in _table("nothing.yml").items() for text in texts]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (CONTENT / "municipalities.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_tables_are_long_enough() -> None:
    assert len(FOUND) >= 60
    assert len(NOTHING) >= 40
    assert {language for language, _ in NOTHING} == LANGUAGES


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_finds(gazetteer: Gazetteer, text: str, name: str) -> None:
    match = gazetteer.find(text)
    assert match is not None
    assert match.place.name == name
    assert 0 <= match.start < match.end <= len(text)
    assert 0 < match.score <= 1


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_finds_nothing(gazetteer: Gazetteer, language: str, text: str) -> None:
    assert gazetteer.find(text) is None


@pytest.mark.parametrize("text", ["", " ", "🙂", "12345", "\u200d\u0301", "'", "a" * 5000, "{}[]<script>"])
def test_odd_text_names_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) is None
    assert gazetteer.candidates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rho",
        "a Rho!",
        "abito a Rho",
        "vicino a Rho",
        "sono di Rho",
        "near Rho 🙂",
        "I live in Rho",
        "j'habite à Rho",
        "vivo en Rho",
        "moro em Rho",
        "locuiesc în Rho",
        "banoj në Rho",
        "nakatira ako sa Rho",
        "я в Ро",
        "я живу в Милане",
        "أسكن في ميلانو",
        "我在米兰",
        "میں میلان میں رہتا ہوں",
        "আমি মিলানে থাকি",
        "ਮੈਂ ਮਿਲਾਨ ਵਿੱਚ ਰਹਿੰਦਾ ਹਾਂ",
        "මම මිලානෝ වල ඉන්නේ",
    ],
)
def test_small_words_leave_a_place_whole(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.find(text)
    assert match is not None
    assert match.whole


def test_a_place_in_a_sentence_is_not_whole_and_has_its_span(gazetteer: Gazetteer) -> None:
    text = "Dove faccio la tessera sanitaria a Sesto San Giovanni?"
    match = gazetteer.find(text)
    assert match is not None
    assert not match.whole
    assert text[match.start : match.end] == "Sesto San Giovanni"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pero", "Pero"),
        ("sono a garbagna", "Garbagnate Milanese"),
        ("san donato", "San Donato Milanese"),
        ("Тревило", "Treviglio"),
        ("سوزارا", "Suzzara"),
        ("ਸੁਜ਼ਰਾ", "Suzzara"),
        ("Cassano", "Cassano Magnago"),
    ],
)
def test_guesses_begin_with(gazetteer: Gazetteer, text: str, name: str) -> None:
    guesses = gazetteer.candidates(text)
    assert guesses
    assert guesses[0].name == name
    assert len(guesses) == len(set(guesses)) <= 3


def test_guesses_keep_to_the_limit_the_largest_first(gazetteer: Gazetteer) -> None:
    guesses = gazetteer.candidates("cassano", limit=2)
    assert [place.name for place in guesses] == ["Cassano Magnago", "Cassano d'Adda"]
    assert gazetteer.candidates("non lo so") == []


def test_looks_up_by_code_and_name(gazetteer: Gazetteer) -> None:
    rho = gazetteer.by_code("015182")
    assert rho is not None
    assert (rho.name, rho.cadastral_code, rho.province) == ("Rho", "H264", "MI")
    assert gazetteer.by_name("cantu") == gazetteer.by_name("Cantù") is not None
    assert gazetteer.by_code("058091") is None
    assert gazetteer.by_name("Roma") is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [(45.53, 9.04, "Rho"), (45.4642, 9.19, "Milano"), (44.99, 10.74, "Suzzara"), (45.07, 8.4, "Breme")],
)
def test_nearest(gazetteer: Gazetteer, latitude: float, longitude: float, name: str) -> None:
    assert gazetteer.nearest(latitude, longitude).name == name


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(91, 9), (45, 181), (-91, 0), (nan, 9.0), (45.5, nan), (inf, 9.0), (41.9, 12.5), (0, 0), (9.04, 45.53)],
)
def test_positions_that_do_not_count(gazetteer: Gazetteer, latitude: float, longitude: float) -> None:
    with pytest.raises(InvalidInputError):
        gazetteer.nearest(latitude, longitude)


def test_the_table_is_complete(rows: list[dict[str, str]]) -> None:
    assert 1500 <= len(rows) <= 1504
    assert len({row["code"] for row in rows}) == len(rows)
    assert len({row["cadastral_code"] for row in rows}) == len(rows)
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(len(row["code"]) == 6 and row["code"].isdigit() for row in rows)
    assert all(int(row["population"]) > 0 for row in rows)
    assert "Bardello con Malgesso e Bregano" in {row["name"] for row in rows}


def test_every_province_has_its_capital(rows: list[dict[str, str]]) -> None:
    province = {row["code"]: row["province"] for row in rows}
    assert set(province.values()) == set(CAPITALS)
    assert {letters: province[code] for letters, code in CAPITALS.items()} == {letters: letters for letters in CAPITALS}


def test_all_points_lie_in_lombardy(rows: list[dict[str, str]]) -> None:
    points = [(float(row["latitude"]), float(row["longitude"])) for row in rows if row["latitude"]]
    assert len(points) >= 1490
    assert all(44.67 < latitude < 46.64 and 8.49 < longitude < 11.43 for latitude, longitude in points)
    assert len(set(points)) == len(points)


def test_other_names_are_of_places_that_exist(rows: list[dict[str, str]]) -> None:
    codes = {row["code"] for row in rows}
    names = list(read_names())
    assert len(names) > 1000
    assert {code for code, _ in names} <= codes
    assert all(name == name.strip() != "" for _, name in names)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_names_the_towns(language: str, rows: list[dict[str, str]]) -> None:
    names = yaml.safe_load((CONTENT / f"names/{language}.yml").read_text(encoding="utf-8"))
    assert names
    if language in OWN_SCRIPT:
        large = {row["code"] for row in rows if int(row["population"]) > 30_000}
        assert large | set(CAPITALS.values()) <= names.keys()


@pytest.mark.parametrize("language", OWN_SCRIPT)
def test_every_written_name_finds_its_place(gazetteer: Gazetteer, language: str) -> None:
    names = yaml.safe_load((CONTENT / f"names/{language}.yml").read_text(encoding="utf-8"))
    for code, spellings in names.items():
        for spelling in spellings:
            assert code in {place.code for place in gazetteer.candidates(spelling)}, spelling


def test_nearly_all_training_sentences_name_no_small_town(gazetteer: Gazetteer) -> None:
    files = sorted((PROJECT / "data/nlu").glob("*/*.yml"))
    sentences = [
        line.removeprefix("- ")
        for path in files[::10]
        for line in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"][0]["examples"].splitlines()
    ]
    assert len(sentences) > 2000
    matches = [match for sentence in sentences if (match := gazetteer.find(sentence))]
    assert len(matches) > 0.02 * len(sentences)
    small = [match for match in matches if match.place.population < 15_000]
    assert len(small) <= 0.003 * len(sentences)
