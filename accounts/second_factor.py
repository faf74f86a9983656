"""The second factor: time-based codes (TOTP, RFC 6238) of an app on her telephone."""

import re
import secrets
import time

import pyotp
import segno

from accounts.faults import refused

ISSUER = "Approdo"
# Seconds one code is shown; the one before and the one after are accepted, for clocks that go wrong.
STEP, TOLERANCE = 30, 1
_SECRET = re.compile(r"[A-Z2-7]{32}")


def new_secret() -> str:
    """A random secret of 160 bits, in base 32 as the apps want it."""
    return pyotp.random_base32(32)


def is_secret(text: str) -> bool:
    """Whether `text` looks like one of `new_secret`."""
    return _SECRET.fullmatch(text) is not None


def otpauth_address(secret: str, email: str) -> str:
    """The address an app reads the secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def qr_image(address: str) -> str:
    """`address` as a QR code: an SVG element to put into a page, dark on light, its size set by the style sheet."""
    image: str = segno.make(address, error="m").svg_inline(
        border=2, omitsize=True, dark="#17324d", light="#fff", svgclass="qr-code", lineclass=None
    )
    return image


class SecondFactors:
    """Checks codes. A code counts once: the last time step used by each account is kept in memory."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def accepts(self, account_id: str, secret: str, code: str) -> bool:
        """Whether `code` (six digits, spaces allowed) is the account's at this moment and was not used before."""
        digits, generator = "".join(code.split()), pyotp.TOTP(secret, interval=STEP)
        step = int(time.time()) // STEP
        for candidate in range(step - TOLERANCE, step + TOLERANCE + 1):
            right = secrets.compare_digest(generator.at(candidate * STEP).encode(), digits.encode())
            if right and candidate > self._used.get(account_id, 0):
                self._used[account_id] = candidate
                return True
        return False

    def confirm(self, account_id: str, secret: str, code: str) -> None:
        """Raise InvalidInputError unless `secret` is one of ours and `code` shows that her app holds it."""
        if not is_secret(secret):
            raise refused("code", "console.second_factor.start_again")
        if not self.accepts(account_id, secret, code):
            raise refused("code", "console.second_factor.wrong")
