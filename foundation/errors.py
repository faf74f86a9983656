"""The one tree of errors. Each carries its facts as attributes and one sentence for people."""

from typing import ClassVar


class ApprodoError(Exception):
    """The root. A child sets `status` (HTTP) and `code` (snake_case, public); `message` is for people."""

    status: ClassVar[int]
    code: ClassVar[str]

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class ConfigurationError(ApprodoError):
    """A setting or a file that ships is not usable."""

    status = 500
    code = "configuration"


class NotReadyError(ApprodoError):
    """Something the request needs has not started yet or is down."""

    status = 503
    code = "not_ready"


class NotFoundError(ApprodoError):
    """There is no such thing, or the asker may not know of it."""

    status = 404
    code = "not_found"


class NotAllowedError(ApprodoError):
    """The asker did not prove who she is."""

    status = 401
    code = "not_allowed"


class SignedOutError(NotAllowedError):
    """No session of the console, or one that has ended."""

    code = "signed_out"


class WrongCredentialsError(NotAllowedError):
    """E-mail or password do not fit; it is never said which."""

    code = "wrong_credentials"


class SecondFactorError(NotAllowedError):
    """The password was right; a code of the second factor, or setting one up, is still missing."""

    code = "second_factor"


class ForbiddenError(ApprodoError):
    """The asker is known, and may not do this."""

    status = 403
    code = "forbidden"


class NewPasswordError(ForbiddenError):
    """The password was given out by a coordinator: one of her own comes first."""

    code = "new_password"


class InvalidInputError(ApprodoError):
    """The input cannot be used; the sentence says why and what would do."""

    status = 422
    code = "invalid_input"


class ConflictError(ApprodoError):
    """Somebody else was first, or the thing is no longer in the state the request supposes."""

    status = 409
    code = "conflict"


class TooLargeError(ApprodoError):
    """The input is longer than the assistant reads."""

    status = 413
    code = "too_large"


class TooManyRequestsError(ApprodoError):
    """One sender asks faster than the limits allow."""

    status = 429
    code = "too_many_requests"


class TooManyFailuresError(TooManyRequestsError):
    """Too many wrong attempts to sign in, for an account or from an address."""

    code = "too_many_failures"


class AssistantDownError(ApprodoError):
    """Rasa did not answer, or not as agreed."""

    status = 503
    code = "assistant_down"


class TranslatorDownError(ApprodoError):
    """A translator gave no usable translation.

    Facts: `state` (`down`, `too_long` or `unsupported`), `passing` (whether asking once more may help) and
    `cause` (a word for the log, never a text).
    """

    status = 503
    code = "translator_down"
