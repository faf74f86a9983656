"""One way of writing for all ways of writing."""

import pytest
from components.features import HASH_SPACE, count_pieces
from components.folding import chinese_runs, consonants, fold
from components.ngrams import GROUPS, pieces_of_word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PERMÈSSO di soggiorno!!", "permesso di soggiorno"),
        ("إقامة", "اقامه"),
        ("الإقامَة", "الاقامة"),
        ("graziiiiie", "graziie"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_transliterated_terms_meet_by_their_consonants() -> None:
    assert set(consonants(fold("case popolari")).split()) & set(consonants(fold("كازي بوبولاري")).split())


def test_pieces() -> None:
    assert chinese_runs("我想 learn 意大利语") == ["我想", "意大利语"]
    assert "想" in GROUPS["chinese"]("我想学", "wo xiang xue")
    assert " rh" in pieces_of_word("rho")
    assert "casa rho" in GROUPS["words"]("Casa Rho", "casa rho")
    assert all(pieces("", "") == [] for pieces in GROUPS.values())


def test_pieces_of_a_word_are_counted_as_often_as_it_stands() -> None:
    counts = count_pieces("characters", ["", "", ""], ["casa rho casa", "", "casa"])
    assert counts.shape == (3, HASH_SPACE)
    assert counts[0].max() == 2 * counts[2].max() == 2
    assert counts[1].nnz == 0
