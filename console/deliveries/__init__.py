"""How the bot in Telegram does, and what it could not deliver."""
