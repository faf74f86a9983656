"""Sentences: found, filled, fallen back; settings: said plainly when wrong."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from foundation.catalogue import FOLDER, catalogue, message, read_catalogue
from foundation.errors import ConfigurationError
from foundation.files import read_yaml
from foundation.languages import direction, languages
from foundation.settings import Settings
from foundation.text import cleaned, folded
from foundation.topics import topics


def test_every_language_has_a_catalogue() -> None:
    files = sorted(path.stem for path in FOLDER.glob("*.po"))
    assert files == sorted(languages())


@pytest.mark.parametrize("language", ["it", "en", "fr", "es", "ar", "uk"])
def test_every_sentence_can_be_filled(language: str) -> None:
    placeholders = {name for text in catalogue("it").values() for name in re.findall(r"\{(\w+)\}", text)}
    known = dict.fromkeys(placeholders, "X")
    rows = read_catalogue(FOLDER / f"{language}.po")
    assert len(rows) > 60
    server_side = [key for key in rows if not key.startswith(("widget.", "page.", "console."))]
    assert all("{" not in message(key, language, **known) for key in server_side)


def test_a_missing_sentence_falls_back_to_italian_and_an_unknown_key_is_an_error() -> None:
    assert message("place.ask", "pa") == message("place.ask", "it")
    with pytest.raises(ConfigurationError, match=r"no\.such"):
        message("no.such", "it")


def test_languages_and_topics() -> None:
    assert len(languages()) == 16
    assert len(topics()) == 74
    assert direction("ur") == "rtl"
    assert direction(None) == "ltr"


def test_text_is_folded_and_cleaned() -> None:
    assert folded("  Città di MÌLANO! ") == "citta di milano"
    assert folded("Мілан") == "milan"
    assert cleaned("\u202e a\u0000b\u2066 ") == "ab"
    assert cleaned("می‌خواهم") == "می‌خواهم"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yml"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"broken\.yml"):
        read_yaml(path)


def test_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("APPRODO_DATABASE_URL", "postgres://a:b@c/d")
    settings = Settings(home=tmp_path, port=9000)
    assert settings.async_database_url == "postgresql+psycopg://a:b@c/d"
    assert (settings.rasa_port, settings.actions_port) == (9001, 9002)
    monkeypatch.setenv("APPRODO_PORT", "many")
    with pytest.raises(ValidationError):
        Settings()
