"""Every table of the house, gathered for whoever needs them all: migrations and their tests."""

from sqlalchemy import MetaData

import conversations.erasure
import conversations.models
import knowledge.directory.models
import knowledge.guides.models
import knowledge.loading
import knowledge.places.models
from foundation.database import Base

MODULES = (
    conversations.erasure,
    conversations.models,
    knowledge.directory.models,
    knowledge.guides.models,
    knowledge.loading,
    knowledge.places.models,
)


def metadata() -> MetaData:
    """The metadata with every table in it."""
    return Base.metadata
