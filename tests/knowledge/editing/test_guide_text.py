"""What is said about a guide's text: how it reads, what a translation lacks, which marks are read, what is wrong."""

from typing import Any

import pytest

from knowledge.guides.compare_facts import compare, facts
from knowledge.guides.content import read_guide
from knowledge.guides.faults import guide_faults
from knowledge.guides.markdown import as_html, as_plain, plain_sections
from knowledge.guides.readability import of_sections, readability, sentences
from knowledge.loading import guide_folders
from tests.support.guides import ARABIC, ITALIAN, SOURCE

SHIPPED = [read_guide(folder) for folder in guide_folders()]
ORIGINAL: dict[str, Any] = {"sections": ITALIAN, "sources": [SOURCE], "phones": []}


def test_the_index_is_the_formula_of_lucisano_and_piemontese() -> None:
    # 89 + (300 * 2 - 10 * 25) / 7 = 139, which is more than the scale has.
    assert readability("Vai in Comune. Porta il passaporto.").index == 100
    # One sentence, 12 words, 98 letters: 89 + (300 - 980) / 12 = 32.3.
    hard = (
        "L'ottemperanza alle summenzionate disposizioni regolamentari subordina l'eventuale accoglimento delle istanze."
    )
    found = readability(hard)
    assert (found.index, found.words, found.sentences, found.level) == (32, 12, 1, "hard")
    assert readability(" ... ").index is None
    assert readability("").level == ""


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    text = "L'art. 3 del D.Lgs. 286/1998 dice di sì. Costa 16,79 euro (circa). «Vai!» Poi torna\nUn passo"
    assert sentences(text) == [
        "L'art. 3 del D.Lgs. 286/1998 dice di sì.", "Costa 16,79 euro (circa).", "«Vai!", "Poi torna", "Un passo",
    ]  # fmt: skip


def test_the_longest_sentence_is_named() -> None:
    found = of_sections(
        {"title": "Un titolo lungo che non è una frase", "what": "Due parole. Queste sono quattro parole."}
    )
    assert (found.longest, found.longest_words) == ("Queste sono quattro parole.", 4)


def test_every_shipped_guide_reads_easily_and_has_no_marks() -> None:
    assert SHIPPED
    for guide in SHIPPED:
        assert (of_sections(guide.texts["it"]["sections"]).index or 0) >= 65, guide.topic
        for text in guide.texts.values():
            assert plain_sections(text["sections"]) == text["sections"], guide.topic


def test_every_shipped_translation_has_the_facts_of_its_original() -> None:
    assert SHIPPED
    for guide in SHIPPED:
        original = guide.texts["it"]["sections"]
        for code, text in guide.texts.items():
            assert compare(original, text["sections"]) == [], (guide.topic, code)


def test_digits_of_every_script_are_the_same_number() -> None:
    assert compare(ITALIAN, ARABIC) == []
    assert [fact.key for fact in facts("١٦٫٧٩ و ۱۲:۳۰ এবং ৫")] == ["1679", "1230", "5"]


def test_what_is_missing_or_added_is_named_with_its_kind() -> None:
    wrong = ARABIC | {"cost": "مجاني. طابع 26,00 يورو.", "where": "https://www.agenzia-entrate.it أو 800 90 96 97."}
    found = {row.section: row for row in compare(ITALIAN, wrong)}
    assert set(found) == {"cost", "where"}
    assert [(fact.kind, fact.text) for fact in found["cost"].missing] == [("amount", "16,00")]
    assert [fact.text for fact in found["cost"].added] == ["26,00"]
    assert {fact.kind for fact in found["where"].missing} == {"link", "phone"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ciao {name}, scrivi a info@comune.rho.mi.it entro il 31/12/2026", ["placeholder", "email", "date"]),
        ("Chiama +39 02 8844 0000 o 1522, su inps.it paghi € 30", ["link", "phone", "amount", "number"]),
        ("", []),
    ],
)
def test_facts_are_told_apart(text: str, kinds: list[str]) -> None:
    assert [fact.kind for fact in facts(text)] == kinds


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[clicca](javascript:alert(1))",
        "[clicca](JaVaScRiPt:alert(1))",
        "[clicca](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x) **<svg onload=alert(1)>**",
        '[x](https://a.it"onmouseover="alert(1))',
        "<a href='javascript:1'>x</a>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](https://tracker.example/a.png)",
    ],
)
def test_hostile_marks_become_words(hostile: str) -> None:
    html = as_html(hostile)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html.lower()
    assert 'href="data' not in html
    assert "<a href='" not in html
    assert ' onmouseover="' not in html


def test_marks_are_for_staff_and_never_reach_a_person() -> None:
    text = "Vai in **Comune** e leggi [la pagina](https://www.inps.it).\n\n- uno\n- *due*"
    assert as_plain(text) == "Vai in Comune e leggi la pagina (https://www.inps.it).\n• uno\n• due"
    assert as_plain("3. terzo\n4. quarto") == "3. terzo\n4. quarto"
    assert as_plain("[https://a.it](https://a.it)") == "https://a.it"
    assert as_html("**ora**") == "<p><strong>ora</strong></p>\n"


def test_what_is_wrong_is_said_field_by_field() -> None:
    assert guide_faults(ORIGINAL) == {}
    assert guide_faults({"sections": ARABIC, "state": "reviewed"}) == {}
    bad = {
        "sections": {"title": "x" * 201, "steps": [], "documents": ["d"] * 31},
        "sources": [{"title": "Senza indirizzo"}, {"url": "javascript:alert(1)"}],
        "phones": [{"number": "centralino"}],
    }
    assert guide_faults(bad) == {
        **dict.fromkeys(("summary", "what", "who", "cost", "time", "where", "steps"), "console.edit.missing"),
        "title": "console.edit.too_long",
        "documents": "console.edit.too_long",
        "source-0-url": "console.edit.address",
        "source-1-title": "console.edit.missing",
        "source-1-url": "console.edit.address",
        "phone-0-name": "console.edit.missing",
        "phone-0-number": "console.guides.fault_phone",
    }
    assert guide_faults(ORIGINAL | {"sources": []}) == {"source-0-title": "console.guides.fault_no_source"}
