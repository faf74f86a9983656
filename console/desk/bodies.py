"""What the desk's calls are sent."""

from typing import Self

from pydantic import Field, model_validator

from connectors.web.schemas import Strict
from conversations.handoff.states import Outcome


class Reply(Strict):
    """`POST …/messages`: exactly one of text, a guide's topic and an entry of the directory."""

    id: str = Field(min_length=8, max_length=64)
    text: str | None = None
    language: str = Field("it", min_length=2, max_length=8)
    topic: str | None = Field(None, max_length=40)
    entry: str | None = Field(None, max_length=80)

    @model_validator(mode="after")
    def one_kind(self) -> Self:
        if sum(value is not None for value in (self.text, self.topic, self.entry)) != 1:
            raise ValueError("give exactly one of text, topic and entry")
        return self


class Closing(Strict):
    """`POST …/close`; without a body the question counts as answered."""

    outcome: Outcome = Outcome.ANSWERED
    referred_to: str | None = Field(None, max_length=200)


class Passing(Strict):
    """`POST …/pass`: to a colleague, to a team, or to whoever comes next."""

    account: str | None = Field(None, max_length=36)
    ambito: str | None = Field(None, max_length=36)
    word: str = Field("", max_length=4000)


class Writing(Strict):
    """`POST …/notes`."""

    text: str
