"""Codes of the second factor."""

import time

import pyotp
import pytest

from accounts.second_factor import STEP, SecondFactors, new_secret, otpauth_address, qr_image
from foundation.errors import InvalidInputError


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(time.time()) + steps * STEP)


def test_a_code_counts_once() -> None:
    factors, secret = SecondFactors(), new_secret()
    code = code_of(secret)
    assert factors.accepts("amina", secret, f" {code[:3]} {code[3:]} ")
    assert not factors.accepts("amina", secret, code)
    assert factors.accepts("somebody else", secret, code)


def test_a_clock_may_go_wrong_by_a_step() -> None:
    secret = new_secret()
    assert all(SecondFactors().accepts("amina", secret, code_of(secret, steps)) for steps in (-1, 0, 1))
    assert not any(SecondFactors().accepts("amina", secret, code_of(secret, steps)) for steps in (-3, 3))


def test_an_older_code_does_not_count_after_a_newer_one() -> None:
    factors, secret = SecondFactors(), new_secret()
    assert factors.accepts("amina", secret, code_of(secret, 1))
    assert not factors.accepts("amina", secret, code_of(secret))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "💥"])
def test_what_is_no_code(code: str) -> None:
    assert not SecondFactors().accepts("amina", new_secret(), code)


def test_a_secret_that_is_not_ours_is_refused() -> None:
    factors = SecondFactors()
    for secret in ("", "A" * 8, "a" * 32, "A" * 31 + "1"):
        with pytest.raises(InvalidInputError, match="open the page again"):
            factors.confirm("amina", secret, "123456")
    with pytest.raises(InvalidInputError, match="not right"):
        factors.confirm("amina", new_secret(), "000")
    secret = new_secret()
    factors.confirm("amina", secret, code_of(secret))


def test_what_an_app_reads() -> None:
    secret = new_secret()
    address = otpauth_address(secret, "amina@example.org")
    assert pyotp.parse_uri(address).secret == secret
    assert "issuer=Approdo" in address
    image = qr_image(address)
    assert image.startswith("<svg")
    assert "style=" not in image
