"""Canned replies: complete in every language, offered by topic, filled as far as known; bad files are refused."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from conversations.desk.canned import FOLDER, PLACEHOLDERS, canned_replies, faults, fill, load, offered, placeholders
from conversations.desk.canned import read_list as rows
from foundation.errors import ConfigurationError
from foundation.languages import languages
from knowledge.guides.content import read_sections
from scripts.check_words import canned_faults

GUIDES = FOLDER.parents[1] / "knowledge" / "content"
SCRIPTS = {
    "ar": "ARABIC",
    "ur": "ARABIC",
    "uk": "CYRILLIC",
    "ru": "CYRILLIC",
    "zh": "CJK",
    "bn": "BENGALI",
    "pa": "GURMUKHI",
    "si": "SINHALA",
}


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that ship, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "canned"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_there_are_enough_for_a_day_at_the_desk() -> None:
    replies = canned_replies()
    assert len(replies) >= 28
    assert len([reply for reply in replies if not reply.topics]) >= 20
    assert len({reply.id for reply in replies}) == len(replies)


@pytest.mark.parametrize("language", languages())
def test_a_language_is_complete(language: str) -> None:
    replies = canned_replies()
    assert replies
    for reply in replies:
        text, original = reply.texts[language], reply.texts["it"]
        assert text.strip() == text
        assert unicodedata.is_normalized("NFC", text), (language, reply.id)
        assert placeholders(text) == placeholders(original), (language, reply.id)
        assert placeholders(text) <= PLACEHOLDERS
        assert numbers(text) == numbers(original), (language, reply.id)
        assert language == "it" or text != original, (language, reply.id)


@pytest.mark.parametrize(("language", "script"), SCRIPTS.items())
def test_a_language_is_written_in_its_own_script(language: str, script: str) -> None:
    texts = [reply.texts[language] for reply in canned_replies()]
    assert texts
    for text in texts:
        letters = [unicodedata.name(c, "") for c in re.sub(r"\{\w+\}|[(（].*?[)）]", "", text) if c.isalpha()]
        assert sum(name.startswith(script) for name in letters) > len(letters) / 2, text


def test_numbers_have_their_source_in_a_guide() -> None:
    guides = {row["id"]: row["guide"] for row in rows() if "guide" in row}
    assert guides
    for reply in canned_replies():
        wanted = numbers(reply.texts["it"])
        if reply.id in guides:
            sections, _ = read_sections(GUIDES / guides[reply.id] / "it.yml")
            assert wanted <= numbers(str(sections)), reply.id
        else:
            assert not wanted, reply.id


def test_what_fits_the_topic_comes_first() -> None:
    found = offered("violence_women", "fr", {})
    assert [offer.id for offer in found[:2]] == ["safe_now", "violence"]
    assert "1522" in found[1].text
    assert {"greeting", "which_town", "goodbye"} <= {offer.id for offer in found}
    assert "school_enrolment" not in {offer.id for offer in found}
    always = [offer.id for offer in offered(None, "fr", {})]
    assert always == [offer.id for offer in found[2:]] == [offer.id for offer in offered("human_handoff", "fr", {})]


def test_what_is_known_is_filled_and_the_rest_stays_visible() -> None:
    found = {offer.id: offer for offer in offered(None, "uk", {"mediator": "Oksana {day}", "town": "", "day": "x"})}
    assert "Oksana {day}" in found["greeting"].text
    assert "Oksana {day}" in found["greeting"].original
    assert found["greeting"].text != found["greeting"].original
    assert "{town}" in found["town_right"].text
    assert placeholders(found["go_to_desk"].text) == {"desk", "address", "hours"}
    assert fill("{day} {time}", {"day": "1 {time}"}) == "1 {time} {time}"


def test_a_language_beyond_ours_gets_the_original_and_is_told() -> None:
    found = offered("school_enrolment", "de", {})
    assert found[0].id == "school_enrolment"
    assert all(offer.language == "it" and offer.text == offer.original for offer in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("fr.yml", "{desk}", "{bureau}", r"fr\.yml: other placeholders in italian_course"),
        ("fr.yml", "{amount}", "{amount", r"fr\.yml: other placeholders in cost"),
        ("si.yml", "thanks:", "thank_you:", r"si\.yml: no text for thanks"),
        ("zh.yml", "cost:", "cost: ''\nprice:", r"zh\.yml: not a list of ids"),
        ("ar.yml", "cost:", "- cost:", r"ar\.yml cannot be read"),
        ("canned.yml", "topics: [violence_women]", "topics: [violence]", r"violence: no such topic: violence"),
        ("canned.yml", "placeholders: [mediator]", "placeholders: [name]", r"greeting: no such placeholder: name"),
        ("canned.yml", "id: thanks", "id: close", r"close stands there twice"),
        ("canned.yml", "topics: [], placeholders: [town]", "topics: []", r"needs id, topics and placeholders"),
    ],
)
def test_a_bad_file_is_refused(folder: Path, file: str, old: str, new: str, said: str) -> None:
    spoil(folder / file, old, new)
    with pytest.raises(ConfigurationError, match=said):
        load(folder)


def test_a_missing_language_is_refused(folder: Path) -> None:
    (folder / "sq.yml").unlink()
    with pytest.raises(ConfigurationError, match=r"sq\.yml cannot be read"):
        load(folder)


def test_the_check_of_all_words_finds_faults_here(folder: Path) -> None:
    assert list(faults(folder)) == list(canned_faults(folder)) == []
    spoil(folder / "ro.yml", "1522", "1523")
    spoil(folder / "en.yml", "Thank you for the information.", "Grazie per le informazioni.")
    found = list(canned_faults(folder))
    assert len(found) == 2
    assert any("ro.yml: other numbers in violence" in fault for fault in found)
    assert any("en.yml: thanks is not translated" in fault for fault in found)
