"""The full-text form of each database behind one face."""

from collections.abc import Sequence
from types import ModuleType
from typing import Protocol, cast

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.search.asking import Wanted
from knowledge.search.postgresql import repository as postgresql
from knowledge.search.sqlite import repository as sqlite
from knowledge.search.texts import Stored
from knowledge.search.words import Term


class Texts(Protocol):
    """The words of the entries, as one kind of database keeps and finds them."""

    async def add(self, session: AsyncSession, texts: Sequence[Stored]) -> None:
        """Keep these texts."""

    async def remove(self, session: AsyncSession, entries: Sequence[int]) -> None:
        """Forget the texts of these entries."""

    async def clear(self, session: AsyncSession) -> None:
        """Forget all texts."""

    async def counts(self, session: AsyncSession, terms: Sequence[Term], most: int) -> list[int]:
        """In how many texts each term stands (there is at least one term); no more than `most` are counted."""

    def matching(self, wanted: Wanted) -> Select[int, float]:
        """A row for each text that matches: its `entry` and its `score`, the higher the better."""


def texts_of(session: AsyncSession) -> Texts:
    """The texts in the database of this session."""
    found: ModuleType = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return cast(Texts, found)
