"""An account to try things with."""

import pytest_asyncio

from accounts.models import Account, Role
from accounts.passwords import hashed
from accounts.service import create_account
from foundation.database import Sessions

PASSWORD = "una frase lunga e sicura"


@pytest_asyncio.fixture
async def account(sessions: Sessions) -> Account:
    """A mediator with PASSWORD."""
    password_hash = await hashed(PASSWORD)
    async with sessions.begin() as session:
        return await create_account(session, "amina@example.org", "Amina", Role.MEDIATOR, password_hash)
