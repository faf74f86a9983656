"""The desk over HTTP, as its page and other help desks use it; the person over hers."""

import json
import time
from collections.abc import Iterator
from threading import Timer
from typing import Any
from uuid import uuid4

import httpx
import pytest

from accounts.models import Role
from knowledge.loading import load_content
from tests.support.console import RunningConsole
from tests.support.person import Person

Client = httpx.Client


@pytest.fixture(scope="module", autouse=True)
def knowledge(console: RunningConsole) -> None:
    """What ships, loaded."""
    assert console.database(load_content)


@pytest.fixture(scope="module")
def anna(console: RunningConsole) -> Iterator[Client]:
    console.add("anna@example.org")
    client = console.signed_in("anna@example.org")
    yield client
    client.close()


@pytest.fixture(scope="module")
def bruno(console: RunningConsole) -> Iterator[Client]:
    console.add("bruno@example.org")
    client = console.signed_in("bruno@example.org")
    yield client
    client.close()


@pytest.fixture
def person(console: RunningConsole) -> Iterator[Person]:
    """Somebody who waits for a human being."""
    with Person(console.url, language="ar") as somebody:
        somebody.choose("person")
        yield somebody


def desk(client: Client, person: Person, act: str, **body: Any) -> httpx.Response:
    return client.post(f"/api/v1/desk/conversations/{person.id}/{act}", json=body or None)


def conversation(client: Client, person: Person) -> dict[str, Any]:
    response = client.get(f"/api/v1/desk/conversations/{person.id}/messages")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def status(person: Person) -> dict[str, Any] | None:
    found: dict[str, Any] | None = person.client.get(person.path).json()["handoff"]
    return found


def test_asked_taken_answered_closed_and_rated(anna: Client, bruno: Client, person: Person) -> None:
    waiting = status(person)
    assert waiting is not None
    assert waiting["state"] == "waiting"
    row = next(r for r in anna.get("/api/v1/desk/queue").json()["conversations"] if r["id"] == person.id)
    assert (row["reason"], row["language"], row["mediator"]) == ("asked", "ar", None)
    assert desk(anna, person, "take").status_code == 200
    refused = desk(bruno, person, "take")
    assert refused.status_code == 409
    assert "anna" in refused.json()["error"]["message"]
    assert desk(bruno, person, "messages", id=str(uuid4()), text="Ciao").status_code == 409
    sent = desk(anna, person, "messages", id="reply-00001", text="Buongiorno")
    assert (sent.status_code, sent.json()["translation"]) == (201, "off")
    assert (
        desk(anna, person, "messages", id="reply-00001", text="Buongiorno").json()["position"]
        == sent.json()["position"]
    )
    taken = status(person)
    assert taken is not None
    assert taken["mediator"] == {"name": "anna"}
    person.send(text="شكرا")
    assert conversation(anna, person)["messages"][-1]["author"] == "person"
    assert desk(anna, person, "close", outcome="referred", referred_to="CPIA").status_code == 200
    assert status(person) is None
    person.choose("helpful:yes")
    ended = conversation(anna, person)
    assert (ended["state"], ended["outcome"], ended["referred_to"], ended["helpful"]) == (
        "closed",
        "referred",
        "CPIA",
        True,
    )
    assert desk(anna, person, "messages", id=str(uuid4()), text="Ancora").status_code == 409


def test_while_it_is_taken_old_buttons_and_questions_stay_with_the_mediator(anna: Client, person: Person) -> None:
    desk(anna, person, "take")
    before = len(person.read())
    assert person.send(choice="topic:tax_code").json()["messages"] == []
    assert person.send(text="كيف أجدد تصريح الإقامة؟").json()["messages"] == []
    assert len(person.read()) == before + 2
    desk(anna, person, "return")
    notice = person.read()[-1]
    assert notice["author"] == "notice"
    assert person.choose("topic:tax_code")[0]["answer"]["topic"] == "tax_code"


def test_danger_in_a_taken_conversation_rings(anna: Client, person: Person) -> None:
    desk(anna, person, "take")
    person.send(text="ساعدوني زوجي يضربني")
    row = next(r for r in anna.get("/api/v1/desk/queue").json()["conversations"] if r["id"] == person.id)
    assert row["urgent"]


def test_what_she_leaves_for_the_mediator_is_kept_and_marked(anna: Client, person: Person) -> None:
    asked = person.choose("handoff:callback")[0]
    assert [choice["value"] for choice in asked["choices"]] == ["handoff:cancel"]
    person.say("333 1234567 dopo le 17")
    messages = conversation(anna, person)["messages"]
    assert [m["text"] for m in messages if m["left_for_mediator"]] == ["333 1234567 dopo le 17"]


def test_she_withdraws_and_can_ask_again(anna: Client, person: Person) -> None:
    person.choose("handoff:withdraw")
    assert status(person) is None
    assert desk(anna, person, "take").status_code == 409
    assert person.choose("handoff:withdraw")[0]["choices"][0]["value"] == "person"
    person.choose("person")
    again = status(person)
    assert again is not None
    assert desk(anna, person, "take").status_code == 200


