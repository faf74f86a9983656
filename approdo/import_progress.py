"""How far an import is, as lines on stderr that another program reads: `progress reading 3000`.

One that fails says why in such a line too: `failed {"key": …, "arguments": {…}}` (`knowledge.importing.sentences`).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import typer

from foundation.errors import ApprodoError
from knowledge.importing.sentences import Sentence

# Seconds between two lines of the same step.
_PAUSE = 0.5


class Progress:
    """Told of every row; says it now and then, and at once where a new step begins."""

    def __init__(self) -> None:
        self._step, self._next = "", 0.0

    def __call__(self, step: str, count: int) -> None:
        """One more."""
        at = monotonic()
        if step == self._step and at < self._next:
            return
        self._step, self._next = step, at + _PAUSE
        typer.echo(f"progress {step} {count}", err=True)


@contextmanager
def failure_told(wanted: bool) -> Iterator[None]:
    """An error of the block is told, where that is wanted, before it goes on."""
    try:
        yield
    except ApprodoError as error:
        sentence = error.facts.get("sentence")
        if wanted and isinstance(sentence, Sentence):
            typer.echo(f"failed {json.dumps(sentence.facts())}", err=True)
        raise
