"""The console served as it is served to people: the real app over HTTP, a database of its own, no Rasa."""

import shutil
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from accounts import sessions
from accounts.models import Account, Role
from accounts.passwords import hashed
from accounts.service import create_account
from approdo.web import build_app
from foundation.database import Sessions
from foundation.settings import Settings
from tests.support.databases import Found, in_database

PASSWORD = "una frase lunga e sicura"
PATIENCE = 60.0


class RunningConsole:
    """The web app in a thread of the tests, on a home folder of its own."""

    def __init__(self, home: Path, **settings: object) -> None:
        # Held from here on: nobody else gets the port before the app listens.
        self._socket = socket.create_server(("127.0.0.1", 0))
        port = self._socket.getsockname()[1]
        known = {"home": home, "port": port, "rate_limit": "off", "log_level": "error"}
        self.settings = Settings(**(known | settings))
        self.app: FastAPI = build_app(self.settings)
        self.url = self.settings.web_url
        config = uvicorn.Config(
            self.app, port=self.settings.port, access_log=False, log_level="error", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})

    def start(self) -> None:
        """Return once it answers."""
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while not self._server.started:
            assert self._thread.is_alive(), "the web app could not start"
            assert time.monotonic() < until
            time.sleep(0.05)

    def stop(self) -> None:
        """End it; open streams are cut."""
        self._server.should_exit = True
        self._thread.join()

    def database(self, work: Callable[[Sessions], Awaitable[Found]]) -> Found:
        """Do something with the database, beside the app; also where another event loop runs already."""
        return in_database(self.settings, work)

    def add(self, email: str, role: Role = Role.MEDIATOR, language: str = "it", **known: object) -> Account:
        """An account with PASSWORD; `known` are other columns of it."""

        async def work(database: Sessions) -> Account:
            password_hash = await hashed(PASSWORD)
            async with database.begin() as session:
                account = await create_account(session, email, email.partition("@")[0], role, password_hash)
                for name, value in {"language": language, **known}.items():
                    setattr(account, name, value)
            return account

        return self.database(work)

    def tokens(self, account: Account, count: int) -> list[str]:
        """As many sessions of an account, by their tokens."""

        async def work(database: Sessions) -> list[str]:
            async with database.begin() as session:
                return [await sessions.start(session, account.id, "test") for _ in range(count)]

        return self.database(work)

    def client(self, **headers: str) -> httpx.Client:
        """Somebody who has not signed in; redirects are not followed."""
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=30)

    def signed_in(self, email: str, password: str = PASSWORD) -> httpx.Client:
        """Somebody who has."""
        with self.client() as door:
            response = door.post("/api/v1/session", json={"email": email, "password": password})
            assert response.status_code == 204, response.text
            client = self.client()
            client.cookies.update(door.cookies)
        return client


def furnished_home(home: Path, database: Path, models: Path) -> Path:
    """A home folder with an empty migrated database and the models the app loads."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(database, home / "approdo.db")
    (home / "models").mkdir(exist_ok=True)
    shutil.copy(models / "language.npz", home / "models" / "language.npz")
    return home
