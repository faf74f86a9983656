"""Write what Rasa needs of the topics: `bot/domain.yml` and `data/rules/topics.yml`.

    python scripts/write_domain.py [--check]

One list of topics (`data/topics.yml`) and nothing typed twice; `--check` only says whether the files are as
they would be written.
"""

import sys
from pathlib import Path

from foundation.settings import PROJECT
from foundation.topics import topics

HEADER = "# Written by scripts/write_domain.py from data/topics.yml; change it there.\n"
SLOTS = """slots:
  topic: {type: text, mappings: [{type: custom}]}
  shown: {type: list, mappings: [{type: custom}]}
  candidates: {type: list, mappings: [{type: custom}]}
"""
SESSION = "session_config: {session_expiration_time: 1440, carry_over_slots_to_new_session: true}\n"
OWN_ACTIONS = {
    "inform_place": "action_place",
    "nlu_fallback": "action_ask_back",
    "answer_wrong": "action_answer_wrong",
    "opening_hours": "action_about_shown",
    "contact_details": "action_about_shown",
}


def rules() -> dict[str, str]:
    """The action that answers each intent."""
    return {
        topic.id: "action_dialogue" if topic.kind == "dialogue" else "action_topic" for topic in topics().values()
    } | OWN_ACTIONS


def domain_text() -> str:
    """`bot/domain.yml` as it has to be. Intents use no entities: places travel with the message."""
    intents = "".join(f"  - {intent}: {{use_entities: []}}\n" for intent in rules())
    actions = "".join(f"  - {action}\n" for action in sorted(set(rules().values())))
    return f'{HEADER}version: "3.1"\nintents:\n{intents}entities: [place]\n{SLOTS}actions:\n{actions}{SESSION}'


def rules_text() -> str:
    """`data/rules/topics.yml` as it has to be."""
    form = "- rule: {intent}\n  steps:\n  - intent: {intent}\n  - action: {action}\n"
    rows = "".join(form.format(intent=intent, action=action) for intent, action in rules().items())
    return f'{HEADER}version: "3.1"\nrules:\n{rows}'


def files() -> dict[Path, str]:
    """Each written file and its text."""
    return {PROJECT / "bot" / "domain.yml": domain_text(), PROJECT / "data" / "rules" / "topics.yml": rules_text()}


def main(check: bool) -> int:
    """Write the files, or with `check` return 1 when one of them is not as it would be written."""
    stale = [path for path, text in files().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"{path}: not as data/topics.yml says; run python scripts/write_domain.py", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files()[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
