"""The parts of the console, in groups, and who sees which."""

from dataclasses import dataclass
from typing import Literal

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from accounts.models import Role

Group = Literal["requests", "content", "management"]
# In the order they are shown; `console.nav.<group>` is the name.
GROUPS: tuple[Group, ...] = ("requests", "content", "management")


@dataclass(frozen=True)
class Entry:
    """One part: the `path` of its first page, the catalogue's `key` of its name, its group, the roles it is for."""

    path: str
    key: str
    group: Group
    roles: frozenset[Role]


EVERYBODY = frozenset(Role)
MEDIATORS, EDITORS = frozenset({Role.MEDIATOR, Role.ADMIN}), frozenset({Role.EDITOR, Role.ADMIN})
COORDINATORS = frozenset({Role.ADMIN})
# The first one that a role may enter is its first page.
NAVIGATION = (
    Entry("/console/desk", "console.nav.desk", "requests", MEDIATORS),
    Entry("/console/knowledge", "console.nav.knowledge", "content", EVERYBODY),
    Entry("/console/guides", "console.nav.guides", "content", EDITORS),
    Entry("/console/freshness", "console.nav.freshness", "content", EDITORS),
    Entry("/console/imports", "console.nav.imports", "content", EDITORS),
    Entry("/console/try", "console.nav.try", "content", EVERYBODY),
    Entry("/console/leaflets", "console.nav.leaflets", "content", EVERYBODY),
    Entry("/console/questions", "console.nav.questions", "requests", EVERYBODY),
    Entry("/console/rota", "console.nav.rota", "management", MEDIATORS),
    Entry("/console/accounts", "console.nav.accounts", "management", COORDINATORS),
    Entry("/console/posters", "console.nav.posters", "management", EVERYBODY),
    Entry("/console/deliveries", "console.nav.deliveries", "management", COORDINATORS),
)


def remember_parts(app: FastAPI) -> None:
    """Note which parts `app` has routes for; the others are not shown."""
    paths = {context.path for context in iter_route_contexts(app.routes)}
    app.state.parts = tuple(entry for entry in NAVIGATION if entry.path in paths)


def entries(app: FastAPI, role: Role) -> list[Entry]:
    """The parts of `app` a role may enter."""
    return [entry for entry in app.state.parts if role in entry.roles]


def grouped(app: FastAPI, role: Role) -> dict[Group, list[Entry]]:
    """The same parts by their groups, as they are shown; a group without any is left out."""
    known = entries(app, role)
    groups = {group: [entry for entry in known if entry.group == group] for group in GROUPS}
    return {group: parts for group, parts in groups.items() if parts}
