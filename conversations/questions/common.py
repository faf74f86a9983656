"""Words that people use whatever they ask about ("my", "expires"): they say nothing of a topic."""

from collections import Counter
from functools import cache

from conversations.questions.proposals import NLU
from knowledge.search.words import essential, stems, written_words

# A word is common when sentences of so many topics have it, of some seventy.
COMMON = 6


@cache
def common_words(language: str) -> frozenset[str]:
    """The common words of a language as they are written in its training sentences; reading them takes 0.2 s, once."""
    counts: Counter[str] = Counter()
    for path in (NLU / language).glob("*.yml"):
        # What is before the sentences is the same in every file.
        sentences = path.read_text(encoding="utf-8").partition("examples:")[2]
        counts.update(set(written_words(sentences.lower())))
    return frozenset(word for word, topics in counts.items() if topics >= COMMON)


def are_common(words: str, language: str) -> bool:
    """Whether every word of these that names something is common."""
    telling = {term.stem for term in essential(words)}
    written = [word for word in written_words(words.lower()) if not telling.isdisjoint(stems(word))]
    return bool(written) and common_words(language).issuperset(written)
