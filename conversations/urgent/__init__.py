"""Danger comes first and needs no model."""

from conversations.urgent.phrases import FOLDER, ORDER, UrgentPhrases, read_phrases, urgent_phrases

__all__ = ["FOLDER", "ORDER", "UrgentPhrases", "read_phrases", "urgent_phrases"]
