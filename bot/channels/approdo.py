"""The channel through which the house speaks to Rasa: one question in, the decisions out.

Rasa's own REST channel answers 200 with nothing when a turn fails; here a failure is a failure, so that the
caller can fall back. What a person types never reaches Rasa as a command: a leading slash is taken off.
"""

import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy import text

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


def text_for_rasa(question: Dict[Text, Any]) -> Text:
    """The text Rasa is to read: an intent for a button or a bare location, else what was typed, tamed."""
    choice: Optional[Text] = question.get("choice")
    if choice:
        return f"/{choice}"
    return str(question["text"]).lstrip("/ \t\n") or "…"


def user_message(question: Dict[Text, Any], output: CollectingOutputChannel) -> UserMessage:
    """One question as Rasa's message; place and whereabouts travel as metadata."""
    metadata = {"place": question.get("place"), "near": question.get("near"), "danger": question.get("danger")}
    return UserMessage(
        text_for_rasa(question),
        output,
        question["conversation"],
        input_channel=ApprodoInput.name(),
        message_id=uuid.uuid4().hex,
        metadata=metadata,
    )


class ApprodoInput(InputChannel):
    """`POST …/messages`, `GET …/ready`, `DELETE …/conversations/<id>` under `/webhooks/approdo`."""

    @classmethod
    def name(cls) -> Text:
        return "approdo"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("approdo_webhook", "approdo_webhook")

        @routes.route("/messages", methods=["POST"])
        async def messages(request: Request) -> HTTPResponse:
            return await answer(request.json, on_new_message)

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            loaded = request.app.ctx.agent is not None and request.app.ctx.agent.is_ready()
            return response.empty(status=200 if loaded else 503)

        @routes.route("/conversations/<conversation>", methods=["DELETE"])
        async def forget(request: Request, conversation: Text) -> HTTPResponse:
            forget_conversation(request.app.ctx.agent.tracker_store, conversation)
            return response.empty(status=204)

        return routes


async def answer(question: Dict[Text, Any], on_new_message: OnNewMessage) -> HTTPResponse:
    """Handle one question; with `fresh` a new session begins first, which keeps the tracker short."""
    if question.get("fresh"):
        start = UserMessage("/session_start", None, question["conversation"], input_channel=ApprodoInput.name())
        await on_new_message(start)
    output = CollectingOutputChannel()
    await on_new_message(user_message(question, output))
    decisions: List[Any] = [message["custom"] for message in output.messages if "custom" in message]
    return response.json({"decisions": decisions})


def forget_conversation(store: Any, conversation: Text) -> None:
    """Erase every event of a conversation from the tracker store."""
    inner = store
    while hasattr(inner, "_tracker_store"):
        # Rasa wraps the store twice: to fall back on failure and to await it.
        inner = inner._tracker_store
    with inner.session_scope() as session:
        if inner.engine.dialect.name == "sqlite":
            # Deleted rows are overwritten, not only given free.
            session.execute(text("PRAGMA secure_delete=ON"))
        session.query(inner.SQLEvent).filter(inner.SQLEvent.sender_id == conversation).delete()
        session.commit()
