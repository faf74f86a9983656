"""Rasa decides, this room words it: a decision becomes messages in the person's language."""

from conversations.replies.render import render
from conversations.replies.reply import Reply, Scene

__all__ = ["Reply", "Scene", "render"]
