"""A real identity provider (OpenID Connect) on this machine."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from authlib.deprecate import AuthlibDeprecationWarning

with warnings.catch_warnings():
    # The provider is not up to date with its own library.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from oidc_provider_mock import User, run_server_in_thread

# For `pytest.mark.filterwarnings`: what it complains of while it answers.
COMPLAINT = "ignore:get_jwt_config:DeprecationWarning"


@contextmanager
def identity_provider(*people: User) -> Iterator[str]:
    """The address of a provider that knows `people` and insists on a nonce."""
    with run_server_in_thread(require_nonce=True, user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def person(subject: str, email: str, verified: bool = True) -> User:
    """Somebody the provider knows under `subject`."""
    return User(sub=subject, claims={"email": email, "email_verified": verified})
