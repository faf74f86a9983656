"""Proposed training sentences: read, tried through Rasa, taken when they made nothing worse."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from approdo import trials
from approdo.evaluation import Labelled
from approdo.sentences import app
from approdo.trials import ASKED_BACK, Trial
from conversations.questions import proposal_files, proposals
from conversations.questions.proposals import Sentence
from foundation.errors import ConfigurationError, ConflictError, InvalidInputError, NotFoundError
from foundation.settings import Settings

NEW = "il foglietto azzurro della bicicletta parlante"
GOOD = [
    Sentence("it", "tax_code", NEW),
    Sentence("ar", "tax_code", "ورقة زرقاء للدراجة الناطقة"),
    Sentence("it", "housing", "una tenda azzurra sopra la bicicletta parlante"),
]
QUESTIONS = [
    Labelled("it", "tax_code", "Dove faccio il codice fiscale?"),
    Labelled("uk", "emergency", "у мене вдома пожежа, допоможіть"),
    Labelled("en", "housing", "how do I renew my residence permit?"),
]
EVEN = Trial(3, 2, 2, 1, 1, 1, [], [])


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A proposal with sentences nobody has trained on."""
    name = proposal_files.store(tmp_path, date(2026, 11, 30), GOOD)
    return proposal_files.path_of(tmp_path, name)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the training data, for what would change it."""
    copy = tmp_path / "nlu"
    shutil.copytree(proposals.NLU, copy)
    monkeypatch.setattr(proposals, "NLU", copy)
    return copy


def test_a_proposal_is_plain_nlu(proposal: Path) -> None:
    assert proposal.name == "2026-11-30-tax_code-1.yml"
    assert sorted(proposals.read(proposal), key=str) == sorted(GOOD, key=str)
    again = proposal_files.store(proposal.parents[1], date(2026, 11, 30), GOOD)
    assert proposal_files.names(proposal.parents[1]) == [again, proposal.name]
    assert [str(path) for path in proposals.additions(GOOD)] == [
        "data/nlu/ar/tax_code.yml", "data/nlu/it/housing.yml", "data/nlu/it/tax_code.yml",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../secret.yml", "2026-11-30-tax_code-9.yml", "", "x.yml", "2026-11-30-../x-1.yml"])
def test_a_name_is_no_path(proposal: Path, name: str) -> None:
    with pytest.raises(NotFoundError):
        proposal_files.path_of(proposal.parents[1], name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no yaml: [",
        "just words",
        "nlu: 3",
        "nlu:\n- intent: tax_code\n  examples: |\n    - senza lingua",
        "nlu:\n- intent: nothing\n  metadata: {language: it}\n  examples: |\n    - una frase nuova di zecca",
        "nlu:\n- intent: tax_code\n  metadata: {language: de}\n  examples: |\n    - eine Frage",
        "nlu:\n- intent: tax_code\n  metadata: {language: it}\n  examples: |\n    - una [frase](place) nuova",
        "nlu:\n- intent: tax_code\n  metadata: {language: it}\n  examples: |\n    - codice fiscale dove si fa",
        "nlu:\n- intent: tax_code\n  metadata: {language: it}\n  examples: |\n    - serve codice fiscale",
        "nlu:\n- intent: tax_code\n  metadata: {language: it}\n  examples: |\n" + f"    - {NEW}\n" * 2,
        "nlu:\n- intent: tax_code\n  metadata: {language: it}\n  examples: |\n"
        + "".join(f"    - {NEW} {'x' * number}\n" for number in range(201)),
        "!!python/object/apply:os.system ['true']",
    ],
)
def test_what_is_no_proposal(tmp_path: Path, text: str) -> None:
    path = tmp_path / "proposal.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError):
        proposals.read(path)


def test_sentences_stand_behind_those_there_are(data: Path) -> None:
    before = (data / "it" / "tax_code.yml").read_text(encoding="utf-8")
    changed = proposals.add_to(data, GOOD)
    assert len(changed) == 3
    assert (data / "it" / "tax_code.yml").read_text(encoding="utf-8") == before + f"    - {NEW}\n"
    assert proposals.known(data, "it")[NEW] == "tax_code"
    (data / "it" / "housing.yml").write_text("nlu: []\n", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        proposals.add_to(data, [*GOOD[:1], GOOD[2]])
    assert (data / "it" / "tax_code.yml").read_text(encoding="utf-8").count(NEW) == 1


def test_it_is_taken_after_a_good_try_only(proposal: Path, data: Path) -> None:
    runner = CliRunner()
    assert isinstance(runner.invoke(app, ["take", str(proposal)]).exception, ConflictError)
    trials.remember(proposal, replace(EVEN, after=1))
    worse = runner.invoke(app, ["take", str(proposal)]).exception
    assert isinstance(worse, ConflictError)
    assert "1 of 3 right instead of 2" in worse.message
    trials.remember(proposal, replace(EVEN, after=3, urgent_after=0))
    assert isinstance(runner.invoke(app, ["take", str(proposal)]).exception, ConflictError)
    trials.remember(proposal, EVEN)
    proposal.write_text(proposal.read_text(encoding="utf-8").replace("azzurro", "celeste"), encoding="utf-8")
    assert isinstance(runner.invoke(app, ["take", str(proposal)]).exception, ConflictError)
    trials.remember(proposal, EVEN)
    assert runner.invoke(app, ["take", str(proposal)]).exit_code == 0
    assert "celeste" in (data / "it" / "tax_code.yml").read_text(encoding="utf-8")
    assert list(proposal.parent.iterdir()) == []


def test_it_is_taken_anyway(proposal: Path, data: Path) -> None:
    assert CliRunner().invoke(app, ["take", str(proposal), "--anyway"]).exit_code == 0
    assert NEW in (data / "it" / "tax_code.yml").read_text(encoding="utf-8")


def test_a_trial_says_what_became_right_and_wrong() -> None:
    before = {(row.text, row.topic): row.topic for row in QUESTIONS}
    first, second, third = before
    trial = Trial.of(QUESTIONS, before | {third: "permit_renewal"}, before | {second: ASKED_BACK})
    assert (trial.before, trial.after, trial.urgent_before, trial.urgent_after) == (2, 2, 1, 0)
    assert [row.text for row in trial.became_right] == [third[0]]
    assert [(row.text, row.taken_for) for row in trial.became_wrong] == [(second[0], ASKED_BACK)]
    assert trial.is_worse
    assert first[0] not in {row.text for row in trial.became_wrong}


def test_rasa_is_asked(request: pytest.FixtureRequest, test_home: Path, tmp_path: Path) -> None:
    settings = Settings(home=test_home)
    if not settings.rasa_model.exists():
        request.getfixturevalue("house")
    found = trials.taken_for(settings, settings.rasa_model, QUESTIONS, tmp_path / "asked")
    assert [found[row.text, row.topic] for row in QUESTIONS] == ["tax_code", "emergency", "permit_renewal"]
