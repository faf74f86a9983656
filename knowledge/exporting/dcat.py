"""The open-data catalogue in the Italian profile of DCAT (DCAT-AP_IT) as JSON-LD.

Source: docs.italia.it, "Linee guida per i cataloghi dati" (AgID). Themes, frequencies, formats and languages are
those of the Publications Office of the EU.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from foundation.files import read_yaml

_EU = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
}
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Distribution:
    """One form the data can be had in: its path here, its format in the EU's list of file types, a title."""

    path: str
    format: str
    title: str
    download: bool = True


DISTRIBUTIONS = (
    Distribution("/api/hsds/services", "JSON", "API, Open Referral HSDS 3.1", download=False),
    Distribution("/api/open-data/services.json", "JSON", "Open Referral HSDS 3.1"),
    Distribution("/api/open-data/services.csv", "CSV", "CSV"),
    Distribution("/api/open-data/services.geojson", "GEOJSON", "GeoJSON"),
    Distribution("/api/open-data/services.atom", "ATOM", "Atom: ultime modifiche"),
)


def open_data() -> Node:
    """What `open_data.yml` says about this installation. Raises ConfigurationError when it cannot be read."""
    held: Node = read_yaml(Path(__file__).with_name("open_data.yml"))
    return held


def catalogue(site: str, modified: datetime, about: Node) -> Node:
    """The catalogue of the installation at `site` with its one dataset; `about` is `open_data()`.

    A publisher that was not filled in is called by the site's address: nobody's name is made up.
    """
    dataset = _dataset(site, modified, about)
    return {
        "@context": _CONTEXT,
        "@id": f"{site}/api/open-data/catalog.jsonld",
        "@type": ["dcat:Catalog", "dcatapit:Catalog"],
        "dct:title": _texts(about["title"]),
        "dct:description": _texts(about["description"]),
        "dct:publisher": _publisher(site, about),
        "dct:modified": _date(modified),
        "dct:language": {"@id": f"{_EU}/language/ITA"},
        "dcat:themeTaxonomy": {"@id": f"{_EU}/data-theme"},
        "foaf:homepage": {"@id": f"{site}/servizi"},
        "dct:license": _licence(about),
        "dcat:dataset": [dataset],
    }


def _dataset(site: str, modified: datetime, about: Node) -> Node:
    publisher = {"@id": _publisher(site, about)["@id"]}
    found = {
        "@id": f"{site}/api/open-data/services",
        "@type": ["dcat:Dataset", "dcatapit:Dataset"],
        "dct:identifier": f"{site}/api/open-data/services",
        "dct:title": _texts(about["title"]),
        "dct:description": _texts(about["description"]),
        "dct:modified": _date(modified),
        "dct:publisher": publisher,
        "dct:rightsHolder": publisher,
        "dcat:theme": {"@id": f"{_EU}/data-theme/SOCI"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/UPDATE_CONT"},
        "dct:language": {"@id": f"{_EU}/language/ITA"},
        "dct:spatial": {"@type": "dct:Location", "rdfs:label": "Lombardia"},
        "dct:conformsTo": {"@type": "dct:Standard", "dct:title": "Open Referral HSDS 3.1"},
        "dcat:landingPage": {"@id": f"{site}/servizi"},
        "dcat:distribution": [_distribution(site, modified, about, form) for form in DISTRIBUTIONS],
    }
    if about["contact"]:
        mail = {"@id": f"mailto:{about['contact']}"}
        found["dcat:contactPoint"] = {"@type": "vcard:Organization", "vcard:hasEmail": mail}
    return found


def _distribution(site: str, modified: datetime, about: Node, form: Distribution) -> Node:
    address = {"@id": f"{site}{form.path}"}
    found = {
        "@id": f"{site}{form.path}#distribution",
        "@type": ["dcat:Distribution", "dcatapit:Distribution"],
        "dct:title": {"@value": form.title, "@language": "it"},
        "dcat:accessURL": address,
        "dct:format": {"@id": f"{_EU}/file-type/{form.format}"},
        "dct:license": _licence(about),
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _texts(about["rights"])},
        "dct:modified": _date(modified),
    }
    return found | ({"dcat:downloadURL": address} if form.download else {})


def _publisher(site: str, about: Node) -> Node:
    known = about["publisher"]
    found = {
        "@id": f"{site}/#publisher",
        "@type": ["foaf:Agent", "dcatapit:Agent"],
        "foaf:name": known["name"] or site.rpartition("//")[2],
    }
    return found | ({"dct:identifier": known["code"]} if known["code"] else {})


def _licence(about: Node) -> Node:
    known = about["licence"]
    return {
        "@id": known["url"],
        "@type": ["dct:LicenseDocument", "dcatapit:LicenseDocument"],
        "foaf:name": known["name"],
        "dct:type": {"@id": known["kind"]},
    }


def _texts(texts: dict[str, str]) -> list[Node]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _date(moment: datetime) -> Node:
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
