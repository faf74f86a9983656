"""The forms of services and organizations over HTTP: from an empty form to what is served, nothing lost on the way."""

import re
from uuid import uuid4

import httpx
from sqlalchemy import select

from accounts.models import AuditEntry
from foundation.database import Sessions, reading
from knowledge.directory.service_faults import places
from knowledge.editing import Subject
from knowledge.guides.models import GuideText
from knowledge.kinds import KINDS
from tests.console.knowledge.conftest import draft, serve, served
from tests.support.console import RunningConsole
from tests.support.records import OWNER, PATH, SERVICE, a_service, form, form_of, plain


def a_record(records: RunningConsole, **changes: object) -> str:
    """A service of this test's own; the path of its form."""
    identifier = str(uuid4())
    records.database(lambda sessions: serve(sessions, identifier, a_service(**changes)))
    return f"/console/knowledge/services/{identifier}"


def acts(console: RunningConsole, identifier: str) -> list[str]:
    async def work(sessions: Sessions) -> list[str]:
        async with reading(sessions) as session:
            rows = await session.scalars(select(AuditEntry).where(AuditEntry.subject == f"service:{identifier}"))
            return [row.act for row in rows]

    return console.database(work)


def test_a_form_that_is_sent_as_it_came_changes_nothing(records: RunningConsole, anna: httpx.Client) -> None:
    sent = anna.post(PATH, data=form(anna) | {"act": "publish"})
    assert sent.headers["location"].endswith("?done=record_nothing_changed")
    assert draft(records) is None


def test_from_an_empty_form_to_an_answer(records: RunningConsole, anna: httpx.Client) -> None:
    begun = anna.get("/console/knowledge/organizations/new").headers["location"]
    owner = begun.partition("?")[0]
    sent = anna.post(owner, data=form(anna, begun) | {"name": "Scuola Girasole", "kind": "school", "act": "publish"})
    assert sent.headers["location"] == f"{owner}?done=record_published"
    new = anna.get("/console/knowledge/services/new", params={"search": "girasol"})
    chosen = re.search(r'href="(/console/knowledge/services/new\?organization=[^"]+)"', new.text)
    assert chosen
    begun = anna.get(chosen[1]).headers["location"]
    path = begun.partition("?")[0]
    typed = {
        "name": "Corso di italiano", "municipality": "arese", "MO-0-opens": "9", "MO-0-closes": "12.30",
        "monthly-0-which": "1", "monthly-0-day": "SA", "monthly-0-opens": "10", "monthly-0-closes": "11",
        "closed-0-from": "2027-08-01", "closed-0-to": "2027-08-31", "phone-0-number": "02 9333 2223",
        "cost-0-amount": "12,5", "documents": "Passaporto\n\nCodice fiscale", "areas": "Rho, Arese\nValle dei Fiori",
        "minimum_age": "16", "topics": ["immigration_desk"], "act": "publish",
    }  # fmt: skip
    sent = anna.post(path, data=form(anna, begun) | typed)
    assert sent.headers["location"] == f"{path}?done=record_published", plain(sent)
    content, arese = served(records, path.rpartition("/")[2]), places()["015009"]
    assert content is not None
    assert content["location"] == {
        "municipality_code": "015009",
        "latitude": arese.latitude,
        "longitude": arese.longitude,
    }
    assert content["phones"] == [{"number": "+390293332223"}]
    assert (content["minimum_age"], content["costs"][0]["amount"]) == (16.0, "12.50")
    assert content["documents"] == ["Passaporto", "Codice fiscale"]
    assert {row.get("name") or row["municipality_code"] for row in content["areas"]} == {
        "015182", "015009", "Valle dei Fiori",
    }  # fmt: skip
    assert len(content["schedules"]) == 3
    assert acts(records, path.rpartition("/")[2]) == ["knowledge.published"]
    # Found at once, misspelt too; and sent once more as it comes it says the same.
    assert "Corso di italiano" in anna.get("/console/knowledge", params={"q": "corso itallano"}).text
    assert anna.post(path, data=form(anna, path)).headers["location"].endswith("record_nothing_changed")


