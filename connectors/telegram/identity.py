"""A person is a keyed hash of her Telegram id wherever the id itself is not needed for delivery."""

import hmac
import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> bytes:
    """The key of the hashes: made once, kept in `telegram.key` under the home folder, readable by its owner only."""
    path = home / "telegram.key"
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f"telegram.key.{secrets.token_hex(8)}"
    if not path.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        try:
            # All or nothing, and the first one wins: another process never reads half a key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii"))


def chat_key(secret: bytes, bot_id: int, chat_id: int, user_id: int) -> str:
    """The name under which one person in one chat is known here."""
    return hmac.new(secret, f"{bot_id}:{chat_id}:{user_id}".encode(), "sha256").hexdigest()


def webhook_secret(secret: bytes, configured: str) -> str:
    """What Telegram proves itself with: the configured secret, else one that follows from our own."""
    return configured or hmac.new(secret, b"webhook", "sha256").hexdigest()
