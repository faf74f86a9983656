"""What a person does about the human being she asked for: leave a message, withdraw, say whether it helped."""

from dataclasses import replace

from conversations.replies import Reply
from conversations.turn import Turn
from foundation.catalogue import message

LEAVING = "handoff:cancel"


def _say(turn: Turn, key: str, choices: list[dict[str, str]] | None = None) -> Turn:
    return turn.said(Reply(message(key, turn.language), turn.language, choices=choices or []))


def _ask_to_write(turn: Turn, key: str) -> Turn:
    return _say(turn, key, [{"title": message("handoff.cancel_choice", turn.language), "value": LEAVING}])


def chosen(turn: Turn, value: str) -> Turn:
    """The turn after a `handoff:…` button."""
    if value in ("message", "callback") and turn.known.waiting_for_person:
        return _ask_to_write(turn, "handoff.write_message" if value == "message" else "handoff.write_phone")
    if value == "withdraw" and turn.known.waiting_for_person:
        return _say(replace(turn, withdraw=True), "handoff.withdrawn")
    if value == "cancel":
        return _say(turn, "handoff.message_cancelled")
    return _say(turn, "handoff.not_waiting", [person(turn)])


def kept(turn: Turn) -> Turn:
    """The turn after the message she leaves for the mediator: kept, not answered."""
    return replace(_say(turn, "handoff.message_noted"), understanding={"left_for_mediator": True})


def rated(turn: Turn, helpful: bool) -> Turn:
    """The turn after she has said whether a mediator's help was any."""
    turn = replace(turn, helpful=helpful)
    return _say(turn, "helpful.thanks") if helpful else _say(turn, "helpful.sorry", [person(turn)])


def person(turn: Turn) -> dict[str, str]:
    """The button that calls a human being."""
    return {"title": message("handoff.choice", turn.language), "value": "person"}
