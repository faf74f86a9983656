"""Italian words of offices and papers, and names of towns: said in every language, so they tell nothing of it."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from conversations.language.features import words
from conversations.language.scripts import LATIN, script_of
from foundation.settings import PROJECT

TOWNS = PROJECT / "knowledge" / "content" / "places" / "municipalities.csv"
# A word borrowed by this many languages that do not use Latin letters is borrowed by all.
BORROWERS = 4
# A word that two languages have nearly to themselves is theirs (Spanish “como” is no town).
OWNED = 0.72
# A word is a language's own where others use it at most twice as often (“requirements” is not Tagalog).
OWN = 0.5
LARGE_TOWN = 4000
# Small Italian words belong to the term after them (“permesso di soggiorno”).
_SMALL_WORDS = (
    "di d del dell dello della dei degli delle per al all alla ai il l lo la i le gli e a da in un una o san sant santa"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_USUAL_TERMS = (
    "whatsapp telegram facebook instagram google youtube wifi internet email mail sms app pdf qr sim pos covid euro "
    "naspi isee spid cie caf cpia inps inail asl ats asst aler permesso questura prefettura comune soggiorno "
    "tessera sanitaria codice fiscale residenza anagrafe patente ricevuta badante colf approdo lombardia italia "
    "milano bergamo brescia cremona lecco lodi mantova monza pavia sondrio varese"
)
_ALWAYS = frozenset(_USUAL_TERMS.split())
# Languages whose words are put into sentences of others.
_LENDERS = frozenset({"it", "en", "fr"})
# Words by the languages of the sentences that they are in.
Users = dict[str, dict[str, float]]


def count_users(rows: Sequence[tuple[str, Sequence[str], str | None]]) -> Users:
    """How many sentences (language, words, script) use each word, as if every language had as many sentences."""
    sizes = Counter(language for language, _, _ in rows)
    users: Users = defaultdict(lambda: defaultdict(float))
    for language, text, _ in rows:
        share = max(sizes.values()) / sizes[language]
        for part in {part for word in text for part in (word, *word.split("'"))}:
            users[part][language] += share
    return users


def find_terms(rows: Iterable[tuple[str, Sequence[str], str | None]], users: Users) -> frozenset[str]:
    """The terms, as the training sentences show them, with the towns of Lombardy."""
    borrowers: dict[str, set[str]] = defaultdict(set)
    for language, text, script in rows:
        if script != LATIN:
            for part in {part for word in text for part in word.split("'")}:
                if len(part) > 1 and script_of(part[0]) == LATIN:
                    borrowers[part].add(language)
    borrowed = {word for word, languages in borrowers.items() if len(languages) >= BORROWERS} | set(_towns())
    return frozenset(word for word in borrowed if not _owned(users.get(word, {}))) | _ALWAYS


def own_words(language: str, text: Sequence[str], users: Users) -> list[str]:
    """The words of a text that no other language uses much more than `language` does; lenders own all of theirs."""
    if language in _LENDERS:
        return list(text)
    return [word for word in text if _is_own(language, users.get(word, {}))]


def _is_own(language: str, users: Mapping[str, float]) -> bool:
    return not users or users.get(language, 0.0) >= OWN * max(users.values())


def _owned(users: Mapping[str, float]) -> bool:
    """Whether one or two languages have a word nearly to themselves."""
    counts = sorted(users.values(), reverse=True)
    return sum(counts) >= 15 and sum(counts[:2]) > OWNED * sum(counts)


def _towns() -> list[str]:
    """Words of the names of the larger towns; none while the file does not exist."""
    if not TOWNS.exists():
        return []
    with TOWNS.open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines) if int(row["population"] or 0) >= LARGE_TOWN]
    return [part for name in names for word in words(name) for part in word.split("'") if len(part) > 3]


def telling(text: Sequence[str], terms: frozenset[str]) -> list[str]:
    """The words of a text that tell its language: without the terms and the small words that lead up to them."""
    kept: list[str] = []
    for word in text:
        parts = word.split("'")
        if parts[-1] not in terms or not all(part in _SMALL or part in terms for part in parts):
            kept.append(word)
            continue
        while kept and all(part in _SMALL for part in kept[-1].split("'")):
            kept.pop()
    return kept
