"""A word people use, added from a group's page: one press, what is doubtful asked back, the list, the files; axe."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from playwright.sync_api import Page, expect

from accounts.models import Role
from foundation.database import Sessions, reading
from knowledge.loading import load_content
from knowledge.search.naming import repository
from scripts.take_in_synonyms import take_in
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.questions import asked
from tests.support.screens import DESK, PHONE, assert_good

ASKED = (
    ("la tarjola", "it"),
    ("la mia tarjola e il bzugrolo?", "it"),
    ("الزرقطونة", "ar"),
    ("il codice fiscale", "it"),
)
HOSTILE = '<img src=x onerror=alert(1)>" {{ 7*7 }} bzu'


@pytest.fixture(scope="module")
def number(console: RunningConsole) -> int:
    """A question of a group; somebody of each role."""
    for role in Role:
        console.add(f"{role}@example.org", role, name=f"Anna {role}")

    async def fill(sessions: Sessions) -> int:
        await load_content(sessions)
        rows = [(await asked(sessions, text, code, tax_code=0.9))[1] for text, code in ASKED]
        return rows[0].id

    return console.database(fill)


@pytest.fixture
def editor(console: RunningConsole, number: int) -> Iterator[httpx.Client]:
    """An editor without a browser, in a house without words of an earlier test."""
    with console.signed_in(f"{Role.EDITOR}@example.org") as client:
        for row in held(console):
            client.post(f"/console/questions/synonyms/{row}/remove")
        assert held(console) == {}
        yield client


def held(console: RunningConsole) -> dict[int, tuple[str, str, str]]:
    """What was added: number → language, topic, words."""

    async def read(sessions: Sessions) -> dict[int, tuple[str, str, str]]:
        async with reading(sessions) as session:
            return {row.id: (row.language, row.topic, row.words) for row in await repository.every(session)}

    return console.database(read)


def add(client: httpx.Client, number: int, words: str, **more: str) -> httpx.Response:
    form = {"words": words, "spoken": "it", "means": "tax_code", **more}
    return client.post(f"/console/questions/{number}/synonym", data=form)


def test_words_are_added_listed_downloaded_and_removed(
    editor: httpx.Client, console: RunningConsole, number: int, tmp_path: Path
) -> None:
    answer = add(editor, number, " la  tarjola ")
    assert answer.status_code == 303
    said = editor.get(answer.headers["location"]).text
    assert "trovano per prima questa guida: 3 su 4. Prima erano 1." in said
    add(editor, number, "الزرقطونة", spoken="ar")
    assert sorted(held(console).values()) == [("ar", "tax_code", "الزرقطونة"), ("it", "tax_code", "la tarjola")]
    listed = editor.get("/console/questions/synonyms").text
    assert "la tarjola" in listed
    assert "Anna editor" in listed
    file = editor.get("/console/questions/synonyms/ar.yml")
    assert file.headers["content-disposition"] == 'attachment; filename="ar.yml"'
    assert yaml.safe_load(file.text) == {"tax_code": ["الزرقطونة"]}
    path = tmp_path / "ar.yml"
    path.write_bytes(file.content)
    (tmp_path / "files").mkdir()
    assert [take_in(path, tmp_path / "files") for _ in range(2)] == [1, 0]
    for row in held(console):
        assert editor.post(f"/console/questions/synonyms/{row}/remove").status_code == 303
    assert held(console) == {}
    assert editor.get("/console/questions/synonyms/ar.yml").status_code == 404
    assert editor.post("/console/questions/synonyms/2000000000/remove").status_code == 404


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "poche parole"), ("x" * 61, "al massimo 60"), ("1234", "Da sola"), ("codice fiscale", "conosce già")],
)
def test_what_cannot_be_added_is_said_and_kept(
    editor: httpx.Client, console: RunningConsole, number: int, words: str, said: str
) -> None:
    answer = add(editor, number, words)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{words}" aria-invalid="true"' in answer.text
    assert held(console) == {}


def test_strange_forms(editor: httpx.Client, console: RunningConsole, number: int) -> None:
    for form in (
        {},
        {"suggested": "it"},
        {"suggested": "xx:tarjola", "means": "tax_code"},
        {"words": "x", "means": "../etc"},
    ):
        assert editor.post(f"/console/questions/{number}/synonym", data=form).status_code == 422
    assert add(editor, number, "x" * 70_000).status_code == 413
    assert add(editor, 2_000_000_000, "tarjola").status_code == 404
    assert held(console) == {}


def test_what_is_doubtful_needs_a_second_press_for_these_words_alone(
    editor: httpx.Client, console: RunningConsole, number: int
) -> None:
    asked_back = add(editor, number, "medico di famiglia")
    assert asked_back.status_code == 422
    assert "vogliono già dire altro: Scegliere o cambiare il medico" in asked_back.text
    sure = "tax_code:it:medico di famiglia"
    assert f'value="{sure}"' in asked_back.text
    assert 'value="medico di famiglia"' in asked_back.text
    assert add(editor, number, "family doctor", sure=sure).status_code == 422
    assert held(console) == {}
    assert add(editor, number, "medico di famiglia", sure=sure).status_code == 303
    assert len(held(console)) == 1


def test_searches_that_would_be_worse_are_shown(editor: httpx.Client, number: int) -> None:
    answer = add(editor, number, "codise", means="permit_renewal")
    assert answer.status_code == 422
    assert ">codise fiscale</li>" in answer.text


def test_words_of_whoever_asks_anything_are_asked_back(editor: httpx.Client, number: int) -> None:
    assert "Meglio una parola più precisa" in add(editor, number, "моя", spoken="uk").text
    assert add(editor, number, "моя тарйола", spoken="uk").status_code == 303


def test_what_staff_write_is_only_words(editor: httpx.Client, console: RunningConsole, number: int) -> None:
    assert add(editor, number, HOSTILE).status_code == 303
    page = editor.get("/console/questions/synonyms").text
    assert "<img" not in page
    assert "{{ 7*7 }}" in page


def test_one_press_on_a_word_without_scripts(
    opened: OpenPage, console: RunningConsole, editor: httpx.Client, number: int
) -> None:
    page = opened(Role.EDITOR, f"/console/questions/{number}", scripts=False)
    expect(page.locator("#means")).to_have_value("tax_code")
    page.get_by_role("button", name="Aggiungi: tarjola (italiano, 2)").click()
    expect(page.locator(".console-done")).to_contain_text("Parola aggiunta")
    assert list(held(console).values()) == [("it", "tax_code", "tarjola")]
    expect(page.get_by_role("button", name="Aggiungi: tarjola")).to_have_count(0)
    arabic = page.get_by_role("button", name="الزرقطونة").locator("bdi")
    expect(arabic).to_have_attribute("dir", "rtl")
    expect(arabic).to_have_attribute("lang", "ar")


def test_enter_in_the_field_adds_what_was_typed(
    opened: OpenPage, console: RunningConsole, editor: httpx.Client, number: int
) -> None:
    page = opened(Role.ADMIN, f"/console/questions/{number}")
    page.locator("#words").fill("bzugrolo blu")
    page.locator("#words").press("Enter")
    expect(page.locator(".console-done")).to_contain_text("Parola aggiunta")
    assert list(held(console).values()) == [("it", "tax_code", "bzugrolo blu")]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_of_the_pages_passes_axe(
    opened: OpenPage, editor: httpx.Client, console: RunningConsole, number: int, width: int
) -> None:
    page: Page = opened(Role.EDITOR, f"/console/questions/{number}", width)
    assert_good(page)
    page.locator("#words").fill("codise")
    page.locator("#means").select_option("permit_renewal")
    page.get_by_role("button", name="Aggiungi", exact=True).click()
    expect(page.locator("#naming [role=alert]")).to_contain_text("codise fiscale")
    assert_good(page)
    page.get_by_role("button", name="Aggiungi lo stesso").click()
    expect(page.locator(".console-done")).to_contain_text("Parola aggiunta")
    page.get_by_role("button", name="الزرقطونة").click()
    page.goto(f"{console.url}/console/questions/synonyms")
    page.locator("summary").click()
    assert_good(page)
    page.get_by_role("button", name="Togli codise").click()
    expect(page.locator(".console-done")).to_contain_text("Parola tolta")
    expect(page.locator(".console-list > li")).to_have_count(1)


def test_a_mediator_reads_the_questions_and_names_nothing(opened: OpenPage, number: int) -> None:
    page = opened(Role.MEDIATOR, "/console/questions")
    expect(page.get_by_role("link", name="Tutte le parole aggiunte")).to_have_count(0)
    page.goto(f"{page.url}/{number}")
    expect(page.locator("#naming")).to_have_count(0)
