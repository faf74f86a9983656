"""Records of the directory for the tests of their pages, and their forms as a browser sends them."""

import re
from html import unescape
from html.parser import HTMLParser

import httpx

from knowledge.editing import Content

OWNER = "00000000-0000-4000-8000-00000000000a"
SERVICE = "00000000-0000-4000-8000-00000000000b"
PATH = f"/console/knowledge/services/{SERVICE}"
Fields = dict[str, str | list[str]]


def a_service(**changes: object) -> Content:
    """The content of a service in Rho, all of it sound."""
    content: Content = {
        "organization_id": OWNER,
        "name": "Sportello stranieri",
        "description": "Aiuto per il permesso di soggiorno.",
        "status": "active",
        "email": "sportello@comune.example",
        "url": None,
        "application_process": None,
        "fees_description": None,
        "eligibility_description": None,
        "minimum_age": None,
        "maximum_age": None,
        "programme": None,
        "source": {},
        "topics": ["immigration_desk"],
        "languages": ["ar", "it"],
        "phones": [{"number": "+390293332223"}],
        "schedules": [
            {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00", "closes_at": "12:30", "closed": False},
        ],
        "areas": [],
        "costs": [],
        "documents": ["Passaporto"],
        "location": {
            "municipality_code": "015182", "address_1": "Via Roma 1", "latitude": 45.53245, "longitude": 9.0402,
        },
    }  # fmt: skip
    return content | changes


class _Form(HTMLParser):
    """The fields of one form of a page, as a browser would send them."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._wanted, self._inside, self._select, self._text = wanted, False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = known.get("action") == self._wanted and known.get("method") == "post"
        if not self._inside:
            return
        if tag == "input":
            self._input(known, "checked" in known)
        elif tag in ("select", "textarea"):
            self._select, self._text = known["name"], ""
            self.fields[self._select] = ""
        elif tag == "option" and ("selected" in known or not self.fields[self._select]):
            self.fields[self._select] = known["value"]

    def _input(self, known: dict[str, str], checked: bool) -> None:
        if known.get("type") in ("checkbox", "radio"):
            if checked and known["type"] == "radio":
                self.fields[known["name"]] = known["value"]
            elif checked:
                held = self.fields.setdefault(known["name"], [])
                assert isinstance(held, list)
                held.append(known["value"])
        elif known.get("name"):
            self.fields[known["name"]] = known.get("value", "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._inside:
            self.fields[self._select] = self._text.removeprefix("\n")
        if tag == "form":
            self._inside = False


def form_of(page: httpx.Response, action: str) -> Fields:
    """The fields of the form that is sent to `action`."""
    parser = _Form(action)
    parser.feed(page.text)
    assert parser.fields, page.text[:2000]
    return parser.fields


def form(client: httpx.Client, path: str = PATH) -> Fields:
    """The fields of a record's form."""
    page = client.get(path)
    assert page.status_code == 200, page.status_code
    return form_of(page, path.partition("?")[0])


def plain(page: httpx.Response) -> str:
    """The words of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", page.text))
