"""Measure everything and print the table. Takes about fifteen minutes, most of it the baselines' training."""

import asyncio

from bench import house, services, understanding
from bench.table import Row, show


async def measure() -> list[Row]:
    """All rows, one area after the other so that none disturbs another."""
    return [*await services.measure(), *await house.measure(), *await asyncio.to_thread(understanding.measure)]


if __name__ == "__main__":
    show(asyncio.run(measure()))
