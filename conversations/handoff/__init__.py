"""The hand-off to a human being, kept as a record: who has the conversation is read from it and from nowhere else."""

from conversations.handoff.record import ask_for_person, mediator_of, withdraw
from conversations.handoff.states import Outcome, Reason, State, state_of

__all__ = ["Outcome", "Reason", "State", "ask_for_person", "mediator_of", "state_of", "withdraw"]
