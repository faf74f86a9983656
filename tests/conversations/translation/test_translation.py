"""One suite over every service: what works, what is refused, and what a bad day looks like."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from conversations.translation.backends import backends
from conversations.translation.breaker import Breaker
from conversations.translation.deep import THREADS, WAITING
from conversations.translation.service import LONGEST, Translation
from foundation.errors import ConfigurationError
from foundation.settings import Settings
from tests.support.translators import StandIn, turned

SERVICES = ["libretranslate", "google", "mymemory", "deepl", "microsoft"]
TEXT = "Buongiorno, vorrei iscrivere mia figlia alla scuola media di Rho"
every_service = pytest.mark.parametrize("service", SERVICES)


@asynccontextmanager
async def translation_of(stand_in: StandIn, limit: float = 4.0) -> AsyncIterator[Translation]:
    translation = stand_in.translation(limit)
    yield translation
    stand_in.released.set()
    await translation.close()


def test_every_service_is_tested() -> None:
    assert sorted(SERVICES) == sorted(backends())


@every_service
async def test_a_text_is_translated_and_what_was_hidden_put_back(service: str) -> None:
    with StandIn(service) as stand_in:
        async with translation_of(stand_in) as translation:
            translated = await translation.translate(f"{TEXT}, tel. 0212345678, 3 giorni & più", "it", "en")
    assert translated.state == "machine"
    assert translated.text == turned(TEXT) + ", let. 0212345678, 3 inroig & ùip"
    assert (translated.missing, translated.translator) == ([], service)


@every_service
async def test_no_personal_datum_reaches_the_service(service: str) -> None:
    private = [
        *("sara.k@example.org", "3331234567", "RSSMRA85M01H501Z", "I12345678", "YA1234567", "CA12345AA"),
        *("IT60X0542811101000000123456", "via Padova 12", "14/02/1990"),
    ]
    with StandIn(service) as stand_in:
        async with translation_of(stand_in) as translation:
            text = "Sono nata il 14/02/1990, ecco i miei dati: " + " e poi ".join(private)
            translated = await translation.translate(text, "it", "en")
    received = unquote_plus(" ".join(stand_in.received))
    assert "ecco i miei dati" in received
    assert not [datum for datum in private if datum in received]
    assert translated.missing == []
    assert all(datum in translated.text for datum in private)


@every_service
@pytest.mark.parametrize("mode", ["429", "500", "empty", "huge", "markup", "same", "garbled", "gzip"])
async def test_an_answer_that_is_none_is_said_to_be_none(service: str, mode: str) -> None:
    with StandIn(service, mode) as stand_in:
        async with translation_of(stand_in) as translation:
            translated = await translation.translate(TEXT, "it", "en")
    assert (translated.state, translated.text, translated.missing) == ("down", TEXT, [])


@every_service
async def test_a_redirect_is_not_followed(service: str) -> None:
    with StandIn(service) as other, StandIn(service, "redirect") as stand_in:
        stand_in.elsewhere = f"{other.url}/m"
        async with translation_of(stand_in) as translation:
            translated = await translation.translate(TEXT, "it", "en")
    assert translated.state == "down"
    assert stand_in.texts
    assert other.received == []


@every_service
@pytest.mark.parametrize("mode", ["slow", "drip"])
async def test_nothing_waits_longer_than_the_limit(service: str, mode: str) -> None:
    with StandIn(service, mode) as stand_in:
        async with translation_of(stand_in, limit=0.3) as translation:
            begun = time.monotonic()
            translated = await translation.translate(TEXT, "it", "en")
            took = time.monotonic() - begun
    assert (translated.state, translated.text) == ("down", TEXT)
    assert took < 2


@every_service
async def test_a_fault_that_passes_is_tried_once_more(service: str) -> None:
    with StandIn(service, "once") as stand_in:
        async with translation_of(stand_in) as translation:
            translated = await translation.translate(TEXT, "it", "en")
    assert (translated.state, len(stand_in.texts)) == ("machine", 2)


@every_service
async def test_too_many_requests_are_not_answered_with_more(service: str) -> None:
    with StandIn(service, "429") as stand_in:
        async with translation_of(stand_in) as translation:
            await translation.translate(TEXT, "it", "en")
    assert len(stand_in.texts) == 1


@every_service
async def test_after_three_failures_in_a_row_it_is_left_alone(service: str) -> None:
    with StandIn(service, "429") as stand_in:
        async with translation_of(stand_in) as translation:
            states = [(await translation.translate(f"{TEXT} {n}", "it", "en")).state for n in range(6)]
    assert states == ["down"] * 6
    assert len(stand_in.texts) == 3


@every_service
async def test_a_language_it_does_not_know_is_no_failure(service: str) -> None:
    with StandIn(service) as stand_in:
        async with translation_of(stand_in) as translation:
            states = [(await translation.translate(TEXT, "it", "qq")).state for _ in range(4)]
            last = await translation.translate(TEXT, "it", "en")
    assert states == ["unsupported"] * 4
    assert last.state == "machine"
    assert len(stand_in.texts) == 1


@every_service
async def test_200_texts_of_20_people_at_once_are_not_swapped(service: str) -> None:
    with StandIn(service) as stand_in:
        async with translation_of(stand_in, limit=20) as translation:

            async def person(number: int) -> None:
                for turn in range(10):
                    text = f"persona {number + 10}-{turn} dice parola{'x' * number}y{'z' * turn}"
                    translated = await translation.translate(text, "it", "en")
                    assert (translated.state, translated.text) == ("machine", turned(text)), text

            await asyncio.gather(*(person(number) for number in range(20)))
    assert len(stand_in.texts) == 200


@every_service
async def test_a_long_text_goes_in_pieces_that_the_service_takes(service: str) -> None:
    sentence = "Questa frase è lunga abbastanza da contare qualche cosa. "
    text = (sentence * 10 + "\n\n") * 6
    with StandIn(service) as stand_in:
        async with translation_of(stand_in) as translation:
            translated = await translation.translate(text, "it", "en")
            too_long = await translation.translate("a " * LONGEST, "it", "en")
    assert (translated.state, translated.text) == ("machine", turned(text))
    assert all(backends()[service].fits(piece) for piece in stand_in.texts)
    assert (too_long.state, too_long.text) == ("too_long", "a " * LONGEST)


@every_service
async def test_nothing_of_a_text_is_logged(
    service: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for mode in ("fine", "500", "garbled", "huge"):
            with StandIn(service, mode) as stand_in:
                async with translation_of(stand_in) as translation:
                    await translation.translate(TEXT, "it", "en")
    written = caplog.text + "".join(capfd.readouterr())
    assert "translation.down" in written
    assert not [word for word in ("figlia", "ailgif", "scuola", "secret") if word in written]


@every_service
async def test_a_service_that_is_not_there(service: str) -> None:
    with StandIn(service) as stand_in:
        translation = stand_in.translation()
    translated = await translation.translate(TEXT, "it", "en")
    await translation.close()
    assert (translated.state, translated.text) == ("down", TEXT)


async def test_threads_that_hang_do_not_pile_up() -> None:
    with StandIn("google", "slow") as stand_in:
        async with translation_of(stand_in, limit=0.5) as translation:
            asked = [translation.translate(f"{TEXT} {n}", "it", "en") for n in range(THREADS + WAITING + 20)]
            states = {translated.state for translated in await asyncio.gather(*asked)}
            threads = [thread for thread in threading.enumerate() if thread.name.startswith("translator")]
    assert states == {"down"}
    assert 0 < len(threads) <= THREADS
    # A thread may just have begun with its second text when the limit is reached.
    assert len(stand_in.texts) <= 2 * THREADS


async def test_a_notice_in_place_of_a_translation_is_none() -> None:
    with StandIn("mymemory", "notice") as stand_in:
        async with translation_of(stand_in) as translation:
            assert (await translation.translate(TEXT, "it", "en")).state == "down"


async def test_deepl_gets_its_key_in_a_header_and_the_text_in_the_body() -> None:
    with StandIn("deepl") as stand_in:
        async with translation_of(stand_in) as translation:
            await translation.translate(TEXT, "it", "en")
    assert stand_in.headers[-1]["Authorization"] == "DeepL-Auth-Key secret"
    path, _, body = stand_in.received[-1].partition(" ")
    assert path == "/v2/translate"
    assert "text=Buongiorno" in body
    assert "auth_key" not in body


@pytest.mark.parametrize(
    ("service", "language", "code"),
    [
        ("libretranslate", "zh", '"zh-Hans"'),
        ("libretranslate", "pt", '"pt-BR"'),
        ("libretranslate", "sq", '"sq"'),
        ("google", "zh", "tl=zh-CN"),
        ("google", "he", "tl=iw"),
        ("mymemory", "sq", "it-IT%7Csq-AL"),
        ("mymemory", "fr", "it-IT%7Cfr-FR"),
        ("deepl", "uk", "target_lang=uk"),
        ("microsoft", "zh", "to=zh-hans"),
    ],
)
async def test_languages_are_named_as_the_service_names_them(service: str, language: str, code: str) -> None:
    with StandIn(service) as stand_in:
        async with translation_of(stand_in) as translation:
            assert (await translation.translate(TEXT, "it", language)).state == "machine"
    assert code in stand_in.received[-1]


@pytest.mark.parametrize(
    ("service", "state"), [("libretranslate", "machine"), ("google", "machine"), ("deepl", "unsupported")]
)
async def test_an_unknown_language_is_left_to_services_that_find_it_out(service: str, state: str) -> None:
    with StandIn(service) as stand_in:
        async with translation_of(stand_in) as translation:
            assert (await translation.translate(TEXT, None, "en")).state == state


async def test_a_placeholder_that_the_service_loses_is_told() -> None:
    with StandIn("libretranslate", change=lambda text: turned(text).replace("[X1X]", "")) as stand_in:
        async with translation_of(stand_in) as translation:
            translated = await translation.translate(f"{TEXT}: 0212345678", "it", "en")
    assert (translated.state, translated.missing) == ("machine", ["0212345678"])


async def test_what_needs_no_translation_is_not_sent() -> None:
    with StandIn("libretranslate") as stand_in:
        async with translation_of(stand_in) as translation:
            states = [
                (await translation.translate(text, "it", target)).state
                for text, target in [(" \n", "en"), (TEXT, "it"), ("0212345678", "en"), ("👍 12:30", "en")]
            ]
    assert states == ["empty", "same", "same", "same"]
    assert stand_in.received == []


async def test_off_is_said_to_be_off(tmp_path: Path) -> None:
    translation = Translation.connect(Settings(home=tmp_path))
    translated = await translation.translate(TEXT, "it", "en")
    await translation.close()
    assert not translation.is_on
    assert (translated.state, translated.text, translated.translator) == ("off", TEXT, "")


@pytest.mark.parametrize(
    "settings", [{"translator": "babelfish"}, {"translator": "libretranslate"}, {"translator": "deepl"}]
)
def test_settings_that_cannot_be_used_are_refused_with_a_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError) as raised:
        Translation.connect(Settings(**settings))
    assert "APPRODO_TRANSLATOR" in raised.value.message


def test_the_breaker_closes_after_its_pause() -> None:
    breaker = Breaker(failures=2, pause=0.05)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    time.sleep(0.06)
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
