"""Leaving a service alone that has failed again and again."""

import time


class Breaker:
    """Opens after `failures` in a row, for `pause` seconds; then one more failure opens it again."""

    def __init__(self, failures: int = 3, pause: float = 30.0) -> None:
        self._allowed = failures
        self._pause = pause
        self._failed = 0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nothing is to be tried now."""
        return time.monotonic() < self._until

    def succeeded(self) -> None:
        """The service answered."""
        self._failed = 0

    def failed(self) -> None:
        """The service did not answer."""
        self._failed += 1
        if self._failed >= self._allowed:
            self._until = time.monotonic() + self._pause
