"""How fast one sender may ask. Counts are kept in memory, by address and by conversation."""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from foundation.errors import TooManyRequestsError

# A person types slower than this; a school's class behind one address still gets through.
MESSAGES = parse("60/minute")
CONVERSATIONS = parse("30/minute")


class Limits:
    """Refuses with TooManyRequestsError what comes too fast; does nothing when switched off."""

    def __init__(self, switched_on: bool) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage()) if switched_on else None

    def message(self, conversation_id: str) -> None:
        """Count one message of a conversation."""
        if self._limiter and not self._limiter.hit(MESSAGES, "message", conversation_id):
            raise TooManyRequestsError("Too many messages in a minute: wait a moment and send it again.")

    def conversation(self, address: str) -> None:
        """Count one new conversation from a network address."""
        if self._limiter and not self._limiter.hit(CONVERSATIONS, "conversation", address):
            raise TooManyRequestsError("Too many new conversations from this address: wait a minute.")
