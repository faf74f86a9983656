"""What every part of the connector works with."""

import asyncio
from dataclasses import dataclass, field

from connectors.telegram.bot import PollingBot
from connectors.telegram.incoming import Me
from connectors.telegram.pace import Pace
from connectors.web.house import House


@dataclass
class Channel:
    """The house, the bot, the key of the hashes.

    `newest` is the highest message id seen in private chats, `wake` is set when there may be something to send,
    `background` are calls nobody waits for, `typing` the chats in which the sign of somebody typing is shown.
    """

    house: House
    bot: PollingBot
    bot_id: int
    secret: bytes
    pace: Pace = field(default_factory=Pace)
    username: str = ""
    newest: int = 0
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    background: set[asyncio.Task[None]] = field(default_factory=set)
    typing: set[str] = field(default_factory=set)

    @property
    def me(self) -> Me:
        """The bot as groups address it."""
        return Me(self.bot_id, self.username)

    def saw(self, message_id: int, private: bool) -> None:
        """Note a message id: those of private chats share one count."""
        if private:
            self.newest = max(self.newest, message_id)
