"""What the model sees of a text: its character sequences of one to five within words, and whole words, hashed."""

import re
import unicodedata
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

BUCKETS = 2**16
LONGEST = 5
_CHUNK = 10_000
_START, _STEP, _MIX = numpy.uint32(0x811C9DC5), numpy.uint32(0x01000193), numpy.uint32(0x9E3779B1)
_SPACE = numpy.uint32(32)

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#/]\w+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u0640": None, "\u200c": " "})
# Marks belong to the letters before them (Indic vowels, Arabic and Vietnamese signs): \w leaves them out.
_WORD = re.compile(r"(?:[^\W_]|'(?=\w)|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff])+")


def words(text: str) -> list[str]:
    """The words of `text` in lower case that hold a letter; addresses, numbers and punctuation are left out."""
    plain = unicodedata.normalize("NFC", _NOISE.sub(" ", text).lower().translate(_APOSTROPHES))
    return [word for word in _WORD.findall(plain) if not word.isdigit() and any(map(str.isalpha, word))]


def matrix(texts: Sequence[Sequence[str]]) -> csr_matrix:
    """One row for each text (a list of words): a mark for each of its features, the row at length one."""
    places, counts = [], []
    for start in range(0, len(texts), _CHUNK):
        found, rows = _features(texts[start : start + _CHUNK])
        places.append(found.astype(numpy.int32))
        counts.append(numpy.bincount(rows, minlength=len(texts[start : start + _CHUNK])))
    count = numpy.concatenate(counts)
    data = numpy.repeat((1.0 / numpy.sqrt(numpy.maximum(count, 1))).astype(numpy.float32), count)
    ends = numpy.concatenate([[0], count.cumsum()])
    return csr_matrix((data, numpy.concatenate(places), ends), shape=(len(texts), BUCKETS))


def columns(text: Sequence[str]) -> NDArray[numpy.uint32]:
    """The features of one text, as `matrix` numbers them."""
    return _features([text])[0]


def _features(texts: Sequence[Sequence[str]]) -> tuple[NDArray[numpy.uint32], NDArray[numpy.int64]]:
    """The features of all texts and the number of the text that each is of, in the order of the texts."""
    joined = "".join(f" {word} " for text in texts for word in text) + " " * LONGEST
    codes = numpy.frombuffer(joined.encode("utf-32-le"), dtype=numpy.uint32)
    lengths = [sum(map(len, text)) + 2 * len(text) for text in texts]
    rows = numpy.repeat(numpy.arange(len(texts)), lengths)
    hashes = numpy.zeros((len(rows), LONGEST + 1), dtype=numpy.uint32)
    kept = numpy.zeros(hashes.shape, dtype=bool)
    _sequences(codes, hashes, kept)
    _whole(codes[: len(rows)], hashes, kept)
    return (hashes[kept] * _MIX) >> numpy.uint32(16), numpy.repeat(rows, kept.sum(axis=1))


def _sequences(codes: NDArray[numpy.uint32], hashes: NDArray[numpy.uint32], kept: NDArray[numpy.bool_]) -> None:
    """Every run of one to five characters that stays within a word and the spaces at its edges."""
    count = len(hashes)
    running = numpy.full(count, _START)
    # A run may start with the space before a word, not with the one after it.
    going = (codes[:count] != _SPACE) | (codes[1 : count + 1] != _SPACE)
    for size in range(1, LONGEST + 1):
        here = codes[size - 1 : size - 1 + count]
        running = (running ^ here) * _STEP
        hashes[:, size - 1] = running
        kept[:, size - 1] = going & ((here != _SPACE) if size == 1 else True)
        if size > 1:
            going &= here != _SPACE


def _whole(codes: NDArray[numpy.uint32], hashes: NDArray[numpy.uint32], kept: NDArray[numpy.bool_]) -> None:
    """Every whole word, at the space before it."""
    edges = numpy.flatnonzero(codes == _SPACE)
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return
    place = (numpy.arange(len(codes)) - numpy.repeat(starts, ends - starts + 1)).astype(numpy.uint32)
    mixed = (codes + _STEP) * (place * numpy.uint32(2) + numpy.uint32(1)) * _MIX
    hashes[starts, LONGEST] = numpy.add.reduceat(mixed ^ (mixed >> numpy.uint32(13)), starts, dtype=numpy.uint32)
    kept[starts, LONGEST] = True
