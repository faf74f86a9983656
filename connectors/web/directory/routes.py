"""The routes of this room, and what the app needs to serve them."""

from fastapi import APIRouter, FastAPI

from connectors.web.directory import hsds, open_data, pages
from connectors.web.directory.downloads import Downloads
from connectors.web.directory.pace import Pace
from foundation.settings import Settings

ROUTERS: tuple[APIRouter, ...] = (hsds.router, open_data.router, pages.router)


def furnish(app: FastAPI, settings: Settings) -> None:
    """Give `app`, which has the routes, their pace and the folder of their files."""
    app.state.directory_pace = Pace(settings.rate_limit == "on")
    app.state.downloads = Downloads(settings.home / "open-data")
