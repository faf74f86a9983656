"""The console as a whole: its routes, and what the app needs to serve them."""

from fastapi import APIRouter, FastAPI

from connectors.web.house import House
from console import accounts, assets, oidc, profile, second_factor, session, sign_in
from console.attempts import Attempts
from console.deliveries import routes as deliveries
from console.desk import api as desk_api
from console.desk import files as desk_files
from console.desk import pages as desk_pages
from console.desk import suggestions as desk_suggestions
from console.entrance import Entrance
from console.failures import handle_errors
from console.freshness import confirmation, invitations, upkeep
from console.freshness import routes as freshness
from console.guides import routes as guides
from console.imports import columns as import_columns
from console.imports import routes as imports
from console.knowledge import routes as knowledge
from console.leaflets import routes as leaflets
from console.navigation import remember_parts
from console.oidc_state import OidcState, console_key
from console.posters import routes as posters
from console.questions import routes as questions
from console.rota import routes as rota
from console.try_it import routes as try_it
from foundation.settings import Settings

ROUTERS: tuple[APIRouter, ...] = (
    assets.router,
    session.router,
    sign_in.router,
    second_factor.router,
    profile.router,
    accounts.router,
    oidc.router,
    desk_pages.router,
    desk_api.router,
    desk_files.router,
    desk_suggestions.router,
    rota.router,
    knowledge.router,
    guides.router,
    try_it.router,
    freshness.router,
    invitations.router,
    confirmation.router,
    imports.router,
    import_columns.router,
    leaflets.router,
    posters.router,
    questions.router,
    deliveries.router,
)


def furnish(app: FastAPI, settings: Settings) -> None:
    """Give `app`, which has the routes, the console's door, its navigation and its pages for errors."""
    provider = oidc.provider(settings)
    if provider is not None:
        app.add_middleware(OidcState, key=console_key(settings.home))
    app.state.entrance = Entrance(Attempts(settings.rate_limit == "on"), provider)
    app.state.entrance.sign_off_hooks.append(lambda account_id: leave_desk(app, account_id))
    upkeep.furnish(app, settings)
    remember_parts(app)
    handle_errors(app)


async def leave_desk(app: FastAPI, account_id: str) -> None:
    """Who has signed off has no conversations: they wait again."""
    house: House = app.state.house
    await house.desk.leave(account_id)