def test_what_is_wrong_is_said_and_kept(records: RunningConsole, anna: httpx.Client) -> None:
    path = a_record(records)
    wrong = {"name": "", "TU-0-opens": "di sera", "latitude": "nord", "phone-0-number": "boh", "minimum_age": "x"}
    wrong |= {"municipality": "Arse", "act": "publish"}
    sent = anna.post(path, data=form(anna, path) | wrong)
    assert sent.status_code == 422
    kept = form_of(sent, path)
    assert {name: kept[name] for name in wrong if name != "act"} == {n: v for n, v in wrong.items() if n != "act"}
    for name in ("name", "TU-0-opens", "latitude", "phone-0-number", "minimum_age", "municipality"):
        assert f'href="#{name}"' in sent.text, name
    assert anna.post(path, data=form(anna, path) | {"act": "submit"}).status_code == 422
    assert (served(records, path.rpartition("/")[2]) or {})["name"] == "Sportello stranieri"
    assert anna.get(f"{path}/preview").status_code == 200


def test_two_editors_choose_and_nothing_is_lost(
    records: RunningConsole, anna: httpx.Client, bruna: httpx.Client
) -> None:
    path = a_record(records)
    annas, brunas = form(anna, path), form(bruna, path)
    assert anna.post(path, data=annas | {"name": "Nome di Anna", "email": "anna@comune.example"}).status_code == 303
    sent = bruna.post(path, data=brunas | {"name": "Nome di Bruna", "documents": "Passaporto\nFoto"})
    assert sent.status_code == 409
    words = plain(sent)
    for text in ("Anna ha salvato", "Nome di Anna", "Nome di Bruna", "anna@comune.example", "Foto"):
        assert text in words
    chosen = form_of(sent, f"{path}/merge")
    # What only one of them changed is chosen already: her e-mail address is Anna's, the documents are Bruna's.
    assert {name: chosen[f"choice-{name}"] for name in ("name", "email", "documents")} == {
        "name": "mine", "email": "theirs", "documents": "mine",
    }  # fmt: skip
    # Anna saves once more while Bruna chooses: she is asked again, with her own text still there.
    assert anna.post(path, data=form(anna, path) | {"programme": "Nuovo"}).status_code == 303
    again = bruna.post(f"{path}/merge", data=chosen)
    assert again.status_code == 409
    choices = form_of(again, f"{path}/merge") | {"choice-documents": "both"}
    merged = bruna.post(f"{path}/merge", data=choices)
    assert merged.headers["location"].endswith("?done=record_merged")
    held = draft(records, path.rpartition("/")[2])
    assert held is not None
    found = {name: held.content[name] for name in ("name", "email", "programme", "documents")}
    assert found == {
        "name": "Nome di Bruna", "email": "anna@comune.example", "programme": "Nuovo",
        "documents": ["Passaporto", "Foto"],
    }  # fmt: skip


def test_an_import_under_a_draft_is_shown_before_it_is_published_over(
    records: RunningConsole, anna: httpx.Client
) -> None:
    path = a_record(records)
    identifier = path.rpartition("/")[2]
    assert anna.post(path, data=form(anna, path) | {"name": "Di Anna"}).status_code == 303

    async def imported(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            content = a_service(description="Importata")
            await KINDS["service"].write(session, Subject("service", identifier), content, False)

    records.database(imported)
    sent = anna.post(path, data=form(anna, path) | {"act": "publish"})
    assert sent.status_code == 409
    assert "Importata" in plain(sent)
    choices = form_of(sent, f"{path}/merge") | {"choice-description": "theirs", "act": "publish"}
    assert anna.post(f"{path}/merge", data=choices).headers["location"].endswith("?done=record_published")
    content = served(records, identifier) or {}
    assert (content["name"], content["description"]) == ("Di Anna", "Importata")


def test_the_script_saves_through_the_same_door(
    records: RunningConsole, anna: httpx.Client, bruna: httpx.Client
) -> None:
    path, data = a_record(records), {"Accept": "application/json"}
    fields = form(anna, path)
    assert anna.post(path, data=fields, headers=data).json() == {"version": 0}
    assert anna.post(path, data=fields | {"name": "Primo"}, headers=data).json() == {"version": 1}
    assert anna.post(path, data=fields | {"name": "Secondo", "seen": "1"}, headers=data).json() == {"version": 2}
    late = bruna.post(path, data=fields | {"name": "Terzo"}, headers=data)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "conflict")


