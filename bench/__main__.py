"""Measure everything and print the tables. Takes about half an hour, most of it the baselines' training."""

import asyncio

from bench import desk, house, search, services, understanding
from bench.table import show


async def measure() -> None:
    """One area after the other, so that none disturbs another; each is shown as soon as it is measured."""
    show("the nearest services", await services.measure())
    show("the search", await search.measure())
    show("the running house", await house.measure())
    show("the desk", await desk.measure())
    show("understanding", await asyncio.to_thread(understanding.measure))


if __name__ == "__main__":
    asyncio.run(measure())
