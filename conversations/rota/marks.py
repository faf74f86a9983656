"""Marks of what a form was filled from: another mark means that somebody has changed it in between."""

from collections.abc import Iterable

from conversations.rota.hours import WeeklyShift
from conversations.rota.routing import Colleague
from knowledge.editing.kind import fingerprint


def week_mark(shifts: Iterable[WeeklyShift]) -> str:
    """The mark of a week, whatever the order of its shifts."""
    return fingerprint({"week": sorted((row.weekday, str(row.starts), str(row.ends)) for row in shifts)})


def profile_mark(colleague: Colleague) -> str:
    """The mark of what a mediator can do."""
    return fingerprint({"profile": [sorted(colleague.languages), sorted(colleague.topics), sorted(colleague.ambiti)]})


def ambito_mark(name: str, municipalities: Iterable[str]) -> str:
    """The mark of a territory."""
    return fingerprint({"ambito": [name, sorted(municipalities)]})
