"""What was typed into a form."""

from starlette.datastructures import FormData

from foundation.text import cleaned


def texts_in(form: FormData) -> dict[str, str]:
    """The text of every field by its name, without control characters and spaces at the ends; files are left out."""
    return {name: cleaned(value) for name, value in form.multi_items() if isinstance(value, str)}
