"""How far an import is, as lines on stderr that another program reads: `progress reading 3000`."""

from time import monotonic

import typer

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
