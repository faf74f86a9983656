"""Which places of OpenStreetMap are taken, as what, and the topics that their tags themselves state.

Source: wiki.openstreetmap.org, the keys named here. A place gets a topic only where a tag or its name says what is
done there: that a library exists does not mean that it helps with Italian.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """What a place is: our `kind` of organization, and in Italian what is done there."""

    kind: str
    service: str


_KINDS = {
    ("amenity", "social_facility"): PlaceKind("association", "Struttura sociale"),
    ("amenity", "social_centre"): PlaceKind("association", "Centro sociale"),
    ("amenity", "community_centre"): PlaceKind("association", "Centro di comunità"),
    ("amenity", "library"): PlaceKind("library", "Biblioteca"),
    ("amenity", "language_school"): PlaceKind("school", "Scuola di lingue"),
    ("amenity", "school"): PlaceKind("school", "Scuola"),
    ("amenity", "kindergarten"): PlaceKind("school", "Scuola dell'infanzia o nido"),
    ("amenity", "clinic"): PlaceKind("health", "Ambulatorio"),
    ("amenity", "doctors"): PlaceKind("health", "Studio medico"),
    ("amenity", "hospital"): PlaceKind("health", "Ospedale"),
    ("amenity", "pharmacy"): PlaceKind("health", "Farmacia"),
    ("healthcare", "clinic"): PlaceKind("health", "Ambulatorio"),
    ("amenity", "townhall"): PlaceKind("municipality", "Municipio"),
    ("amenity", "police"): PlaceKind("public_body", "Polizia"),
    ("amenity", "post_office"): PlaceKind("company", "Ufficio postale"),
    ("office", "government"): PlaceKind("public_body", "Ufficio pubblico"),
    ("office", "employment_agency"): PlaceKind("public_body", "Ufficio per il lavoro"),
    ("office", "association"): PlaceKind("association", "Associazione"),
    ("office", "ngo"): PlaceKind("association", "Organizzazione non governativa"),
    ("office", "charity"): PlaceKind("association", "Ente di beneficenza"),
    ("office", "union"): PlaceKind("association", "Sindacato"),
}
_TOPIC_TAGS = {
    ("social_facility", "shelter"): "shelter",
    ("social_facility", "food_bank"): "food_clothes",
    ("social_facility", "soup_kitchen"): "food_clothes",
    ("social_facility", "clothing_bank"): "food_clothes",
    ("community_centre", "youth_centre"): "youth_activities",
}
_TOPIC_NAMES = (
    (re.compile(r"\bconsultorio\b", re.IGNORECASE), "pregnancy_women_health"),
    (re.compile(r"\bcentro per l['’]impiego\b", re.IGNORECASE), "job_search"),
    (re.compile(r"\bsportello (?:stranieri|immigra\w+|migranti)\b", re.IGNORECASE), "immigration_desk"),
    (re.compile(r"\b(?:italiano per stranieri|scuola di italiano)\b", re.IGNORECASE), "italian_course"),
    (re.compile(r"\bC\.?P\.?I\.?A\b\.?", re.IGNORECASE), "adult_school"),
)


def kind_of(tags: Mapping[str, str]) -> PlaceKind | None:
    """What the place is, or None when such places are not taken."""
    return next((found for (key, value), found in _KINDS.items() if tags.get(key) == value), None)


def topics_of(tags: Mapping[str, str]) -> list[str]:
    """The topics that tags and name state."""
    found = {topic for (key, value), topic in _TOPIC_TAGS.items() if value in tags.get(key, "").split(";")}
    found |= {topic for pattern, topic in _TOPIC_NAMES if pattern.search(tags.get("name", ""))}
    return sorted(found)
