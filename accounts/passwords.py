"""Passwords: what is asked of them, and how they are hashed.

Length is what counts (NIST SP 800-63B, OWASP ASVS 5.0 6.2): no rules about digits or signs, no expiry.
"""

import asyncio
import secrets
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from accounts.faults import refused

MINIMUM, MAXIMUM = 12, 128
# Argon2id as OWASP's Password Storage Cheat Sheet gives it: 19 MiB, two passes, one thread.
MEMORY, PASSES = 19 * 1024, 2
# Letters that are not taken for one another when a password is read out on the telephone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=1),))


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe())


def check_password(password: str, email: str, field: str = "password") -> None:
    """Raise InvalidInputError, naming what is missing, when `password` is too short, too long or the e-mail."""
    count = len(password)
    if count < MINIMUM:
        raise refused(field, "console.password.short", minimum=MINIMUM, count=count)
    if count > MAXIMUM:
        raise refused(field, "console.password.long", maximum=MAXIMUM, count=count)
    if password.strip().casefold() == email.casefold():
        raise refused(field, "console.password.email")


async def hashed(password: str) -> str:
    """The argon2 hash of `password`."""
    return await asyncio.to_thread(_hasher().hash, password)


async def fits(password: str, password_hash: str | None) -> bool:
    """Whether `password` is the one behind the hash. Without a hash the same work is done, for nothing."""
    nobodys = await asyncio.to_thread(_nobodys_hash)
    right = await asyncio.to_thread(_hasher().verify, password, password_hash or nobodys)
    return right and password_hash is not None


def generated_password() -> str:
    """A random password of four groups, 99 bits, easy to copy from a paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
