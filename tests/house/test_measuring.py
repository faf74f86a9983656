"""Questions are asked faster than people ask: whoever measures is told what to do."""

from pathlib import Path

import httpx
import pytest

from approdo.client import AssistantClient
from foundation.errors import NotReadyError
from tests.support.console import RunningConsole, furnished_home

MANY = 1000


async def test_who_asks_too_fast_is_told_how_to_measure(tmp_path: Path, empty_database: Path, test_home: Path) -> None:
    running = RunningConsole(furnished_home(tmp_path / "home", empty_database, test_home / "models"), rate_limit="on")
    running.start()
    try:
        async with httpx.AsyncClient(base_url=f"{running.url}/api/v1", trust_env=False) as client:
            for _ in range(MANY):
                if (await client.post("/conversations", json={})).status_code == httpx.codes.TOO_MANY_REQUESTS:
                    break
            else:
                pytest.fail(f"{MANY} conversations a minute were allowed")
        async with AssistantClient(running.settings) as assistant:
            with pytest.raises(NotReadyError, match="APPRODO_RATE_LIMIT=off"):
                await assistant.ask("ciao")
    finally:
        running.stop()
