"""What is not text: what it is called on the desk, and what of it may reach a mediator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import Message

# Bytes: what a bot can fetch from Telegram (Bot API, getFile: 20 MB), and nothing larger is of use in a chat.
LARGEST = 20 * 1024 * 1024
_SIGNS: Mapping[str, str] = {
    "voice": "🎤", "audio": "🎵", "photo": "🖼", "sticker": "🙂", "video": "🎞", "video_note": "🎞", "document": "📎",
    "animation": "🎞", "contact": "👤", "poll": "📊",
}  # fmt: skip
# Pictures, recordings, videos and papers; no programs, no archives.
_TYPES = ("image/", "audio/", "video/", "application/pdf", "text/plain")


@dataclass(frozen=True)
class Media:
    """Something that was sent: its kind, Telegram's id of the file, bytes, type, seconds."""

    kind: str
    file_id: str | None = None
    size: int = 0
    type: str | None = None
    seconds: int | None = None

    @property
    def accepted(self) -> bool:
        """Whether a mediator may be offered it: not too large, and of a type people look at or listen to."""
        fits = self.size <= LARGEST and self.file_id is not None
        return fits and (self.type is None or self.type.startswith(_TYPES))

    @property
    def label(self) -> str:
        """What a mediator sees of it: a sign, how long it is, how large."""
        parts = [_SIGNS.get(self.kind, "📎")]
        if self.seconds is not None:
            parts.append(f"{self.seconds // 60}:{self.seconds % 60:02}")
        if self.size:
            parts.append(f"{max(1, self.size // 1024)} KB")
        return " ".join(parts)

    def content(self) -> dict[str, Any]:
        """As it is stored with the message; the file itself stays with Telegram."""
        kept = self.file_id if self.accepted else None
        return {"media": {"kind": self.kind, "file_id": kept, "size": self.size, "type": self.type}}


def _largest_photo(message: Message) -> Media:
    photo = message.photo[-1]
    return Media("photo", photo.file_id, photo.file_size or 0, "image/jpeg")


def _file(kind: str) -> Callable[[Message], Media]:
    def read(message: Message) -> Media:
        found = getattr(message, kind)
        length = getattr(found, "duration", None)
        seconds = int(length.total_seconds()) if isinstance(length, timedelta) else length
        return Media(kind, found.file_id, found.file_size or 0, getattr(found, "mime_type", None), seconds)

    return read


# In this order: an animation also carries a document.
_READERS: Mapping[str, Callable[[Message], Media]] = {
    "voice": _file("voice"), "audio": _file("audio"), "photo": _largest_photo, "sticker": _file("sticker"),
    "animation": _file("animation"), "video": _file("video"), "video_note": _file("video_note"),
    "document": _file("document"),
}  # fmt: skip


def media_of(message: Message) -> Media | None:
    """What a message carries beside text; None when that is nothing."""
    for kind, read in _READERS.items():
        if getattr(message, kind):
            return read(message)
    return next((Media(kind) for kind in ("contact", "poll", "dice", "story") if getattr(message, kind)), None)
