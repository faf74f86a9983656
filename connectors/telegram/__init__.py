"""Telegram as a channel: updates become stored messages, stored messages become Telegram's, each once."""
