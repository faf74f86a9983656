"""Changing the knowledge base: a draft, its review, what was published and by whom, and the way back."""

from knowledge.editing.kind import Content, RecordKind, Subject
from knowledge.editing.models import DRAFT, IN_REVIEW, Draft, Revision
from knowledge.editing.service import Editing, Editor

__all__ = ["DRAFT", "IN_REVIEW", "Content", "Draft", "Editing", "Editor", "RecordKind", "Revision", "Subject"]
