"""Posters that bring people to the bot in Telegram."""
