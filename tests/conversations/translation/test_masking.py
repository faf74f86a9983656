"""What no translator sees, and what comes back as it was."""

import time

import pytest

from conversations.translation.masking import Masked, mask
from conversations.translation.splitting import split

# (text, what of it is hidden)
HIDDEN = [
    ("Scrivimi a sara.k@example.org.", ["sara.k@example.org"]),
    ("Il mio numero è +39 333 1234567, grazie", ["+39 333 1234567"]),
    ("Chiama lo 02 1234 5678 o il 112", ["02 1234 5678", "112"]),
    ("رقمي +201001234567", ["+201001234567"]),
    ("Codice fiscale RSSMRA85M01H501Z", ["RSSMRA85M01H501Z"]),
    ("codice fiscale rss mra 85m01 h501 z", ["rss mra 85m01 h501 z"]),
    ("Codice con omocodia RSSMRA85M0MH50MZ", ["RSSMRA85M0MH50MZ"]),
    ("permesso I12345678", ["I12345678"]),
    ("passaporto YA1234567", ["YA1234567"]),
    ("carta d'identità CA12345AA", ["CA12345AA"]),
    ("vecchia carta AT 1234567", ["AT 1234567"]),
    ("IBAN IT60X0542811101000000123456", ["IT60X0542811101000000123456"]),
    ("IBAN IT60 X054 2811 1010 0000 0123 456 per favore", ["IT60 X054 2811 1010 0000 0123 456"]),
    ("pratica P-MI/L/N/2024/100123", ["P-MI/L/N/2024/100123"]),
    ("il conto è 1 2 3 4 5 6 7 8", ["1 2 3 4 5 6 7 8"]),
    (
        "vedi www.comune.rho.mi.it/servizi e https://a.example/x?y=1.",
        ["www.comune.rho.mi.it/servizi", "https://a.example/x?y=1"],
    ),
    ("sono @sara_k", ["@sara_k"]),
    ("Abito in via Giuseppe Verdi 12/A a Rho", ["via Giuseppe Verdi 12/A"]),
    ("abito in via della spiga 4", ["via della spiga 4"]),
    ("viale Monza 5, piazza Duomo, corso Buenos Aires 33", ["viale Monza 5", "piazza Duomo", "corso Buenos Aires 33"]),
    ("il 15/03/2024 alle 9.30-12.30, costa € 80,46 o 30%", ["15/03/2024", "9.30-12.30", "€ 80,46", "30%"]),
    ("我2024年有邮箱li@qq.com", ["2024", "li@qq.com"]),
    ("corso di livello A2, modello 730", ["A2", "730"]),
]
# Texts of which a translator is to see everything.
SEEN = [
    "vado via da 3 giorni",
    "scrivimi via Skype",
    "Il corso di Italiano costa poco",
    "ho 2 figli",
    "io e/o mio marito",
]


@pytest.mark.parametrize(("text", "hidden"), HIDDEN)
def test_what_is_to_be_hidden_is(text: str, hidden: list[str]) -> None:
    masked = mask(text)
    assert list(masked.values) == hidden
    assert not any(value in masked.text for value in hidden)
    assert masked.restored(masked.text).text == text


@pytest.mark.parametrize("text", SEEN)
def test_the_rest_is_seen(text: str) -> None:
    assert mask(text).text == text


def test_digits_of_other_scripts_come_back_as_those_an_italian_can_dial() -> None:
    assert mask("رقمي ٣٣٣١٢٣٤٥٦٧").restored("Il mio numero è [X1X]").text == "Il mio numero è 3331234567"


def test_names_stay_as_they_are() -> None:
    masked = mask("Vai allo Sportello Stranieri di Rho da Anna.", ["Rho", "Sportello Stranieri", "Anna", " "])
    assert masked.text == "Vai allo [X1X] di [X2X] da [X3X]."


# A placeholder as translators send it back.
ALTERED = [
    "[X1X]", "[x1x]", "[ X1X ]", "[X 1 X]", "[X1X ]", "(X1X)", "【X1X】", "［Ｘ１Ｘ］", "«X1X»", "[X١X]", "[Х1Х]",
    "[х1х]", "]X1X[", "{X1X}", "[X1]", "[1X]", "X1X", "x1x", "[×1×]", "[س1س]", "[1]", "[X१X]", "<X1X>",
]  # fmt: skip


@pytest.mark.parametrize("altered", ALTERED)
def test_a_placeholder_that_comes_back_altered_is_known(altered: str) -> None:
    faithful = mask("Chiama 0212345678 ora").restored(f"Call {altered} now")
    assert (faithful.text, faithful.missing) == ("Call 0212345678 now", [])


def test_one_that_is_lost_is_named() -> None:
    masked = mask("Chiama 0212345678 o 0298765432, hai 3 giorni")
    faithful = masked.restored("Call [X2X], you have days")
    assert faithful.text == "Call 0298765432, you have days"
    assert faithful.missing == ["0212345678", "3"]


def test_a_short_number_is_not_found_inside_a_longer_one() -> None:
    assert mask("12 persone alle 12:30").restored("at [X2X] people").missing == ["12"]


def test_what_a_person_writes_like_a_placeholder_stays_hers() -> None:
    masked = mask("il posto [X1X] e X2X e [3], tel 0212345678")
    assert masked.restored(masked.text).text == "il posto [X1X] e X2X e [3], tel 0212345678"


def test_a_placeholder_that_never_was_is_left() -> None:
    assert Masked("a", ()).restored("b [X7X]").text == "b [X7X]"


@pytest.mark.parametrize(
    "text", ["1" * 4000, "a" * 4000, "1 " * 2000, "a." * 2000, "@" * 4000, "Via Aa " * 570, "1-" * 2000]
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.perf_counter()
    mask(text)
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("longest", [12, 50, 499])
def test_pieces_are_the_text_again_and_cut_no_placeholder(longest: int) -> None:
    text = ("Una frase corta. Un'altra, con [X12X] dentro!\n\n" + "parola " * 30 + "字" * 20 + "[X3X]" + "字" * 20) * 5
    pieces = split(text, lambda piece: len(piece) <= longest)
    assert len(pieces) > 1
    assert "".join(pieces) == text
    assert all(len(piece) <= longest for piece in pieces)
    assert sum(piece.count("[X12X]") + piece.count("[X3X]") for piece in pieces) == 10


def test_a_text_is_cut_after_a_sentence() -> None:
    text = "Prima frase lunga. Seconda frase lunga."
    assert split(text, lambda piece: len(piece) <= 25) == ["Prima frase lunga. ", "Seconda frase lunga."]
