"""What importers say is in the catalogue, in both languages of the console; nothing is said in a literal."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.catalogue import catalogue
from foundation.errors import InvalidInputError
from foundation.settings import PROJECT
from knowledge.importing.limits import check_file
from knowledge.importing.sentences import PREFIX, Sentence, said

SAYING = {"said", "invalid", "too_large", "conflict"}
ERRORS = {"InvalidInputError", "TooLargeError", "ConflictError"}
ENGLISH = re.compile(r"\b(is|are|was|were|has|have|holds|not|no|cannot|must|may)\b")


def sources() -> list[Path]:
    found = [path for path in (PROJECT / "knowledge" / "importing").rglob("*.py") if path.name != "sentences.py"]
    assert len(found) > 30
    return [*found, PROJECT / "approdo" / "importing.py"]


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def literals(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_sentence_is_there_with_the_arguments_it_is_given(language: str) -> None:
    count = 0
    for path in sources():
        for name, call in calls(path):
            keys = literals(call.args[0]) if name in SAYING else set()
            given = {word.arg for word in call.keywords if word.arg}
            for key in keys:
                count += 1
                wanted = placeholders(catalogue(language)[PREFIX + key])
                whole = all(word.arg for word in call.keywords)
                assert wanted == given if whole else wanted >= given, (path, key)
    assert count > 100


def test_both_languages_have_the_same_and_nobody_keeps_what_is_never_said() -> None:
    keys = [key for key in catalogue("it") if key.startswith(PREFIX)]
    assert len(keys) > 100
    assert keys == [key for key in catalogue("en") if key.startswith(PREFIX)]
    assert not [key for key in keys if placeholders(catalogue("it")[key]) != placeholders(catalogue("en")[key])]
    written = set().union(*(literals(ast.parse(path.read_text(encoding="utf-8"))) for path in sources()))
    assert not [key for key in keys if key.removeprefix(PREFIX) not in written]
    assert not [key for key in keys if catalogue("it")[key] == catalogue("en")[key]]


def test_no_sentence_is_a_literal() -> None:
    found = []
    for path in sources()[:-1]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, _DOCUMENTED)}
        found += [(path.name, text) for text in literals(tree) - texts if ENGLISH.search(text)]
        found += [(path.name, name) for name, _ in calls(path) if name in ERRORS]
    assert not found


_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def test_a_sentence_in_a_sentence_with_numbers_as_the_reader_writes_them() -> None:
    sentence = said("times", sentence=said("cell_too_long", count=30_000, most=20_000), count=2, row=1_234)
    assert str(sentence) == "It has 30,000 characters; 20,000 at most are read. (2 ×, first in row 1,234)"
    assert "Ha 30.000 caratteri" in sentence.in_language("it")
    assert "(volte: 2; la prima alla riga 1.234)" in sentence.in_language("it")
    assert Sentence.of(sentence.facts()) == sentence
    assert said("earlier_row", key="{0}").in_language("it").count("{0}") == 1


def test_an_error_carries_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"none\.csv is not a file") as caught:
        check_file(tmp_path / "none.csv")
    assert caught.value.facts["sentence"] == said("no_file", file="none.csv")
