"""The search is kept in step: whoever changes records says so here, in the same transaction."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search import repository
from knowledge.search.databases import texts_of
from knowledge.search.documents import KINDS, Kind
from knowledge.search.records.repository import affected, all_identifiers, read
from knowledge.search.spelling import learn
from knowledge.search.texts import stored
from knowledge.search.vocabulary import repository as vocabulary

# So many records at once: what they need in memory stays small.
BATCH = 1000


async def index(session: AsyncSession, kind: Kind, records: Sequence[str]) -> None:
    """These records are new, changed or gone: what is found of them is what stands in the database now."""
    # What was changed as objects has to stand in the tables that are read.
    await session.flush()
    for start in range(0, len(records), BATCH):
        found = await affected(session, kind, records[start : start + BATCH])
        for touched, identifiers in found.items():
            await _index(session, touched, identifiers, set())


async def rebuild(session: AsyncSession) -> int:
    """Index everything anew; how many records were read."""
    await session.flush()
    await texts_of(session).clear(session)
    await repository.clear(session)
    await vocabulary.clear(session)
    count, learned = 0, set[str]()
    for kind in KINDS:
        records = await all_identifiers(session, kind)
        await _index(session, kind, records, learned)
        count += len(records)
    return count


async def _index(session: AsyncSession, kind: Kind, records: Sequence[str], learned: set[str]) -> None:
    """`learned` are the words that need not be learned once more; it grows."""
    texts = texts_of(session)
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        await texts.remove(session, await repository.remove(session, kind, batch))
        documents = await read(session, kind, batch)
        new = list(stored(await repository.add(session, documents), documents))
        await texts.add(session, new)
        words = {word for text in new for part in text.words for word in part} - learned
        await learn(session, words)
        learned |= words
