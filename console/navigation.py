"""The parts of the console, and who sees which."""

from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from accounts.models import Role


@dataclass(frozen=True)
class Entry:
    """One part: the `path` of its first page, the catalogue's `key` of its name, the roles it is for."""

    path: str
    key: str
    roles: frozenset[Role]


NAVIGATION = (
    Entry("/console/desk", "console.nav.desk", frozenset({Role.MEDIATOR, Role.ADMIN})),
    Entry("/console/rota", "console.nav.rota", frozenset({Role.MEDIATOR, Role.ADMIN})),
    Entry("/console/knowledge", "console.nav.knowledge", frozenset(Role)),
    Entry("/console/guides", "console.nav.guides", frozenset({Role.EDITOR, Role.ADMIN})),
    Entry("/console/freshness", "console.nav.freshness", frozenset({Role.EDITOR, Role.ADMIN})),
    Entry("/console/try", "console.nav.try", frozenset(Role)),
    Entry("/console/questions", "console.nav.questions", frozenset(Role)),
    Entry("/console/imports", "console.nav.imports", frozenset({Role.EDITOR, Role.ADMIN})),
    Entry("/console/leaflets", "console.nav.leaflets", frozenset(Role)),
    Entry("/console/posters", "console.nav.posters", frozenset(Role)),
    Entry("/console/deliveries", "console.nav.deliveries", frozenset({Role.ADMIN})),
    Entry("/console/accounts", "console.nav.accounts", frozenset({Role.ADMIN})),
    Entry("/console/profile", "console.nav.profile", frozenset(Role)),
)


def remember_parts(app: FastAPI) -> None:
    """Note which parts `app` has routes for; the others are not shown."""
    paths = {context.path for context in iter_route_contexts(app.routes)}
    app.state.parts = tuple(entry for entry in NAVIGATION if entry.path in paths)


def entries(app: FastAPI, role: Role) -> list[Entry]:
    """The parts of `app` a role may enter."""
    return [entry for entry in app.state.parts if role in entry.roles]
