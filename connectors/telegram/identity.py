"""A person is a keyed hash of her Telegram id wherever the id itself is not needed for delivery."""

import hmac
from pathlib import Path

from foundation.keys import secret_key


def telegram_key(home: Path) -> bytes:
    """The key of the hashes, from `telegram.key` in the home folder."""
    return bytes.fromhex(secret_key(home, "telegram"))


def chat_key(secret: bytes, bot_id: int, chat_id: int, user_id: int) -> str:
    """The name under which one person in one chat is known here."""
    return hmac.new(secret, f"{bot_id}:{chat_id}:{user_id}".encode(), "sha256").hexdigest()


def webhook_secret(secret: bytes, configured: str) -> str:
    """What Telegram proves itself with: the configured secret, else one that follows from our own."""
    return configured or hmac.new(secret, b"webhook", "sha256").hexdigest()
