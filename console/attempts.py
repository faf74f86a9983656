"""How often one may be wrong at the door. Counts are kept in memory, by e-mail and by network address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from foundation.errors import InvalidInputError, TooManyFailuresError, WrongCredentialsError

# A school's whole staff may stand behind one address.
BY_EMAIL = parse("5/15minutes")
BY_ADDRESS = parse("30/15minutes")
# The fields by which she proves that it is she: a new password that is too short is no attempt to break in.
PROOFS = ("current", "password", "code")


class Attempts:
    """Counts failures; does nothing when switched off."""

    def __init__(self, switched_on: bool) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage()) if switched_on else None
        # One at a time: argon2 takes memory and a core, and no burst slips past the count.
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, email: str, address: str) -> AsyncIterator[None]:
        """Wait for a turn to try; WrongCredentialsError and what is wrong with a proof are counted as failures.

        Raises TooManyFailuresError when there were too many.
        """
        async with self._turn:
            self._check(email, address)
            try:
                yield
            except WrongCredentialsError:
                self._count(email, address)
                raise
            except InvalidInputError as error:
                if error.facts.get("field") in PROOFS:
                    self._count(email, address)
                raise

    def forget(self, email: str) -> None:
        """She has proved all of it: her earlier failures count no more."""
        if self._limiter:
            self._limiter.clear(BY_EMAIL, "email", email)

    def _check(self, email: str, address: str) -> None:
        if not self._limiter:
            return
        free = self._limiter.test(BY_EMAIL, "email", email) and self._limiter.test(BY_ADDRESS, "address", address)
        if not free:
            raise TooManyFailuresError("Too many wrong attempts: wait 15 minutes and try again.")

    def _count(self, email: str, address: str) -> None:
        if self._limiter:
            self._limiter.hit(BY_EMAIL, "email", email)
            self._limiter.hit(BY_ADDRESS, "address", address)
