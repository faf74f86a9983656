"""Somebody who uses Telegram, in a chat with the bot on the local server."""

import itertools
import time
from collections.abc import Callable
from typing import Any

from tests.support.bot_api import BOT_ID, BotApi

Json = dict[str, Any]
_people = itertools.count(700_001)
_presses = itertools.count(1)
PATIENCE = 30.0


class TelegramUser:
    """One person; `group` is the id of a group she writes in instead of the private chat."""

    def __init__(self, api: BotApi, language: str = "it", group: int | None = None) -> None:
        self.api = api
        self.id = next(_people)
        self.chat_id = group or self.id
        self.who = {"id": self.id, "is_bot": False, "first_name": "Amina", "language_code": language}
        self.chat = {"id": self.chat_id, "type": "supergroup" if group else "private"}

    def message(self, **content: Any) -> Json:
        """A message of hers."""
        number = self.api.next_message_id()
        return {"message_id": number, "date": int(time.time()), "chat": self.chat, "from": self.who, **content}

    def sends(self, **content: Any) -> int:
        """Send anything; the id of the message."""
        message = self.message(**content)
        with self.api.lock:
            self.api.chats[self.chat_id][message["message_id"]] = message
        self.api.push({"message": message})
        return int(message["message_id"])

    def writes(self, text: str, **more: Any) -> int:
        """Write something."""
        if text.startswith("/"):
            length = len(text.split()[0])
            more["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.sends(text=text, **more)

    def edits(self, message_id: int, text: str) -> None:
        """Change something she has written."""
        with self.api.lock:
            message = self.api.chats[self.chat_id][message_id]
        edited = {**message, "text": text, "edit_date": int(time.time()) + next(_presses)}
        self.api.push({"edited_message": edited})

    def presses(self, title: str) -> str:
        """Press the newest button whose title holds a text; the id of the press."""
        message, button = next(
            (message, button)
            for message in reversed(self.received())
            for button in buttons(message)
            if title in button["text"]
        )
        return self.presses_data(button["callback_data"], message)

    def presses_data(self, data: str, message: Json) -> str:
        """Press a button by what it carries."""
        press = f"press-{next(_presses)}"
        shown = {"message_id": message["message_id"], "date": message["date"], "chat": self.chat, "text": "…"}
        shown["from"] = {"id": BOT_ID, "is_bot": True, "first_name": "Approdo"}
        query = {"id": press, "from": self.who, "chat_instance": "1", "data": data, "message": shown}
        self.api.push({"callback_query": query})
        return press

    def blocks(self, status: str = "kicked") -> None:
        """Block the bot, or let it in again (`member`)."""
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Approdo"}
        old, new = ("member", "kicked") if status == "kicked" else ("kicked", "member")
        change = {"chat": self.chat, "from": self.who, "date": int(time.time())}
        change["old_chat_member"] = {"user": bot, "status": old, "until_date": 0}
        change["new_chat_member"] = {"user": bot, "status": new, "until_date": 0}
        self.api.push({"my_chat_member": change})
        (self.api.blocked.add if status == "kicked" else self.api.blocked.discard)(self.chat_id)

    def received(self) -> list[Json]:
        """What stands in her chat from the bot, oldest first."""
        with self.api.lock:
            rows = [dict(row) for row in self.api.chats[self.chat_id].values() if row["from"]["id"] == BOT_ID]
        return sorted(rows, key=lambda row: row["message_id"])

    def sees(self, text: str, seconds: float = PATIENCE) -> Json:
        """The first message of the bot that holds a text, as soon as it is there."""
        rows = self.received
        seen: Json = self.waits(lambda: next((row for row in rows() if text in row.get("text", "")), None), seconds)
        return seen

    def sees_more(self, count: int, seconds: float = PATIENCE) -> list[Json]:
        """All messages of the bot once there are `count`."""
        seen: list[Json] = self.waits(lambda: rows if len(rows := self.received()) >= count else None, seconds)
        return seen

    def waits(self, found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """What `found` returns once it is anything."""
        until = time.monotonic() + seconds
        while not (result := found()):
            assert time.monotonic() < until, [row.get("text") for row in self.received()]
            time.sleep(0.02)
        return result


def buttons(message: Json) -> list[Json]:
    """The buttons below a message."""
    rows = (message.get("markup") or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
