"""Review and translation over HTTP: other eyes, what needs a tick, a translator's proposal."""

import re
from pathlib import Path

import httpx

from accounts.models import Role
from foundation.catalogue import message
from foundation.database import Sessions
from knowledge.guides.shipped import offer_shipped_texts
from knowledge.loading import CONTENT
from tests.support.console import RunningConsole, furnished_home
from tests.support.guide_pages import draft_of, fields, italian, said
from tests.support.guides import ARABIC, a_guide, served
from tests.support.translators import StandIn


def test_review_by_somebody_else(anna: httpx.Client, bruna: httpx.Client, guided: RunningConsole) -> None:
    path = "/console/guides/permit_renewal/it"
    anna.post(path, data=italian(cost="Costa 29 euro."))
    assert said("not_yet") in bruna.get(f"{path}/review").text
    assert bruna.post(f"{path}/publish", data={"seen": "1"}).status_code == 403
    assert anna.post(f"{path}/drop", data={"seen": "1"}).status_code == 303
    anna.post(path, data=italian(act="submit", note="Guarda il costo", cost="Costa 30 euro."))
    own = anna.get(f"{path}/review")
    assert said("other_eyes") in own.text
    assert anna.post(f"{path}/publish", data={"seen": "2"}).status_code == 403
    review = bruna.get(f"{path}/review")
    assert "Guarda il costo" in review.text
    assert said("validity", count=1) in review.text
    assert bruna.post(f"{path}/send-back", data={"seen": "2"}).status_code == 422
    assert bruna.post(f"{path}/send-back", data={"seen": "2", "note": "Manca il bollo"}).status_code == 303
    assert "Manca il bollo" in anna.get(path).text
    anna.post(path, data=italian(3, act="submit", cost="Costa 30 euro e un bollo."))
    assert bruna.post(f"{path}/publish", data={"seen": "1"}).status_code == 409
    done = bruna.post(f"{path}/publish", data={"seen": "5", "validity": "small"})
    assert done.headers["location"].endswith("done=guide_published")
    history = bruna.get(f"{path}/history")
    assert said("small") in history.text
    assert guided.database(lambda sessions: served(sessions, "ar", "permit_renewal")).language == "ar"
    restored = bruna.post(f"{path}/restore", data={"number": "1", "seen": "0"})
    assert restored.headers["location"].endswith("done=guide_restored")
    assert bruna.post(f"{path}/restore", data={"number": "9", "seen": "1"}).status_code == 404
    assert bruna.post(f"{path}/restore", data={"number": "1", "seen": "0"}).status_code == 200


def test_a_translation_that_lacks_a_number_asks_for_a_tick(anna: httpx.Client, bruna: httpx.Client) -> None:
    path = "/console/guides/italian_course/ar"
    anna.post(path, data=fields(ARABIC, 0, "submit", cost="مجاني.", state="unreviewed"))
    review = bruna.get(f"{path}/review")
    assert "16,00" in review.text
    found = re.search(r'name="italian" value="([0-9a-f]{16})"', review.text)
    assert found is not None
    wish = {"seen": "2", "italian": found[1]}
    assert bruna.post(f"{path}/publish", data=wish).status_code == 422
    assert bruna.post(f"{path}/publish", data=wish | {"italian": "0" * 16, "facts_checked": "on"}).status_code == 409
    assert bruna.post(f"{path}/publish", data=wish | {"facts_checked": "on"}).status_code == 303
    assert message("console.guides.state.reviewed", "it") in bruna.get(path).text


def test_a_translation_that_needed_no_change_becomes_reviewed(anna: httpx.Client, bruna: httpx.Client) -> None:
    path = "/console/guides/emergency/ar"
    anna.post(path, data=fields(ARABIC, 0, "submit", state="unreviewed"))
    review = bruna.get(f"{path}/review")
    found = re.search(r'name="italian" value="([0-9a-f]{16})"', review.text)
    assert found is not None
    assert bruna.post(f"{path}/publish", data={"seen": "2", "italian": found[1]}).status_code == 303


def test_a_text_that_ships_anew_is_compared_and_put_aside(
    anna: httpx.Client, bruna: httpx.Client, guided: RunningConsole
) -> None:
    path = "/console/guides/identity_card/it"
    anna.post(path, data=italian(act="submit", cost="Costa 22 euro."))
    assert bruna.post(f"{path}/publish", data={"seen": "2", "validity": "small"}).status_code == 303
    assert guided.database(_offer_identity_card) == 1
    assert f"{path}/review" in anna.get("/console/guides").text
    review = anna.get(f"{path}/review").text
    assert said("shipped_anew") in review
    assert said("send_back_now") not in review
    assert anna.post(f"{path}/drop", data={"seen": "1"}).headers["location"].endswith("done=guide_dropped")
    assert "Costa 22 euro." in anna.get(path).text
    assert guided.database(_offer_identity_card) == 0


async def _offer_identity_card(sessions: Sessions) -> int:
    async with sessions.begin() as session:
        return await offer_shipped_texts(session, [CONTENT / "identity_card"])


def test_without_a_translator_it_is_said(anna: httpx.Client) -> None:
    assert said("no_translator") in anna.get("/console/guides/housing/ar").text
    answer = anna.post("/console/guides/housing/ur", data={"act": "propose", "seen": "0"})
    assert said("no_translator") in answer.text


def test_a_translator_proposes_and_a_person_stands_for_it(
    tmp_path: Path, empty_database: Path, test_home: Path
) -> None:
    with StandIn("libretranslate") as service:
        home = furnished_home(tmp_path / "home", empty_database, test_home / "models")
        house = RunningConsole(home, translator="libretranslate", translator_url=service.url)
        house.start()
        try:
            house.add("carla@example.org", Role.ADMIN)
            house.database(a_guide)
            with house.signed_in("carla@example.org") as carla:
                _propose(house, carla)
                service.mode = "500"
                failed = carla.post("/console/guides/tax_code/uk", data={"act": "propose", "seen": "0"})
                assert said("translator_failed") in failed.text
        finally:
            house.stop()


def _propose(house: RunningConsole, carla: httpx.Client) -> None:
    path = "/console/guides/tax_code/fr"
    answer = carla.post(path, data={"act": "propose", "seen": "0", "title": "Le code fiscal"})
    assert answer.headers["location"].endswith("done=guide_proposed")
    held = draft_of(house, "tax_code", "fr")
    assert held is not None
    sections = held.content["sections"]
    assert (held.content["state"], sections["title"]) == ("machine", "Le code fiscal")
    # The stand-in reads words backwards; numbers, links and phones are not shown to it.
    assert sections["steps"] == ["idnerP nu otnematnuppa.", "iaV noc li otropassap."]
    assert "https://www.agenziaentrate.gov.it" in sections["where"]
    assert "800 90 96 96" in sections["where"]
    assert said("is_machine") in carla.get(path).text
    assert carla.post(path, data={"act": "propose", "seen": "1", "state": "machine"} | fields(sections, 1, "propose"))
    asked = carla.post(path, data=fields(sections, held.version, "review", state="machine"))
    assert asked.headers["location"].endswith("/review")
    review = carla.get(f"{path}/review")
    found = re.search(r'name="italian" value="([0-9a-f]{16})"', review.text)
    seen = re.search(r'name="seen" value="(\d+)"', review.text)
    assert found is not None
    assert seen is not None
    assert carla.post(f"{path}/publish", data={"seen": seen[1], "italian": found[1]}).status_code == 303
    assert house.database(lambda sessions: served(sessions, "fr")).translation == "reviewed"
