"""What staff may answer a group with."""

from collections.abc import Mapping

from accounts.faults import refused
from foundation.catalogue import FALLBACK
from foundation.languages import languages
from foundation.text import cleaned
from foundation.topics import topics

# Characters of an answer in one language: longer is a guide.
LONGEST = 1000


def answer(topic: str, sentences: Mapping[str, str]) -> tuple[str | None, dict[str, str]]:
    """The topic, or the sentences by language, as they are kept. Raises InvalidInputError with the field."""
    written = {
        code: text for code, row in languages().items() if row.answered and (text := cleaned(sentences.get(code, "")))
    }
    if topic and written:
        raise refused("topic", "console.questions.fault.both")
    if topic:
        if topic not in topics() or not topics()[topic].has_guide:
            raise refused("topic", "console.questions.fault.topic")
        return topic, {}
    if FALLBACK not in written:
        raise refused(f"sentence-{FALLBACK}", "console.questions.fault.italian")
    for code, text in written.items():
        if len(text) > LONGEST:
            raise refused(f"sentence-{code}", "console.questions.fault.long", most=LONGEST)
    return None, written
