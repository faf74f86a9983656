"""Who acts on the desk."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, true

from conversations.handoff.repository import WAITING
from conversations.models import Handoff


@dataclass(frozen=True)
class Actor:
    """A signed-in mediator or coordinator; `language` is the one she reads and writes."""

    account_id: str
    name: str
    language: str
    coordinator: bool = False

    def sees(self, handoff: Handoff) -> bool:
        """Whether she may read the conversation: one that waits, her own now or before, all for a coordinator."""
        waits = not (handoff.taken_at or handoff.returned_at or handoff.closed_at)
        return self.coordinator or waits or handoff.taken_by == self.account_id

    def visible(self) -> ColumnElement[bool]:
        """The same rule as a condition of SQL."""
        return true() if self.coordinator else or_(WAITING, and_(Handoff.taken_by == self.account_id))
