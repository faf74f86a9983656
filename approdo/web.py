"""The web app with every layer's routes: the person's interface and pages, and the staff's console."""

from fastapi import FastAPI

from connectors.telegram import connector as telegram
from connectors.telegram import link_route as telegram_link
from connectors.telegram import webhook as telegram_webhook
from connectors.web.app import create_app
from console.app import ROUTERS, furnish
from foundation.settings import Settings


def build_app(settings: Settings) -> FastAPI:
    """The app as `approdo web` serves it."""
    app = create_app(settings, more=(*ROUTERS, telegram_webhook.router, telegram_link.router))
    furnish(app, settings)
    telegram.furnish(app, settings)
    return app
