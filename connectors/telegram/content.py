"""What has to be read from the database before a message can be put into Telegram's shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.telegram.channel import Channel
from connectors.telegram.keyboards import LONGEST, data_of
from connectors.telegram.models import TelegramChat
from connectors.telegram.wording import Piece, Venue, pieces_of
from conversations.models import Message
from foundation.database import reading
from knowledge.directory.repository import services


async def pieces(channel: Channel, chat: TelegramChat, said: Message) -> list[Piece]:
    """The calls that bring a stored message to a chat."""
    choices = await _choices(channel, said.content.get("choices", []))
    venues = await _venues(channel, (said.content.get("answer") or {}).get("entries", []))
    return pieces_of(said, choices, venues, chat.keyboard, chat.private)


async def _choices(channel: Channel, choices: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    if all(len(row["value"].encode()) <= LONGEST for row in choices):
        return [(row["title"], row["value"]) for row in choices]
    async with channel.house.sessions.begin() as session:
        return [(row["title"], await data_of(session, row["value"])) for row in choices]


async def _venues(channel: Channel, entries: Sequence[Mapping[str, Any]]) -> list[Venue]:
    """The entries with an address on the map; coordinates of a town alone would send people to the wrong door."""
    with_address = {row["id"]: row for row in entries if row.get("address")}
    if not with_address:
        return []
    async with reading(channel.house.sessions) as session:
        found = await services(session, list(with_address))
        places = [(with_address[row.id], row.locations[0]) for row in found if row.locations]
    return [
        Venue(place.latitude, place.longitude, entry["name"], f"{entry['address']}, {entry.get('municipality') or ''}")
        for entry, place in places
        if place.latitude is not None and place.longitude is not None
    ]
