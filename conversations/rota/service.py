"""Mediators and their rota, read and changed. The caller commits; what is refused changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from conversations.rota import repository
from conversations.rota.checks import exception_faults, refuse, refuse_changed, unknown_codes, week_faults
from conversations.rota.hours import ExceptionDays, Hours, WeeklyShift
from conversations.rota.marks import profile_mark, week_mark
from conversations.rota.models import Mediator, Shift, ShiftException
from conversations.rota.routing import Colleague
from foundation.clock import now, today
from foundation.errors import NotFoundError
from foundation.languages import languages as known_languages
from foundation.text import cleaned
from foundation.topics import topics as known_topics

# Exceptions older than this matter to nobody: no conversation waits so long.
_KEPT = timedelta(days=60)


async def colleagues(session: AsyncSession) -> list[Colleague]:
    """Every active mediator with her hours, by name; three queries however many there are."""
    weeks, special = await _weeks(session), await _exceptions(session)
    return [
        Colleague(
            row.id,
            row.name,
            # Empty where a mediator has no profile yet.
            tuple(row.languages or ()),
            tuple(row.topics or ()),
            tuple(row.ambiti or ()),
            Hours(tuple(weeks.get(row.id, ())), tuple(special.get(row.id, ())), row.away_since),
        )
        for row in await repository.mediators(session)
    ]


async def colleague(session: AsyncSession, account_id: str) -> Colleague:
    """One of them, or an admin who could be. Raises NotFoundError for who may not mediate."""
    found = next((one for one in await colleagues(session) if one.account_id == account_id), None)
    if found:
        return found
    account = await repository.lock_account(session, account_id)
    if account is None:
        raise NotFoundError("There is no such mediator.", account_id=account_id)
    return Colleague(account.id, account.name, (), (), (), Hours())


async def _weeks(session: AsyncSession) -> dict[str, list[WeeklyShift]]:
    found: dict[str, list[WeeklyShift]] = defaultdict(list)
    for account_id, weekday, starts, ends in await repository.shifts(session):
        found[account_id].append(WeeklyShift(weekday, starts, ends))
    return found


async def _exceptions(session: AsyncSession) -> dict[str, list[ExceptionDays]]:
    found: dict[str, list[ExceptionDays]] = defaultdict(list)
    for account_id, first, last, starts, ends in await repository.exceptions(session, today() - _KEPT):
        found[account_id].append(ExceptionDays(first, last, starts, ends))
    return found


async def _locked_profile(session: AsyncSession, account_id: str) -> Mediator:
    """Her profile, made where there was none. Raises NotFoundError for who may not mediate."""
    if await repository.lock_account(session, account_id) is None:
        raise NotFoundError("There is no such mediator.", account_id=account_id)
    profile = await repository.profile(session, account_id)
    if profile is None:
        profile = Mediator(account_id=account_id, languages=[], topics=[], ambiti=[])
        session.add(profile)
        await session.flush()
    return profile


async def set_away(session: AsyncSession, account_id: str, away: bool) -> None:
    """ "I am away now", or "I am back"; said twice, the first time counts. Raises NotFoundError."""
    profile = await _locked_profile(session, account_id)
    if not away:
        profile.away_since = None
    elif profile.away_since is None:
        profile.away_since = now()


async def save_profile(
    session: AsyncSession,
    account_id: str,
    languages: Sequence[str],
    topics: Sequence[str],
    ambiti: Sequence[str],
    seen: str | None = None,
) -> None:
    """What she can do: codes of languages and topics, ids of ambiti. Raises InvalidInputError, NotFoundError.

    `seen` is the mark of what the form was filled from: what somebody else saved since is not written over.
    """
    territories = {ambito.id for ambito in await repository.ambiti(session)}
    refuse(
        unknown_codes("languages", languages, known_languages())
        + unknown_codes("topics", topics, known_topics())
        + unknown_codes("ambiti", ambiti, territories)
    )
    profile = await _locked_profile(session, account_id)
    refuse_changed("profile", seen, profile_mark(await colleague(session, account_id)))
    profile.languages = list(dict.fromkeys(languages))
    profile.topics = list(dict.fromkeys(topics))
    profile.ambiti = list(dict.fromkeys(ambiti))


async def save_week(
    session: AsyncSession, account_id: str, shifts: Sequence[WeeklyShift], seen: str | None = None
) -> None:
    """Her whole week anew. Raises InvalidInputError (shifts that overlap or end before they begin), NotFoundError.

    `seen` is the mark of the week the form was filled from: what somebody else saved since is not written over.
    """
    refuse(week_faults(shifts))
    await _locked_profile(session, account_id)
    refuse_changed("week", seen, week_mark((await _weeks(session))[account_id]))
    rows = [
        Shift(id=str(uuid4()), account_id=account_id, weekday=row.weekday, starts=row.starts, ends=row.ends)
        for row in shifts
    ]
    await repository.replace_shifts(session, account_id, rows)


async def exceptions(session: AsyncSession, account_id: str) -> list[ShiftException]:
    """Her exceptions of today and later, the earliest first."""
    return await repository.exceptions_of(session, account_id, today())


async def add_exception(session: AsyncSession, account_id: str, days: ExceptionDays, note: str = "") -> None:
    """Days that differ from her week. Raises InvalidInputError, NotFoundError."""
    await _locked_profile(session, account_id)
    note = cleaned(note)
    others = [ExceptionDays(e.first_day, e.last_day, e.starts, e.ends) for e in await exceptions(session, account_id)]
    refuse(exception_faults(days, note, today(), others))
    row = ShiftException(id=str(uuid4()), account_id=account_id, note=note)
    row.first_day, row.last_day, row.starts, row.ends = days.first_day, days.last_day, days.starts, days.ends
    session.add(row)


async def remove_exception(session: AsyncSession, account_id: str, identifier: str) -> None:
    """Take back one exception of hers. Raises NotFoundError."""
    if not await repository.delete_exception(session, account_id, identifier):
        raise NotFoundError("There is no such exception.", identifier=identifier)
