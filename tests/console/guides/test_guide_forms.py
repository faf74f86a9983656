"""The pages of guides over HTTP: conflicts, hostile and enormous words, the table narrowed."""

import re
from typing import Any

import httpx

from console.guides.forms import as_typed, read_content
from foundation.catalogue import message
from knowledge.guides.content import read_guide, sections_hash
from knowledge.guides.guide_kind import guide_subject
from knowledge.loading import guide_folders
from tests.support.console import RunningConsole
from tests.support.guide_pages import draft_of, italian, said


def test_what_is_typed_is_what_is_served(anna: httpx.Client, guided: RunningConsole) -> None:
    """Opening a form and sending it as it is changes no word: translations would go out of date for nothing."""
    page = anna.get("/console/guides/housing/it")
    assert page.status_code == 200
    answer = anna.post("/console/guides/housing/it", data=italian())
    assert answer.headers["location"].endswith("done=guide_unchanged")
    assert draft_of(guided, "housing", "it") is None


def test_no_shipped_guide_changes_by_being_opened_and_saved() -> None:
    guides = [read_guide(folder) for folder in guide_folders()]
    assert guides
    for guide in guides:
        for language, text in guide.texts.items():
            typed = {name: as_typed(value) for name, value in text["sections"].items()}
            read = read_content(guide_subject(guide.topic, language), typed)["sections"]
            assert sections_hash(read) == sections_hash(text["sections"]), (guide.topic, language)


def test_two_editors_at_once_see_both_texts(anna: httpx.Client, bruna: httpx.Client, guided: RunningConsole) -> None:
    path = "/console/guides/housing/it"
    assert anna.post(path, data=italian(cost="Lo dice Anna.")).status_code == 303
    phone: dict[str, Any] = {"phone-0-name": "Numero verde", "phone-0-number": "800 90 96 96"}
    conflict = bruna.post(path, data=italian(cost="Lo dice Bruna.", **phone))
    assert said("conflict_rows") in conflict.text
    assert conflict.status_code == 409
    assert said("conflict", author="Anna") in conflict.text
    for words in ("Lo dice Anna.", "Lo dice Bruna."):
        assert words in conflict.text
    seen = re.search(r'name="seen" value="(\d+)"', conflict.text)
    assert seen is not None
    quiet = bruna.post(f"{path}/autosave", data=italian(cost="Lo dice Bruna."), headers={"Accept": "application/json"})
    assert quiet.status_code == 409
    assert "Anna" in quiet.json()["sentence"]
    assert bruna.post(path, data=italian(int(seen[1]), cost="Lo dicono tutte e due.")).status_code == 303
    held = draft_of(guided, "housing", "it")
    assert held is not None
    assert (held.author_name, held.content["sections"]["cost"]) == ("Bruna", "Lo dicono tutte e due.")
    # The same words once more, from a page that had not heard that they arrived.
    again = bruna.post(f"{path}/autosave", data=italian(int(seen[1]), cost="Lo dicono tutte e due."))
    assert again.json()["version"] == held.version
    stale = anna.post(f"{path}/drop", data={"seen": "1"})
    assert stale.status_code == 409
    assert anna.post(f"{path}/drop", data={"seen": str(held.version)}).status_code == 303
    assert draft_of(guided, "housing", "it") is None


def test_what_is_published_in_between_is_no_reason_to_lose_words(anna: httpx.Client, guided: RunningConsole) -> None:
    gone = anna.post("/console/guides/housing/it", data=italian(7, cost="Scritto a lungo."))
    assert gone.status_code == 409
    assert said("conflict_gone") in gone.text
    assert "Scritto a lungo." in gone.text


def test_hostile_words_stay_words(anna: httpx.Client) -> None:
    bad = '<script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=alert(1)>'
    answers = [
        anna.post("/console/guides/emergency/it/glance", data=italian(title=bad, what=bad, steps=bad)),
        anna.post("/console/guides/emergency/it", data=italian(act="submit", title=bad, what=bad, cost="")),
    ]
    assert [answer.status_code for answer in answers] == [200, 422]
    for answer in answers:
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert 'href="javascript' not in answer.text
    assert anna.post("/console/guides/emergency/it/drop", data={"seen": "1"}).status_code == 303


def test_too_much_or_too_little_is_said_beside_the_field_and_nothing_is_lost(
    anna: httpx.Client, guided: RunningConsole
) -> None:
    long = "parola " * 700
    answer = anna.post("/console/guides/emergency/it", data=italian(act="submit", what=long, who=""))
    assert answer.status_code == 422
    assert message("console.edit.too_long", "it") in answer.text
    assert message("console.edit.missing", "it") in answer.text
    held = draft_of(guided, "emergency", "it")
    assert held is not None
    assert held.content["sections"]["what"] == long.strip()
    huge = anna.post("/console/guides/emergency/it", data=italian(what="x" * 70_000))
    assert huge.status_code == 413
    assert anna.post("/console/guides/emergency/it/drop", data={"seen": str(held.version)}).status_code == 303


def test_nothing_of_another_topic_or_language_is_there(anna: httpx.Client) -> None:
    for path in ("greet/it", "housing/xx", "nothing/it", "citizenship/ar", "housing/it/nothing"):
        assert anna.get(f"/console/guides/{path}").status_code == 404, path


def test_the_table_is_narrowed(anna: httpx.Client) -> None:
    def found(**asked: str) -> int:
        page = anna.get("/console/guides", params=asked)
        return len(re.findall('role="rowheader"', page.text))

    assert found() > 50
    assert found(text="CODICE fiscale") >= 5
    assert found(text="codice", state="missing", language="ur") >= 5
    assert found(text="niente di simile") == 0
    assert found(state="nonsense", language="all") == found()
