"""The pages about questions nobody could answer: counts, answers, proposals; hostile words, narrow screens, axe."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from console.questions.lines import direction_of
from conversations.questions import proposals
from conversations.questions.models import UnansweredQuestion
from conversations.questions.service import Questions, Wanted
from foundation.database import Sessions
from knowledge.loading import load_content
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.questions import ASKED_BACK, asked, begin, kept, turn
from tests.support.screens import DESK, PHONE, assert_good

HOSTILE = "<script>document.title='taken'</script> \"><img src=x onerror=alert(1)> {{ 7*7 }} {language}"
PERMIT = (
    ("il foglio giallo che scade, dove lo riporto?", "it"),
    ("ورقتي الصفراء تنتهي، أين أذهب؟", "ar"),
    ("мій жовтий папір закінчується, куди йти?", "uk"),
)
SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def numbers(console: RunningConsole) -> dict[str, int]:
    """Questions of several people, by what they are about; somebody of each role."""
    for role in Role:
        console.add(f"{role}@example.org", role, name=f"Anna {role}")

    async def fill(sessions: Sessions) -> dict[str, int]:
        await load_content(sessions)
        rows = [(await asked(sessions, text, code, permit_renewal=0.9))[1] for text, code in PERMIT]
        hostile = (await asked(sessions, HOSTILE, "en", housing=0.9))[1]
        many = [(await asked(sessions, f"asilo nido numero {'i' * n}", "it", nursery=0.8))[1] for n in range(1, 26)]
        somali = await begin(sessions, "it")
        await turn(sessions, somali, "Waxaan u baahanahay caawimaad", {}, written="so")
        async with sessions.begin() as session:
            (await session.get_one(UnansweredQuestion, rows[1].id)).wishes = True
        other = (await kept(sessions, somali))[0]
        return {"permit": rows[0].id, "hostile": hostile.id, "nursery": many[0].id, "somali": other.id}

    return console.database(fill)


@pytest.fixture
def sign_in(opened: OpenPage, numbers: dict[str, int]) -> SignIn:
    """Opens a page as somebody of a role."""

    def open_page(role: Role, path: str = "/console/questions", width: int = DESK, scripts: bool = True) -> Page:
        return opened(role, path, width, scripts)

    return open_page


@pytest.fixture
def editor(console: RunningConsole, numbers: dict[str, int]) -> Iterator[httpx.Client]:
    """An editor without a browser."""
    with console.signed_in(f"{Role.EDITOR}@example.org") as client:
        yield client


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_passes_axe_with_its_faults(sign_in: SignIn, numbers: dict[str, int], width: int) -> None:
    page = sign_in(Role.ADMIN, width=width)
    assert_good(page)
    page.goto(f"{page.url}/{numbers['permit']}")
    page.locator("summary").first.click()
    assert_good(page)
    page.get_by_role("button", name="Salva la proposta").click()
    expect(page.locator(".console-fault a")).to_have_count(1)
    assert_good(page)


def test_groups_are_listed_largest_first_and_filtered(sign_in: SignIn, numbers: dict[str, int]) -> None:
    page = sign_in(Role.MEDIATOR)
    expect(page.locator(".questions-count").first).to_have_text("Domande: 25")
    permit = page.locator(".questions-groups > li").filter(has_text="foglio giallo")
    expect(permit).to_contain_text("arabo 1, italiano 1, ucraino 1")
    expect(permit).to_contain_text("Rho 3")
    page.locator("#language").select_option("ar")
    page.get_by_role("button", name="Mostra").click()
    expect(page.locator(".questions-groups > li")).to_have_count(1)
    text = page.locator(".questions-text")
    expect(text).to_have_attribute("dir", "rtl")
    expect(text).to_have_attribute("lang", "ar")


def test_words_run_the_way_they_are_written() -> None:
    assert direction_of("ورقتي", "ar") == "rtl"
    assert direction_of("kiraya 5 mahine", "ur") == "ltr"
    assert direction_of("12: ورقة", "it") == "rtl"
    assert (direction_of("12", "ar"), direction_of("12", "it")) == ("rtl", "ltr")


def test_a_mediator_reads_and_changes_nothing(
    sign_in: SignIn, console: RunningConsole, numbers: dict[str, int]
) -> None:
    page = sign_in(Role.MEDIATOR, f"/console/questions/{numbers['permit']}")
    expect(page.locator(".questions-rows > li")).to_have_count(3)
    expect(page.locator("main form")).to_have_count(0)
    with console.signed_in(f"{Role.MEDIATOR}@example.org") as client:
        for act in ("answer", "state", "proposal"):
            assert client.post(f"/console/questions/{numbers['permit']}/{act}").status_code == 403
        assert client.get("/console/questions/proposals").status_code == 403


def test_what_people_write_is_only_words(sign_in: SignIn, numbers: dict[str, int]) -> None:
    page = sign_in(Role.ADMIN, f"/console/questions/{numbers['hostile']}")
    expect(page.locator(".questions-text")).to_contain_text("<script>document.title='taken'</script>")
    expect(page.locator(".questions-text")).to_contain_text("{{ 7*7 }}")
    assert "taken" not in page.title()
    assert page.locator("main img, main script").count() == 0


def test_a_long_group_has_pages(sign_in: SignIn, numbers: dict[str, int]) -> None:
    page = sign_in(Role.EDITOR, f"/console/questions/{numbers['nursery']}")
    expect(page.locator(".questions-rows > li")).to_have_count(20)
    page.get_by_role("link", name="Successiva").click()
    expect(page.locator(".questions-rows > li")).to_have_count(5)


def test_a_proposal_from_ticked_questions_without_scripts(
    sign_in: SignIn, console: RunningConsole, numbers: dict[str, int]
) -> None:
    page = sign_in(Role.EDITOR, f"/console/questions/{numbers['permit']}", scripts=False)
    page.locator("#for").select_option("permit_renewal")
    for box in page.locator("input[name=take]").all():
        box.check()
    first = page.locator(f"#text-{numbers['permit']}")
    first.fill("  - il foglio [giallo] del permesso sta scadendo, dove lo riporto? ")
    page.get_by_role("button", name="Salva la proposta").click()
    expect(page.locator(".console-done")).to_have_text("Proposta salvata.")
    expect(page.locator(".questions-file")).to_have_text(
        [f"data/nlu/{code}/permit_renewal.yml" for code in ("ar", "it", "uk")]
    )
    name = page.locator("h1").inner_text()
    rows = proposals.read(Path(console.settings.home) / "proposals" / name)
    assert {(row.language, row.topic) for row in rows} == {(code, "permit_renewal") for code in ("it", "ar", "uk")}
    assert "il foglio giallo del permesso sta scadendo, dove lo riporto?" in [row.text for row in rows]
    page.locator("summary").click()
    page.get_by_role("button", name="Elimina").click()
    expect(page.locator(".console-done")).to_have_text("Proposta eliminata.")


def test_what_cannot_be_learned_is_said_beside_its_field(editor: httpx.Client, numbers: dict[str, int]) -> None:
    path = f"/console/questions/{numbers['permit']}/proposal"
    number = str(numbers["permit"])
    known = proposals.lines_of((proposals.TEST / "it" / "tax_code.yml").read_text(encoding="utf-8"))[-1]
    for text, said in ((known, "serve per la valutazione"), ("[…] 1234", "non ha parole"), ("x" * 301, "tra 3 e 300")):
        form = {"for": "permit_renewal", "take": number, f"text-{number}": text}
        answer = editor.post(path, data=form)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{number}" checked' in answer.text
    assert editor.post(path, data={"for": "../../etc", "take": number}).status_code == 422
    assert editor.post(path, data={"for": "tax_code", "take": ["-1", "9" * 40, "x"]}).status_code == 422
    assert editor.get("/console/questions/proposals/..%2F..%2Fetc%2Fpasswd").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("days=7", 200), ("state=x&kind=y&language=%00&town=z", 200), ("days=-1", 422), ("part=0", 422),
     ("language=" + "x" * 41, 422), ("part=99999", 200)],
)  # fmt: skip
def test_strange_filters(editor: httpx.Client, query: str, status: int) -> None:
    assert editor.get(f"/console/questions?{query}").status_code == status


def test_what_is_too_large_or_none_is_refused(editor: httpx.Client, numbers: dict[str, int]) -> None:
    path = f"/console/questions/{numbers['permit']}"
    assert editor.post(f"{path}/answer", data={"sentence-it": "x" * 70_000}).status_code == 413
    assert editor.post(f"{path}/answer", data={"sentence-it": "x" * 1001}).status_code == 422
    assert editor.post(f"{path}/state", data={"state": "answered"}).status_code == 422
    for number in ("0", "99999999999999999999", "x"):
        assert editor.get(f"/console/questions/{number}").status_code == 422
    assert editor.get("/console/questions/2000000000").status_code == 404


def test_a_group_is_answered_put_aside_and_opened(
    sign_in: SignIn, console: RunningConsole, numbers: dict[str, int]
) -> None:
    page = sign_in(Role.EDITOR, f"/console/questions/{numbers['somali']}")
    page.get_by_role("button", name="Non è di nostra competenza").click()
    expect(page.locator(".console-done")).to_contain_text("Messa da parte")
    page.goto(f"{console.url}/console/questions/{numbers['somali']}")
    page.get_by_role("button", name="Riapri").click()
    expect(page.locator(".console-done")).to_have_text("Di nuovo aperta.")
    page.goto(f"{console.url}/console/questions/{numbers['permit']}")
    expect(page.locator("#topic")).to_have_value("permit_renewal")
    page.get_by_role("link", name="Apri la guida").click()
    expect(page.locator("main form").first).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Segna come risolta").click()
    expect(page.locator(".console-done")).to_contain_text("riceve un messaggio")
    expect(page.locator(".console-tag").first).to_have_text("Risolte")

    async def told(sessions: Sessions) -> bool:
        for _ in range(300):
            (row,) = await Questions(sessions).read([numbers["permit"] + 1])
            if row.told:
                return True
            await asyncio.sleep(0.1)
        return False

    assert console.database(told)


def test_a_question_asked_meanwhile_opens_it_again(console: RunningConsole, numbers: dict[str, int]) -> None:
    async def again(sessions: Sessions) -> int:
        conversation = await begin(sessions, "fr")
        await turn(sessions, conversation, "ma feuille jaune expire", ASKED_BACK | {"scores": {"permit_renewal": 0.9}})
        groups = await Questions(sessions).groups(Wanted())
        return next(len(group.lines) for group in groups if group.topic == "permit_renewal")

    assert console.database(again) == 4
