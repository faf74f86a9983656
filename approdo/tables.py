"""Every table of the house, gathered for whoever needs them all: migrations and their tests."""

from sqlalchemy import MetaData

import accounts.models
import connectors.telegram.models
import conversations.erasure
import conversations.models
import conversations.questions.models
import conversations.rota.models
import conversations.translation.models
import conversations.webhooks.models
import knowledge.directory.models
import knowledge.editing.models
import knowledge.freshness.models
import knowledge.guides.models
import knowledge.importing.models
import knowledge.loaded
import knowledge.places.models
import knowledge.search.models
from foundation.database import Base

MODULES = (
    accounts.models,
    connectors.telegram.models,
    conversations.erasure,
    conversations.models,
    conversations.questions.models,
    conversations.rota.models,
    conversations.translation.models,
    conversations.webhooks.models,
    knowledge.directory.models,
    knowledge.guides.models,
    knowledge.editing.models,
    knowledge.freshness.models,
    knowledge.importing.models,
    knowledge.loaded,
    knowledge.places.models,
    knowledge.search.models,
)


def metadata() -> MetaData:
    """The metadata with every table in it."""
    return Base.metadata
