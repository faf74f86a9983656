"""Passwords: what is asked of them, and how they are kept."""

import pytest

from accounts.passwords import check_password, fits, generated_password, hashed
from foundation.errors import InvalidInputError

GOOD = "una frase lunga e sicura"


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("", "console.password.short"),
        ("undici 1234", "console.password.short"),
        ("x" * 129, "console.password.long"),
        ("Amina@Example.org", "console.password.email"),
        (" amina@example.org ", "console.password.email"),
    ],
)
def test_what_is_refused_says_why(password: str, key: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_password(password, "amina@example.org", "new")
    assert (caught.value.facts["key"], caught.value.facts["field"]) == (key, "new")
    assert password not in caught.value.message or not password


def test_a_sentence_says_how_many_characters_there_were() -> None:
    with pytest.raises(InvalidInputError, match="9 characters: at least 12"):
        check_password("nine char", "amina@example.org")


@pytest.mark.parametrize(
    "password", [GOOD, "dodici caratt"[:12], "x" * 128, "密码密码密码密码密码密码", "كلمة مرور طويلة جدا"]
)
def test_what_is_accepted(password: str) -> None:
    check_password(password, "amina@example.org")


async def test_only_argon2_hashes_are_kept() -> None:
    kept = await hashed(GOOD)
    assert kept.startswith("$argon2id$")
    assert await fits(GOOD, kept)
    assert not await fits(GOOD + " ", kept)
    assert not await fits(GOOD, None)
    assert await hashed(GOOD) != kept


def test_generated_passwords_are_long_and_never_the_same() -> None:
    made = {generated_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password, "amina@example.org")
