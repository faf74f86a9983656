"""Time, in one way for all."""

import statistics
import time
from collections.abc import Awaitable, Callable


async def median_milliseconds(call: Callable[[], Awaitable[object]], times: int) -> float:
    """The median of `times` calls, in milliseconds, after one that is not counted."""
    await call()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await call()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
