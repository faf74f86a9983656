"""A guide's text that ships anew waits as a draft where staff have published their own."""

import shutil
from pathlib import Path

import pytest

from foundation.files import read_yaml
from knowledge.editing import IN_REVIEW, Editing, Subject
from knowledge.guides.guide_kind import guide_subject
from knowledge.guides.shipped import PROJECT_NAME, offer_shipped_texts
from knowledge.loading import CONTENT
from tests.support.guides import ANNA, CARLA

TOPIC = "tax_code"
ITALIAN, ARABIC = guide_subject(TOPIC, "it"), guide_subject(TOPIC, "ar")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The topic's folder as the next update may bring it."""
    return Path(shutil.copytree(CONTENT / TOPIC, tmp_path / TOPIC))


def _ship(folder: Path, language: str, title: str) -> None:
    path = folder / f"{language}.yml"
    held = str(read_yaml(path)["title"])
    path.write_text(path.read_text(encoding="utf-8").replace(held, title, 1), encoding="utf-8")


async def _offer(editing: Editing, folder: Path) -> int:
    async with editing.sessions.begin() as session:
        return await offer_shipped_texts(session, [folder])


async def _publish(editing: Editing, subject: Subject, title: str) -> None:
    """Change the title as staff do."""
    served = await editing.served(subject)
    assert served is not None
    content = served | {"sections": served["sections"] | {"title": title}}
    held = await editing.draft(subject)
    draft = await editing.save(subject, content, held.version if held else 0, ANNA)
    await editing.publish(subject, draft.version, CARLA, small_correction=True, over=True)


async def _title(editing: Editing, subject: Subject) -> str:
    served = await editing.served(subject)
    assert served is not None
    return str(served["sections"]["title"])


async def test_nothing_is_offered_where_staff_changed_nothing_or_nothing_new_ships(
    editing: Editing, folder: Path
) -> None:
    _ship(folder, "it", "Titolo nuovo")
    assert await _offer(editing, folder) == 0
    await _publish(editing, ITALIAN, "Titolo nostro")
    assert await _offer(editing, CONTENT / TOPIC) == 0
    assert await editing.draft(ITALIAN) is None


async def test_a_new_text_waits_for_staff_and_is_shown_once(editing: Editing, folder: Path) -> None:
    await _publish(editing, ITALIAN, "Titolo nostro")
    _ship(folder, "it", "Titolo nuovo")
    assert await _offer(editing, folder) == 1
    draft = await editing.draft(ITALIAN)
    assert draft is not None
    assert (draft.state, draft.author_name, draft.author_id) == (IN_REVIEW, PROJECT_NAME, "")
    assert draft.content["sections"]["title"] == "Titolo nuovo"
    assert await _title(editing, ITALIAN) == "Titolo nostro"
    await editing.drop(ITALIAN, draft.version)
    assert await _offer(editing, folder) == 0
    _ship(folder, "it", "Titolo ancora più nuovo")
    assert await _offer(editing, folder) == 1
    draft = await editing.draft(ITALIAN)
    assert draft is not None
    # Anybody may publish what none of them wrote.
    await editing.publish(ITALIAN, draft.version, ANNA)
    assert await _title(editing, ITALIAN) == "Titolo ancora più nuovo"
    assert await _offer(editing, folder) == 0


async def test_it_waits_while_somebody_writes(editing: Editing, folder: Path) -> None:
    await _publish(editing, ARABIC, "عنواننا")
    served = await editing.served(ARABIC)
    assert served is not None
    draft = await editing.save(ARABIC, served, 0, ANNA)
    _ship(folder, "ar", "عنوان جديد")
    assert await _offer(editing, folder) == 0
    await editing.drop(ARABIC, draft.version)
    assert await _offer(editing, folder) == 1
    offered = await editing.draft(ARABIC)
    assert offered is not None
    assert offered.content["sections"]["title"] == "عنوان جديد"
