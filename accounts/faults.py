"""What is wrong with one field of a form, so that a page can say it beside that field in the reader's language."""

from foundation.catalogue import message
from foundation.errors import InvalidInputError


def refused(field: str, key: str, **arguments: object) -> InvalidInputError:
    """The error for `field`; its facts carry the catalogue's `key` and the `arguments` of its sentence."""
    return InvalidInputError(message(key, "en", **arguments), field=field, key=key, arguments=arguments)
