"""The words of a hand-off: why, where it stands, how it ended."""

from enum import StrEnum

from conversations.models import Handoff


class Reason(StrEnum):
    """Why a person was called."""

    ASKED = "asked"
    URGENT = "urgent"
    NOT_UNDERSTOOD = "not_understood"
    NOT_HELPED = "not_helped"


class State(StrEnum):
    """Where a hand-off stands; derived from its times, kept nowhere."""

    WAITING = "waiting"
    TAKEN = "taken"
    RETURNED = "returned"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a mediator ended it."""

    ANSWERED = "answered"
    REFERRED = "referred"
    APPOINTMENT = "appointment"
    NOT_REACHED = "not_reached"


def state_of(handoff: Handoff) -> State:
    """Where `handoff` stands."""
    if handoff.closed_at:
        return State.CLOSED
    if handoff.returned_at:
        return State.RETURNED
    return State.TAKEN if handoff.taken_at else State.WAITING
