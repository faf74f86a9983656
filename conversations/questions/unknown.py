"""Words of a group's questions that the search does not know: what people may call a topic, for staff to choose."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.questions.common import common_words
from conversations.questions.models import UnansweredQuestion
from foundation.languages import languages
from knowledge.search.databases import texts_of
from knowledge.search.words import SHORTEST, Term, small_words, stems, written_words

# Words that are offered, and how many are looked up at once and in all.
OFFERED, _AT_ONCE, _MOST = 8, 40, 160


@dataclass(frozen=True)
class UnknownWord:
    """A word as it is mostly written, the language it is mostly written in, and in how many questions it stands."""

    word: str
    language: str
    count: int


async def unknown_words(session: AsyncSession, rows: Iterable[UnansweredQuestion]) -> list[UnknownWord]:
    """The most frequent words of the questions that stand in no text of the search and are not common."""
    written = await asyncio.to_thread(_written, list(rows))
    stems_asked = sorted(written, key=lambda stem: (-written[stem].total(), stem))[:_MOST]
    found: list[UnknownWord] = []
    for start in range(0, len(stems_asked), _AT_ONCE):
        batch = stems_asked[start : start + _AT_ONCE]
        counts = await texts_of(session).counts(session, [Term(stem) for stem in batch], 1)
        found += _shown(written[stem] for stem, count in zip(batch, counts, strict=True) if not count)
        if len(found) >= OFFERED:
            break
    return found[:OFFERED]


def _written(rows: Sequence[UnansweredQuestion]) -> dict[str, Counter[tuple[str, str]]]:
    """Stem → in how many questions it is written how, in which language; each counts once a question."""
    found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in rows:
        language = row.language or ""
        if language in languages():
            common = common_words(language)
            for stem, word in dict(_stemmed(row.text)).items():
                if word not in common:
                    found[stem][word, language] += 1
    return found


def _stemmed(text: str) -> Iterator[tuple[str, str]]:
    for word in written_words(text.lower()):
        for stem in stems(word):
            if stem not in small_words() and len(stem) >= SHORTEST:
                yield stem, word


def _shown(counted: Iterable[Counter[tuple[str, str]]]) -> Sequence[UnknownWord]:
    best = ((counts.most_common(1)[0][0], counts.total()) for counts in counted)
    return [UnknownWord(word, language, total) for (word, language), total in best]
