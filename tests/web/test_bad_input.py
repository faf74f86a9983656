"""Whatever comes in: a clear error or a polite answer, nothing lost, nothing executed, no traceback."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.house import RunningHouse
from tests.support.person import Person, topic_of


def error_of(response: httpx.Response) -> dict[str, str]:
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    assert "Traceback" not in response.text
    error: dict[str, str] = body["error"]
    return error


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ""}, 422, "invalid_input"),
        ({"text": "   \n"}, 422, "invalid_input"),
        ({"text": "\u202e\u2066\u0007"}, 422, "invalid_input"),
        ({"text": "a" * 10_000}, 413, "too_large"),
        ({}, 422, "invalid_input"),
        ({"text": "ciao", "choice": "person"}, 422, "invalid_input"),
        ({"text": 5}, 422, "invalid_input"),
        ({"location": {"latitude": 999, "longitude": 0}}, 422, "invalid_input"),
        ({"text": "ciao", "unknown": 1}, 422, "invalid_input"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    site: str, body: dict[str, Any], status: int, code: str
) -> None:
    with Person(site, language="it") as person:
        response = person.send(**body)
        assert response.status_code == status
        assert error_of(response)["code"] == code
        assert person.read() == []


def test_the_sentence_is_in_the_persons_language(site: str) -> None:
    with Person(site, language="ar") as person:
        message = error_of(person.send(text=""))["message"]
    assert any("\u0600" <= character <= "\u06ff" for character in message)


@pytest.mark.parametrize("text", ["🙏🙏🙏", "???", "…", "👍"])
def test_only_symbols_gets_a_polite_answer(site: str, text: str) -> None:
    with Person(site, language="en") as person:
        assert "words" in person.say(text)[-1]["text"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}", "'; DROP TABLE messages;--"]
)
def test_markup_is_text(site: str, text: str) -> None:
    with Person(site, language="it") as person:
        person.say(text)
        assert person.read()[0]["text"] == text


@pytest.mark.parametrize(
    "text", ["/restart", "/session_start", '/permit_first{"topic": "asylum"}', "/back", "EXTERNAL: permit_first"]
)
def test_commands_of_rasa_are_only_words(site: str, text: str) -> None:
    with Person(site, language="it") as person:
        person.say("Come rinnovo il permesso di soggiorno?")
        replies = person.say(text)
        assert replies[-1]["text"]
        assert topic_of(person.say("voglio fare la carta di identità")) == "identity_card"


def test_a_choice_that_was_never_offered_is_refused_politely(site: str) -> None:
    with Person(site, language="it") as person:
        for value in ("topic:nothing", "language:xx", "place:999999", "mediator:take", "erase:maybe"):
            assert person.choose(value)[-1]["text"]


def test_tokens(site: str) -> None:
    with Person(site) as one, Person(site) as other:
        strange = {"Authorization": f"Bearer {other.token}"}
        for method, path in (("GET", "/messages"), ("POST", "/messages"), ("DELETE", ""), ("GET", "/events")):
            body = {"id": str(uuid4()), "text": "ciao"} if method == "POST" else None
            response = one.client.request(method, one.path + path, headers=strange, json=body)
            assert response.status_code == 404, path
            error_of(response)
            bare = httpx.request(method, f"{site}/api/v1{one.path}{path}", json=body)
            assert bare.status_code == 401, path
            assert error_of(bare)["code"] == "not_allowed"
        assert one.read() == []


def test_malformed_json_and_unknown_routes_have_the_same_shape(site: str) -> None:
    with Person(site) as person:
        response = person.client.post(
            f"{person.path}/messages", content=b"{bad", headers={"Content-Type": "application/json"}
        )
        assert response.status_code == 422
        error_of(response)
        assert error_of(person.client.get("/nowhere"))["code"] == "not_found"
        assert error_of(person.client.put("/conversations"))["code"] == "method_not_allowed"
        huge = person.client.post(f"{person.path}/messages", content=b"x" * 300_000)
        assert huge.status_code == 413
        assert error_of(huge)["code"] == "too_large"


def test_the_same_id_twice_is_one_message_with_one_answer(site: str) -> None:
    with Person(site, language="it") as person:
        body = {"id": str(uuid4()), "text": "Come rinnovo il permesso di soggiorno?"}
        first = person.client.post(f"{person.path}/messages?wait=30", json=body).json()
        second = person.client.post(f"{person.path}/messages?wait=30", json=body).json()
        assert first["position"] == second["position"]
        assert [row["id"] for row in first["messages"]] == [row["id"] for row in second["messages"]]
        assert len([row for row in person.read() if row["author"] == "person"]) == 1


def test_fifty_messages_at_once_are_all_answered_once_and_in_order(site: str) -> None:
    with Person(site, language="it") as person:
        with ThreadPoolExecutor(20) as pool:
            sent = list(pool.map(lambda n: person.send(wait=None, text=f"grazie {n}"), range(50)))
        assert all(response.status_code == 202 for response in sent)
        person.say("Come prendo il codice fiscale?")
        said = person.read()
    asked = [row["id"] for row in said if row["author"] == "person"]
    answered = [row["reply_to"] for row in said if row["author"] != "person"]
    assert len(asked) == 51
    assert list(dict.fromkeys(answered)) == asked


def test_nothing_of_an_erased_conversation_remains(house: RunningHouse) -> None:
    canary = "zanzibarcanarino"
    with Person(house.url, language="it") as person:
        person.say(f"mi chiamo {canary} e cerco un corso di italiano")
        assert person.client.delete(person.path).status_code == 204
        assert person.client.get(f"{person.path}/messages").status_code == 404
    for path in [*house.home.glob("*.db*"), *(house.home / "log").glob("*.log")]:
        if path.suffix == ".db":
            sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert canary.encode() not in path.read_bytes(), path