def test_guides_entries_and_canned_replies(anna: Client, person: Person) -> None:
    desk(anna, person, "take")
    path = f"/api/v1/desk/conversations/{person.id}/suggestions"
    found = anna.get(path).json()["suggestions"]
    canned = next(row for row in found if row["kind"] == "canned")
    assert canned["language"] == "ar"
    assert "anna" in canned["meaning"]
    guides = anna.get(path, params={"search": "codice fiscale"}).json()["suggestions"]
    assert ("guide", "tax_code") in [(row["kind"], row["id"]) for row in guides]
    assert desk(anna, person, "messages", id=str(uuid4()), topic="tax_code").status_code == 201
    shown = person.read()[-1]
    assert (shown["author"], shown["answer"]["topic"], shown["language"]) == ("mediator", "tax_code", "ar")
    assert desk(anna, person, "messages", id=str(uuid4()), topic="greet").status_code == 422
    assert desk(anna, person, "messages", id=str(uuid4()), entry="nothing").status_code == 422
    assert desk(anna, person, "messages", id=str(uuid4()), text="a", topic="tax_code").status_code == 422


def test_typing_is_seen_on_both_sides_and_what_she_has_read(anna: Client, person: Person) -> None:
    desk(anna, person, "take")
    assert person.client.post(f"{person.path}/typing").status_code == 204
    assert conversation(anna, person)["person_typing"]
    desk(anna, person, "messages", id="reply-00001", text="Buongiorno")
    seen = events(person, wanted="typing", during=lambda: desk(anna, person, "typing"))
    assert seen["typing"] == {"author": "mediator", "name": "anna"}
    assert seen["status"]["handoff"]["state"] == "taken"
    reply = conversation(anna, person)["messages"][-1]
    assert (reply["delivered"], reply["read"]) == (True, False)
    assert person.client.post(f"{person.path}/read", json={"position": 10**6}).status_code == 204
    assert not conversation(anna, person)["messages"][-1]["read"]
    person.client.post(f"{person.path}/read", json={"position": reply["position"]})
    assert conversation(anna, person)["messages"][-1]["read"]


def events(person: Person, wanted: str, during: Any) -> dict[str, Any]:
    """Listen to her stream until `wanted` comes, `during` being done meanwhile; the last of each kind."""
    seen: dict[str, Any] = {}
    name = "message"
    with person.client.stream("GET", f"{person.path}/events") as stream:
        doing = Timer(0.5, during)
        doing.start()
        for line in stream.iter_lines():
            if line.startswith("event:"):
                name = line[6:].strip()
            elif line.startswith("data:"):
                seen[name] = json.loads(line[5:])
                if name == wanted:
                    break
        doing.join()
    return seen


def test_signing_off_gives_all_back_and_a_removed_mediator_is_out(console: RunningConsole, person: Person) -> None:
    console.add("carla@example.org")
    carla = console.signed_in("carla@example.org")
    desk(carla, person, "take")
    assert carla.delete("/api/v1/session").status_code == 204
    waiting = status(person)
    assert waiting is not None
    assert waiting["state"] == "waiting"
    assert desk(carla, person, "take").status_code == 401
    carla.close()


def test_an_earlier_conversation_is_read_only_with_her_consent(
    console: RunningConsole, anna: Client, bruno: Client, person: Person
) -> None:
    desk(bruno, person, "take")
    desk(bruno, person, "close")
    assert anna.get(f"/api/v1/desk/conversations/{person.id}/messages").status_code == 404
    body = {"language": "ar", "previous": {"id": person.id, "token": person.token}}
    started = person.client.post("/conversations", json=body).json()
    headers = {"Authorization": f"Bearer {started['token']}"}
    later = f"/conversations/{started['id']}"
    choice = {"id": str(uuid4()), "choice": "person"}
    person.client.post(f"{later}/messages?wait=30", json=choice, headers=headers)
    assert anna.post(f"/api/v1/desk/conversations/{started['id']}/take").status_code == 200
    assert anna.get(f"/api/v1/desk/conversations/{started['id']}/messages").json()["previous_id"] == person.id
    assert anna.get(f"/api/v1/desk/conversations/{person.id}/messages").status_code == 200
    forged = {"previous": {"id": person.id, "token": "x" * 43}}
    assert person.client.post("/conversations", json=forged).status_code == 404


def test_two_hundred_waiting_at_once(console: RunningConsole, anna: Client) -> None:
    people = [Person(console.url, language="uk") for _ in range(200)]
    for somebody in people:
        assert somebody.send(wait=None, choice="person").status_code == 202
    until = time.monotonic() + 120
    while time.monotonic() < until:
        counts = anna.get("/api/v1/desk/queue", params={"view": "waiting"}).json()["counts"]
        if counts["waiting"] >= 200:
            break
        time.sleep(0.5)
    rows = anna.get("/api/v1/desk/queue", params={"view": "waiting"}).json()["conversations"]
    assert len(rows) == 200
    assert rows == sorted(rows, key=lambda row: (not row["urgent"], row["waiting_since"]))
    for somebody in people:
        somebody.client.delete(somebody.path)
        somebody.client.close()


def test_the_coordinator_sees_everything(console: RunningConsole, anna: Client, person: Person) -> None:
    console.add("chief@example.org", Role.ADMIN)
    desk(anna, person, "take")
    chief = console.signed_in("chief@example.org")
    assert conversation(chief, person)["mediator"] == "anna"
    assert desk(chief, person, "messages", id=str(uuid4()), text="Ciao").status_code == 409
    chief.close()
