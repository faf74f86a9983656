"""The list of what is due, an organization's own link, and reminders by mail: the real console over HTTP."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from email import message_from_bytes
from email.policy import default
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller

from accounts.models import Role
from console.freshness.offers import merged
from console.freshness.reminders import remind
from foundation.database import Sessions
from foundation.settings import Settings
from knowledge.directory.repository import services
from knowledge.freshness.service import entrust
from tests.console.freshness.conftest import a_service
from tests.support.console import RunningConsole
from tests.support.house import free_port

TODAY = date(2026, 11, 30)


@pytest.fixture
def anna(console: RunningConsole) -> Iterator[httpx.Client]:
    with closing(console.signed_in("anna@example.org")) as client:
        yield client


def test_one_click_takes_a_guide_from_the_list(anna: httpx.Client) -> None:
    page = anna.get("/console/freshness")
    assert page.status_code == 200
    assert "/console/freshness/guide/tax_code/true" in page.text
    done = anna.post("/console/freshness/guide/tax_code/true", follow_redirects=True)
    assert "ancora vero" in done.text
    assert "/console/freshness/guide/tax_code/true" not in done.text
    assert anna.post("/console/freshness/guide/nothing/true").status_code == 404
    assert anna.post("/console/freshness/planet/nothing/true").status_code == 422


def test_a_mediator_does_not_check_records(console: RunningConsole) -> None:
    with closing(console.signed_in("mia@example.org")) as client:
        assert client.get("/console/freshness").status_code == 403


def test_an_organization_corrects_its_record_and_staff_accept(console: RunningConsole, anna: httpx.Client) -> None:
    identifier = a_service(console)
    invited = anna.post(f"/console/freshness/service/{identifier}/invite")
    assert invited.status_code == 200
    link = invited.text.partition('value="http')[2].partition('"')[0]
    path = "/confirm/" + link.partition("/confirm/")[2]
    with httpx.Client(base_url=console.url, trust_env=False) as outside:
        form = outside.get(path)
        assert form.status_code == 200
        sent: dict[str, Any] = {"phone": "02 7200 1234", "email": "<script>", "sender": "Scuola <b>Rossi</b>"}
        wrong = outside.post(path, data=sent)
        assert wrong.status_code == 422
        assert "&lt;script&gt;" in wrong.text
        assert outside.post(path, data=sent | {"email": "", "sender": " "}).status_code == 422
        assert outside.post(path, data=sent | {"email": "", "word": "a" * 5000}).status_code == 422
        done = outside.post(path, data=sent | {"email": "", "word": "Chiusi in agosto"}, follow_redirects=True)
        assert "Grazie" in done.text
        assert outside.get(path).status_code == 404
        assert outside.get(path + "x").status_code == 404
    page = anna.get("/console/freshness").text
    assert "Scuola &lt;b&gt;Rossi&lt;/b&gt;" in page
    assert "Chiusi in agosto" in page
    offer = page.partition("/console/freshness/offers/")[2].partition('"')[0]
    taken = anna.post(f"/console/freshness/offers/{offer}", data={"accepted": "true"}, follow_redirects=True)
    assert "Accettato" in taken.text
    assert anna.post(f"/console/freshness/offers/{offer}", data={"accepted": "true"}).status_code == 409

    async def read(sessions: Sessions) -> tuple[str | None, str]:
        async with sessions() as session:
            (row,) = await services(session, [identifier])
            return row.assurer, row.phones[0].number

    assert console.database(read) == ("Scuola <b>Rossi</b>", "02 7200 1234")


def test_what_an_organization_has_emptied_is_emptied() -> None:
    content = {"email": "a@example.org", "phones": [{"number": "1522"}, {"number": "112"}], "location": {}}
    changed = merged(content, {"email": "", "phone": ""})
    assert (changed["email"], changed["phones"]) == (None, [{"number": "112"}])
    assert merged(content, {}) == content


class Mailbox:
    """What the mail server was given."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def test_who_looks_after_a_record_is_reminded_once(console: RunningConsole) -> None:
    anna = console.add("anita@example.org", Role.EDITOR, name="Anita")

    async def work(sessions: Sessions) -> list[int]:
        async with sessions.begin() as session:
            await entrust(session, "guide", "nursery", anna.id, TODAY)
        mailbox = Mailbox()
        port = free_port()
        server = Controller(mailbox, hostname="127.0.0.1", port=port)
        server.start()
        try:
            told = Settings(home=console.settings.home, mail_server=f"smtp://127.0.0.1:{port}")
            counts = [await remind(sessions, told, TODAY), await remind(sessions, told, TODAY)]
            dead = Settings(home=console.settings.home, mail_server="smtp://127.0.0.1:9")
            async with sessions.begin() as session:
                await entrust(session, "guide", "housing", anna.id, TODAY)
            counts += [await remind(sessions, dead, TODAY), await remind(sessions, told, TODAY)]
        finally:
            await asyncio.to_thread(server.stop)
        assert [mail["To"] for mail in mailbox.mails] == ["anita@example.org"] * 2
        assert "nido" in mailbox.mails[0].get_content().lower()
        return counts

    assert console.database(work) == [1, 0, 0, 1]
