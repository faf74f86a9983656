"""What an organization says of its own record, as a difference to what is served."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.web.house import House
from knowledge.editing import Content, Subject
from knowledge.editing.differences import Difference, differences
from knowledge.freshness import proposals

# What an organization is asked for; everything else it may say in its own words.
FIELDS = ("phone", "email", "url", "address_1", "hours")
LONGEST = {"phone": 40, "email": 200, "url": 500, "address_1": 300, "hours": 300, "word": 4000, "sender": 200}


@dataclass(frozen=True)
class Offer:
    """What was sent for a record: by whom, in what words, and what would change."""

    id: str
    record_id: str
    name: str
    sender: str
    word: str
    sent_at: datetime
    changes: list[Difference]


def asked(content: Content) -> dict[str, str]:
    """The fields an organization sees, as they are served."""
    phones = content.get("phones") or []
    values: dict[str, Any] = {
        "phone": phones[0].get("number", "") if phones else "",
        "email": content.get("email"),
        "url": content.get("url"),
        "address_1": (content.get("location") or {}).get("address_1"),
    }
    return {name: str(values.get(name) or "") for name in FIELDS}


def merged(content: Content, sent: dict[str, str]) -> Content:
    """The served content with what was sent in its place; hours are words, which staff put into the form."""
    phones = list(content.get("phones") or [])
    if "phone" in sent:
        first = {**(phones[0] if phones else {}), "number": sent["phone"]}
        phones[:1] = [first] if sent["phone"] else []
    location = dict(content.get("location") or {})
    if "address_1" in sent:
        location["address_1"] = sent["address_1"] or None
    plain = {name: sent[name] or None for name in ("email", "url") if name in sent}
    return content | plain | {"phones": phones, "location": location}


async def offers(session: AsyncSession, house: House) -> list[Offer]:
    """Everything that waits for a decision; what was sent for a record that is gone is left out."""
    found = []
    for row in await proposals.waiting(session):
        content = await house.editing.kinds["service"].read(session, Subject("service", row.record_id))
        if content is not None and row.sent_at is not None:
            changes = differences(asked(content), {**asked(content), **row.content})
            name = str(content.get("name") or "")
            found.append(Offer(row.id, row.record_id, name, row.sender, row.word, row.sent_at, changes))
    return found
