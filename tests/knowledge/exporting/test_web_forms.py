"""schema.org, Atom, DCAT-AP_IT: what a machine reads on the pages and feeds."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

from foundation.database import Sessions, reading
from knowledge.exporting.atom import Feed, feed
from knowledge.exporting.dcat import DISTRIBUTIONS, catalogue, open_data
from knowledge.exporting.held import HeldService, services
from knowledge.exporting.schema_org import graph, thing
from tests.support.exporting import DESK, HIDDEN

SITE = "https://approdo.example"
MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC)


async def desk_and_hidden(sessions: Sessions) -> list[HeldService]:
    async with reading(sessions) as session:
        found = await services(session, [DESK, HIDDEN])
    assert len(found) == 2
    return found


async def test_schema_org(held: Sessions) -> None:
    desk, hidden = await desk_and_hidden(held)
    found = thing(desk)
    assert (found["@type"], found["provider"]["@type"]) == ("GovernmentService", "GovernmentOffice")
    channel = found["availableChannel"]
    assert [row["telephone"] for row in channel["servicePhone"]] == ["+39 02 1234567", "1522", "0376 1"]
    (place,) = channel["serviceLocation"]
    assert place["address"]["addressLocality"] == "Rho"
    assert place["geo"]["latitude"] == 45.5301
    assert {
        "@type": "OpeningHoursSpecification",
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": "2027-08-01",
        "validThrough": "2027-08-31",
    } in found["hoursAvailable"]
    # What is not known is not there, and what schema.org cannot say is left out.
    assert all("1MO" not in json.dumps(row) for row in found["hoursAvailable"])
    assert set(thing(hidden)) == {"@type", "@id", "name", "provider"}
    assert len(graph([desk, hidden])["@graph"]) == 2


async def test_a_feed_is_well_formed_whatever_it_holds(held: Sessions) -> None:
    head = Feed(f"{SITE}/api/open-data/services.atom", SITE, "Ultime <modifiche> & altro", "Approdo", MOMENT)
    desk, hidden = await desk_and_hidden(held)
    desk.fields["description"] = "a\u0000b\u0008c \ufffe </summary><script>"
    root = ElementTree.fromstring(feed(head, [desk, hidden]))
    name = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{name}entry")
    assert [entry.findtext(f"{name}id") for entry in entries] == [f"urn:uuid:{DESK}", f"urn:uuid:{HIDDEN}"]
    assert entries[0].findtext(f"{name}summary") == "abc  </summary><script>"
    assert {entry.get("term") for entry in entries[0].findall(f"{name}category")} == {"immigration_desk", "legal_help"}
    for required in ("id", "title", "updated", "author"):
        assert root.find(f"{name}{required}") is not None


def test_the_catalogue_makes_no_publisher_up() -> None:
    found = catalogue(SITE, MOMENT, open_data())
    assert found["dct:publisher"]["foaf:name"] == "approdo.example"
    assert "dct:identifier" not in found["dct:publisher"]
    (dataset,) = found["dcat:dataset"]
    assert "dcat:contactPoint" not in dataset
    mandatory = {"dct:identifier", "dct:title", "dct:description", "dct:modified", "dcat:theme", "dct:rightsHolder"}
    assert mandatory | {"dct:accrualPeriodicity", "dcat:distribution"} <= dataset.keys()
    assert len(dataset["dcat:distribution"]) == len(DISTRIBUTIONS)
    for distribution in dataset["dcat:distribution"]:
        assert {"dcat:accessURL", "dct:format", "dct:license"} <= distribution.keys()
    prefixes = found["@context"]
    assert all(key.startswith("@") or key.partition(":")[0] in prefixes for key in (*found, *dataset))


def test_a_publisher_that_was_filled_in() -> None:
    about = open_data() | {"publisher": {"name": "Comune di Rho", "code": "c_h264"}, "contact": "dati@comune.example"}
    found = catalogue(SITE, MOMENT, about)
    assert (found["dct:publisher"]["foaf:name"], found["dct:publisher"]["dct:identifier"]) == (
        "Comune di Rho",
        "c_h264",
    )
    contact = found["dcat:dataset"][0]["dcat:contactPoint"]
    assert contact["vcard:hasEmail"] == {"@id": "mailto:dati@comune.example"}