def test_review_sent_back_and_published(records: RunningConsole, anna: httpx.Client, bruna: httpx.Client) -> None:
    path = a_record(records)
    sent = anna.post(path, data=form(anna, path) | {"name": "Da rivedere", "act": "submit"})
    assert sent.headers["location"].endswith("?done=record_submitted")
    back = form_of(bruna.get(path), f"{path}/send-back") | {"note": "Manca il telefono <b>"}
    assert bruna.post(f"{path}/send-back", data=back).status_code == 303
    assert "Manca il telefono <b>" in plain(anna.get(path))
    published = anna.post(path, data=form(anna, path) | {"act": "publish"})
    assert published.headers["location"].endswith("?done=record_published")


def test_versions_are_compared_and_restored(records: RunningConsole, anna: httpx.Client) -> None:
    path = a_record(records)
    anna.post(path, data=form(anna, path) | {"description": "Aiuto per la cittadinanza.", "act": "publish"})
    page = anna.get(f"{path}/history", params={"from": "1", "to": "2"})
    assert re.search(r"<del>il permesso di soggiorno\.</del>\s*<ins>la cittadinanza\.</ins>", page.text)
    assert "Anna" in plain(page)
    restored = anna.post(f"{path}/history/restore", data={"number": "1", "seen": "0"})
    assert restored.headers["location"].endswith("?done=record_restored")
    held = draft(records, path.rpartition("/")[2])
    assert held is not None
    assert held.content["description"] == "Aiuto per il permesso di soggiorno."
    assert "la cittadinanza." in anna.get(f"{path}/history", params={"from": "served", "to": "draft"}).text
    dropped = anna.post(f"{path}/drop", data={"seen": str(held.version)})
    assert dropped.headers["location"].endswith("?done=record_draft_dropped")


def test_switched_off_on_and_deleted(records: RunningConsole, anna: httpx.Client) -> None:
    path = a_record(records, name="Sportello che non c'è più")
    identifier = path.rpartition("/")[2]
    assert anna.post(f"{path}/status").headers["location"].endswith("record_switched_off")
    assert (served(records, identifier) or {})["status"] == "inactive"
    assert anna.post(f"{path}/status", data={"offered": "true"}).headers["location"].endswith("record_switched_on")

    async def name_it(sessions: Sessions, where: str) -> None:
        async with sessions.begin() as session:
            text = await session.get_one(GuideText, ("tax_code", "it"))
            text.sections = {**text.sections, "where": where}

    records.database(lambda sessions: name_it(sessions, "Vai allo Sportello che non c'è più"))
    refused = anna.post(f"{path}/delete")
    assert (refused.status_code, "Una guida manda qui" in plain(refused)) == (409, True)
    records.database(lambda sessions: name_it(sessions, "Altrove"))
    assert anna.post(f"{path}/delete").headers["location"].endswith("record_deleted")
    assert anna.get(path).status_code == 404
    assert anna.get(f"{path}/history").status_code == 200
    assert anna.post(f"/console/knowledge/organizations/{OWNER}/delete").status_code == 409


def test_a_mediator_reads_and_does_not_write(records: RunningConsole) -> None:
    with records.signed_in("amina@example.org") as amina:
        for path in ("/console/knowledge", PATH, f"{PATH}/history", f"{PATH}/preview", "/console/knowledge/export.csv"):
            page = amina.get(path)
            assert page.status_code == 200
            assert f'method="post" action="{PATH}/' not in page.text
            assert 'name="act"' not in page.text
        for act in ("", "/merge", "/drop", "/send-back", "/status", "/delete", "/history/restore"):
            assert amina.post(PATH + act).status_code == 403
    assert served(records, SERVICE) == a_service()
