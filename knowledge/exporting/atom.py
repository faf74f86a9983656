"""What changed last, as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from foundation.text import cleaned
from knowledge.exporting.held import HeldService

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed itself: its own address, the site's, and the words it is introduced with."""

    address: str
    site: str
    title: str
    author: str
    updated: datetime


def feed(head: Feed, services: Sequence[HeldService]) -> str:
    """The document; the newest first is the caller's business."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "it"})
    _add(root, "id", head.address)
    _add(root, "title", head.title)
    _add(root, "updated", head.updated.isoformat(timespec="seconds"))
    _add(root, "link", rel="self", href=head.address, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=f"{head.site}/servizi", type="text/html")
    _add(_add(root, "author"), "name", head.author)
    for service in services:
        _entry(root, head, service)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _entry(root: ElementTree.Element, head: Feed, held: HeldService) -> None:
    fields, town = held.fields, held.place.town if held.place else None
    entry = _add(root, "entry")
    _add(entry, "id", f"urn:uuid:{held.id}")
    parts = (fields["name"], held.organization.fields["name"], town.name if town else "")
    _add(entry, "title", " – ".join(part for part in parts if part))
    _add(entry, "updated", held.modified.isoformat(timespec="seconds"))
    _add(entry, "summary", fields["description"] or fields["name"])
    _add(entry, "link", rel="alternate", href=f"{head.site}/api/hsds/services/{held.id}", type="application/json")
    for topic in fields["topics"]:
        _add(entry, "category", term=topic)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """A child with its text, without the control characters that XML cannot hold."""
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", {key: cleaned(v) for key, v in attributes.items()})
    if text:
        child.text = cleaned(text)
    return child
