"""Services that may be the same as one that is being written."""

from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from rapidfuzz import fuzz
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.text import folded
from knowledge.directory.records import repository
from knowledge.directory.records.repository import Neighbour

# Likeness of two names from 0 to 100 (rapidfuzz, words in any order): the same one, and one that may be.
_SAME, _ALIKE = 90.0, 60.0
# Services looked at in one town; services told.
_MOST, _TOLD = 5_000, 5


@dataclass(frozen=True)
class Written:
    """What has been written so far of a service; what is not known is empty."""

    id: str
    organization_id: str
    name: str
    phones: tuple[str, ...] = ()
    municipality_code: str = ""
    address: str = ""


@dataclass(frozen=True)
class Likeness:
    """A service that may be the same, and what of it is the same: `name`, `phone`, `address`."""

    id: str
    name: str
    organization: str
    same: tuple[str, ...]


def e164(number: str) -> str:
    """A telephone number in the international form without spaces (E.164); one that is none stays as it is."""
    try:
        parsed = phonenumbers.parse(number, "IT")
    except phonenumbers.NumberParseException:
        return number
    valid = phonenumbers.is_valid_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if valid else number


async def likenesses(session: AsyncSession, written: Written) -> list[Likeness]:
    """At most five services that may be the same, the likeliest first."""
    numbers = {form for number in written.phones for form in (number, e164(number)) if number}
    called = await repository.with_phones(session, sorted(numbers), _MOST) if numbers else []
    code = written.municipality_code
    near = await repository.in_town(session, code, _MOST) if code and (written.name or written.address) else []
    callers = {row.id for row in called}
    found: dict[str, tuple[float, Likeness]] = {}
    for row in (*called, *near):
        likeness = _compared(row, written, row.id in callers)
        if likeness and row.id != written.id:
            found.setdefault(row.id, likeness)
    ranked = sorted(found.values(), key=lambda scored: -scored[0])
    return [likeness for _, likeness in ranked[:_TOLD]]


def _compared(row: Neighbour, written: Written, same_phone: bool) -> tuple[float, Likeness] | None:
    alike = fuzz.token_sort_ratio(folded(row.name), folded(written.name)) if written.name else 0.0
    same_owner = row.organization_id == written.organization_id
    same_address = bool(written.address) and folded(row.address or "") == folded(written.address)
    same = _same(alike, same_phone, same_address)
    # A desk has several services at one address with one number: there only a name that is alike tells.
    told = alike >= _SAME or (bool(same) and (alike >= _ALIKE or (same_phone and not same_owner)))
    return (alike + 50 * same_phone + 25 * same_address, _likeness(row, same)) if told else None


def _same(alike: float, same_phone: bool, same_address: bool) -> tuple[str, ...]:
    signs = {"name": alike >= _SAME, "phone": same_phone, "address": same_address}
    return tuple(name for name, holds in signs.items() if holds)


def _likeness(row: Neighbour, same: Sequence[str]) -> Likeness:
    return Likeness(row.id, row.name, row.organization, tuple(same))
