"""The web app: the interface, the widget, the pages."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi_offline import FastAPIOffline

from connectors.web import api, assets, health
from connectors.web.directory import routes as directory
from connectors.web.failures import handle_errors
from connectors.web.house import running_house
from connectors.web.size import LimitBody
from foundation.settings import Settings


def create_app(settings: Settings, more: Sequence[APIRouter] = ()) -> FastAPI:
    """The app, ready to be served; `settings` decide on database, ports and limits.

    `more` are the routes of layers above this one.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running_house(app, settings):
            yield

    # The documentation page asks no other host for its scripts.
    app = FastAPIOffline(title="Approdo", version="1", lifespan=lifespan, redoc_url=None)
    handle_errors(app)
    app.add_middleware(LimitBody)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins.split(),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
    )
    for router in (health.router, api.router, assets.router, *directory.ROUTERS, *more):
        app.include_router(router)
    assets.mount(app)
    directory.furnish(app, settings)
    return app
