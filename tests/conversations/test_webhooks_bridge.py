"""What docs/other-help-desks.md shows, run as it stands: the checks of a signature, and the bridge to Chatwoot."""

import hashlib
import hmac
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from conversations.webhooks import registry
from conversations.webhooks.calls import Call, signed
from conversations.webhooks.models import Webhook
from foundation.clock import now
from foundation.database import Sessions
from foundation.settings import PROJECT
from tests.support.console import PASSWORD, RunningConsole, furnished_home
from tests.support.hookserver import HookServer, Received
from tests.support.house import free_port
from tests.support.person import Person

SECRET = "chatwoot's own secret"
PATIENCE = 90.0


def shown(language: str) -> str:
    """The code in `language` that the page shows."""
    page = (PROJECT / "docs" / "other-help-desks.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    return str(code)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.05)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_check_in_python_is_right() -> None:
    names: dict[str, Any] = {}
    exec(shown("python"), names)
    headers, body = signed(Call("delivery-1", "http://127.0.0.1/", f"whsec_{'A' * 44}", {"type": "test"}), now())
    assert names["event"](f"whsec_{'A' * 44}", headers, body) == {"type": "test"}
    assert names["event"](f"whsec_{'B' * 44}", headers, body) is None
    assert names["event"](f"whsec_{'A' * 44}", headers | {"webhook-signature": "v1,"}, body) is None
    assert names["event"](f"whsec_{'A' * 44}", {}, body) is None


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_check_in_node_is_right() -> None:
    secret = f"whsec_{'A' * 44}"
    headers, body = signed(Call("delivery-1", "http://127.0.0.1/", secret, {"type": "così"}), now())
    old = headers | {"webhook-timestamp": "1700000000"}
    calls = [(secret, headers, body), (secret, headers, body + " "), (secret, old, body), (secret, {}, body)]
    code = shown("js") + f"for (const call of {json.dumps(calls)}) console.log(JSON.stringify(event(...call)));"
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ['{"type":"così"}', "null", "null", "null"], done.stderr


def chatwoot(call: Received) -> int | dict[str, Any]:
    """A stand-in for the client API of a Chatwoot inbox."""
    return {"id": 7} if call.path.endswith(("/conversations", "/messages")) else {"source_id": call.event["source_id"]}


@pytest.fixture
def town(tmp_path: Path, empty_database: Path, test_home: Path) -> Iterator[tuple[RunningConsole, HookServer, str]]:
    """Approdo, a stand-in for Chatwoot, and the address of the bridge between them."""
    house = RunningConsole(furnished_home(tmp_path / "home", empty_database, test_home / "models"))
    house.add("bridge@example.org")
    house.start()
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    async def add(sessions: Sessions) -> Webhook:
        async with sessions.begin() as session:
            return await registry.add_webhook(session, f"{address}/approdo")

    with HookServer(chatwoot) as inbox:
        environment = os.environ | {
            "APPRODO_URL": house.url,
            "APPRODO_SECRET": house.database(add).secret,
            "APPRODO_EMAIL": "bridge@example.org",
            "APPRODO_PASSWORD": PASSWORD,
            "CHATWOOT_INBOX_URL": inbox.site,
            "CHATWOOT_SECRET": SECRET,
            "BRIDGE_FILE": str(tmp_path / "bridge.json"),
            "NO_PROXY": "127.0.0.1",
        }
        command = [sys.executable, "-m", "uvicorn", "bridge:app", "--port", str(port), "--log-level", "warning"]
        with (tmp_path / "bridge.log").open("wb") as log:
            bridge = subprocess.Popen(
                command, cwd=PROJECT / "docs" / "examples", env=environment, stdout=log, stderr=log
            )
        try:
            until(lambda: answers(port))
            yield house, inbox, address
        finally:
            bridge.terminate()
            bridge.wait()
            house.stop()


def from_chatwoot(address: str, event: dict[str, Any], secret: str = SECRET) -> int:
    """What the bridge answers when Chatwoot tells it of an event."""
    body, sent = json.dumps(event).encode(), str(int(time.time()))
    digest = hmac.new(secret.encode(), f"{sent}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"X-Chatwoot-Timestamp": sent, "X-Chatwoot-Signature": f"sha256={digest}"}
    return httpx.post(f"{address}/chatwoot", content=body, headers=headers, timeout=60, trust_env=False).status_code


def test_the_bridge_carries_a_conversation_there_and_back(town: tuple[RunningConsole, HookServer, str]) -> None:
    house, inbox, address = town

    def copied() -> list[str]:
        return [call.event["content"] for call in inbox.calls if call.path.endswith("/messages")]

    with Person(house.url, "uk") as person:
        person.choose("person")
        until(copied)
        assert [call.path for call in inbox.calls[:2]] == ["/contacts", f"/contacts/{person.id}/conversations"]
        person.say("Мені потрібна допомога з документами")
        until(lambda: "Мені потрібна допомога з документами" in copied())
        where = {"contact_inbox": {"source_id": person.id}}
        answer = {"event": "message_created", "id": 41, "message_type": "outgoing", "private": False}
        written = answer | {"content": "Buongiorno, sono Anna.", "conversation": where}
        assert from_chatwoot(address, written, "another secret") == 401
        assert from_chatwoot(address, written | {"private": True}) == 204
        assert [from_chatwoot(address, written), from_chatwoot(address, written)] == [204, 204]
        said = [row["text"] for row in person.read() if row["author"] == "mediator"]
        assert said == ["Buongiorno, sono Anna."]
        person.send(text="Дякую!")
        until(lambda: "Дякую!" in copied())
        assert "Buongiorno, sono Anna." not in copied()
        assert len(copied()) == len(set(copied()))
        hers = [row["text"] for row in person.read() if row["author"] == "person"]
        assert all(text.startswith("[Approdo] ") for text in copied() if text not in hers)
        assert from_chatwoot(address, {"event": "conversation_status_changed", "status": "resolved"} | where) == 204
        with closing(house.signed_in("bridge@example.org")) as client:
            (row,) = client.get("/api/v1/desk/queue?view=closed").json()["conversations"]
        assert (row["id"], row["outcome"]) == (person.id, "answered")
        assert from_chatwoot(address, written | {"id": 42}) == 500
    assert httpx.post(f"{address}/approdo", json={"type": "handoff.asked"}, trust_env=False).status_code == 401
