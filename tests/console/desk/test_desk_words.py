"""The words of the desk's page: none missing, none left over, every one in Italian and English."""

import re
from contextlib import closing
from itertools import product

from console.desk.pages import texts
from conversations.desk.canned import PLACEHOLDERS
from conversations.handoff.states import Outcome, Reason, State
from foundation.settings import PROJECT
from foundation.topics import topics
from tests.support.console import RunningConsole
from tests.support.desk import mediator, scripts

VIEWS = ("waiting", "mine", "all", "closed")
# Keys that scripts put together, by how they begin.
COMPOSED = {
    "alert": ("urgent", "offered", "unread", "waiting"),
    "list": [f"none_{view}" for view in VIEWS],
    "outcome": [str(row) for row in Outcome],
    "place": sorted(PLACEHOLDERS),
    "reason": [str(row) for row in Reason],
    "state": [str(row) for row in State if row is not State.TAKEN],
    "text": ("original", "reviewed", "unreviewed", "machine"),
    "tick": ("sent", "delivered", "read"),
    "topic": [row.id for row in topics().values() if not row.has_guide],
}
SUFFIXED = {f"{begin}_{kind}" for begin, kind in product(("suggestions", "send"), ("canned", "guide", "entry"))}
ACTS = {"take", "close", "pass", "give_back", "note"}


def used_in_scripts() -> set[str]:
    found = {key for text in scripts().values() for key in re.findall(r'say\(\s*"([\w.]+)"', text)}
    chosen = {key for text in scripts().values() for key in re.findall(r'[?:] "([\w.]+)"', text)}
    return found | (chosen & set(texts("it")))


def used_in_templates() -> set[str]:
    pages = [path.read_text(encoding="utf-8") for path in (PROJECT / "console" / "desk" / "pages").glob("*.html")]
    assert pages
    return {key for page in pages for key in re.findall(r'say\("console\.desk\.([\w.]+)"[,)]', page)}


def test_every_word_is_there_and_none_is_left_over() -> None:
    composed = {f"{begin}.{end}" for begin, ends in COMPOSED.items() for end in ends}
    keys = {f"key.{name}" for name in re.findall(r'"(\w+)"\)', _keys_row())} | {"key.leave", "key.send"}
    views = {f"list.{view}" for view in VIEWS}
    wanted = used_in_scripts() | used_in_templates() | composed | SUFFIXED | ACTS | keys | views
    wanted -= {"send_canned", *(key for key in wanted if key.endswith((".", "_")))}
    assert wanted == set(texts("it"))


def _keys_row() -> str:
    page = (PROJECT / "console" / "desk" / "pages" / "dialogs.html").read_text(encoding="utf-8")
    return next(line for line in page.splitlines() if "for key, does in" in line)


def test_both_languages_say_all_of_it() -> None:
    italian, english = texts("it"), texts("en")
    assert italian.keys() == english.keys()
    same = [key for key in italian if italian[key] == english[key]]
    assert set(same) <= {"since.minutes", "since.hours"}


def test_the_page_speaks_the_language_of_who_reads_it(console: RunningConsole) -> None:
    mediator(console, "Emma Green", reads="en")
    with closing(console.signed_in("emma@example.org")) as client:
        page = client.get("/console/desk")
        assert page.headers["content-language"] == "en"
        assert "Replies and entries" in page.text
        assert "Risposte e schede" not in page.text
        for name in scripts():
            served = client.get(f"/console/assets/{name}")
            assert served.status_code == 200
            assert served.headers["content-type"].startswith("text/javascript")
